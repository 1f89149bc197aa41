"""What the assistant can do, told to whoever asks."""

from __future__ import annotations

from assistant.models import Answer, Items, Paragraph, Part, Status
from assistant.parts import markdown
from assistant.plans import Plan

_PARTS: tuple[Part, ...] = (
    Paragraph(text="我只根据已收入的报告回答，每句引文都能打开原文核对。可以这样问："),
    Items(
        items=(
            "哪些、多少、哪些没有：“哪些区提到校车安全？”“有多少个区开展了集团化办学？”“哪些区没有提到食品安全？”",
            "几个条件：“提到留守儿童但没有提到校车的区”“校车和食品安全都提到的区”",
            "年份变化：“2024年新提到课后服务的区”“哪一年开始提到劳动教育？”",
            "具体的事：“岚溪县的学生接送车有多少辆？”",
            "对比、归纳：“甲区和乙区在教师招聘上有什么不同？”“甲县的党建工作是怎么做的？”",
            "接着问：“那乙区呢？”“它们具体怎么做的？”“只看2023年的”“换成食品安全”",
            "材料本身：“有哪些报告？”“有几份2023年的总结？”",
        )
    ),
)


def answer_help(question: str, plan: Plan) -> Answer:
    """Tell what can be asked.

    Args:
        question: The question as asked.
        plan: Its plan.
    """
    return Answer(question=question, status=Status.ANSWERED, text=markdown(_PARTS), parts=_PARTS, plan=plan)
