"""Made-up texts that are no documents of a public body: study summaries, advertisements, jokes."""

from __future__ import annotations

import random

from benchmarks.fictional import Text

_STUDY = (
    "作为一名党员，我深知加强理论学习的重要性。参加这次党校培训，我聆听了专家教授的精彩讲座，思想上受到了深刻的洗礼，现将自己的学习体会总结如下。",
    "紧张而充实的党校学习生活就要结束了，四个月来，在老师的教诲和同学们的帮助下，我收获了知识，也收获了友谊。",
    "时间过得真快，转眼间一个学期又过去了。作为一名普通的班主任，我担任三年级二班的语文教学工作，现将本人一学期来的工作作个小结。",
    "我叫李××，是某某小学的一名数学教师，一年来我服从领导安排，认真备课、上课、批改作业，现述职如下，请各位领导和同事评议。",
)
_STUDY_BODY = (
    "我自觉把学到的理论同自己的思想实际结合起来，认真查找自身差距，写下读书笔记三万余字。",
    "通过学习，我进一步坚定了理想信念，懂得了在平凡的岗位上也能做出不平凡的事情。",
    "在教学中，我尊重每一个孩子，课余时间找学困生谈心，看着他们一点点进步，我由衷地感到高兴。",
    "当然，我也清楚地看到自己还有许多不足：有时工作方法简单，急于求成，我会在今后慢慢改正。",
    "我深深地感谢组织给了我这次难得的学习机会，同窗之间的情谊让我终生难忘。",
    "我所带的班级期末考试平均分位列年级第二，我本人被评为校级优秀教师。",
    "今后我要更加严格地要求自己，活到老、学到老，做一名让学生喜欢、让家长放心的好老师。",
)


def private(rng: random.Random) -> Text:
    """A person's own study summary or account of work: a text of its own, no report of a bureau."""
    sentences = rng.sample(_STUDY_BODY, 6)
    heads = ("一、提高了思想认识", "二、学到了工作方法", "三、找到了努力方向")
    lines = [rng.choice(_STUDY)]
    for k, head in enumerate(heads):
        lines += [head, sentences[2 * k] + sentences[2 * k + 1] + rng.choice(_STUDY_BODY)]
    return Text(rng.choice(("党校学习心得体会", "个人学习总结", "教师个人述职报告", "班主任工作小结")), tuple(lines), official=False)


def stray(rng: random.Random) -> Text:
    """An advertisement, joke or poem that got among reports."""
    return rng.choice(
        (
            Text(
                "写材料公众号",
                (
                    "还在为写总结发愁吗？关注公众号“笔杆子加油站”，回复关键词即可领取十万字公文素材。我们有专业团队代写各类总结、汇报、讲话稿，价格优惠，加微信xiezuo2023咨询。",
                    "现在开通年度会员只要99元，送U盘一个，全站文档免费下载，前一百名再送思维导图课程一套，数量有限，先到先得。",
                ),
                official=False,
                optional=True,
            ),
            Text(
                "笑话一则",
                (
                    "小明放学回家对爸爸说：“今天老师表扬我了。”爸爸高兴地问：“表扬你什么？”小明说：“老师说全班同学都很笨，只有我最笨，笨得有水平。”",
                    "爸爸听了哭笑不得，妈妈在厨房里笑得把盘子都打碎了一个。",
                ),
                official=False,
                optional=True,
            ),
            Text(
                "春天的歌",
                ("春风吹过小河边，", "柳树弯腰把手牵。", "燕子归来寻旧垒，", "桃花笑在我门前。", "我背书包上学去，", "一路歌声一路甜。"),
                official=False,
                optional=True,
            ),
        )
    )
