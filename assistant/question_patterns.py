"""Words and patterns of questions; what they mean together is decided in planning."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

PERIOD_MARK, REGION_MARK = "\ue001", "\ue002"
"""Characters for private use that stand for a year and a region while patterns are applied."""
QUOTE_MARKS = tuple(map(chr, range(0xE100, 0xE180)))
"""Characters for private use that stand for the quoted terms, in their order."""

QUOTED = re.compile(r"“([^”]{1,60})”|\"([^\"]{1,60})\"|「([^」]{1,60})」|『([^』]{1,60})』|‘([^’]{1,60})’|《([^》]{1,60})》|'([^']{1,60})'")
"""A quoted term, or the name of a document in its brackets."""

_SUBUNIT = r"(?:乡镇街道|镇街道?|乡镇|街道|学区|开发区|功能区|乡(?![村土愁贤风音])|镇(?![痛静压长])|单位(?!面积|时间|成本)|教体局|教育体育局|教育局)"
_AREA = (
    r"(?:市辖区|区县市|区市县|县市区|县区市|市县区|市区县|区县|县区|县市|市县|县级市|地级市|省区市|省市|省份|自治区|自治州|自治县|直辖市|地区|区域(?![性内间])|地市|城市|城区|新区"
    r"|地方(?!特色|课程|政策|标准|法规|教材|立法|戏)"
    r"|(?:区(?![域块间委级内外划]|属(?!于)|直(?!接)|别)|县(?![城域级委]|属(?!于)|直(?!接)|政(?!府))"
    r"|市(?![场民域容级委面值内外]|属(?!于)|直(?!接)|政(?!府))|省(?![级委电力略会内外]|属(?!于)|直(?!接))|州(?!长|立)|盟(?!友|员)|旗(?!帜|下|舰)|局(?![面部限势域]))"
    r"(?!本级|重点(?!提|抓|推|关|强|部|开|实|做|落|建|加)))"
)
_SPECIFIC = r"政府工作报告|工作报告|工作总结|工作要点|工作计划|工作安排|总结(?!会|表彰|大会|经验)|要点|计划(?!生育|经济)"
DOCUMENT = rf"(?:{_SPECIFIC}|报告(?!会|厅|文学|团|人|制度)|材料(?!费|学|科)|文件(?![夹柜袋])|文档)"
"""A kind of document."""
SPECIFIC_DOCUMENT = re.compile(_SPECIFIC)
"""A kind of document that is not every document."""
_UNIT = rf"(?:{_SUBUNIT}|{_AREA})(?!县?[级属](?!于))(?:\([^()]{{1,12}}\))?(?:的?(?:教育(?:行政|主管)?部门|教育(?:体育)?局|教体局|(?:人民)?政府))?"
_NUMBER = r"(?:个|份|篇|家|所|座)?(?:的)?"
_INSIDE = r"(?:里面|当中|其中|里|中(?!考|小|学|心|职|高|等|国|华|医))?"
_OF = rf"(?:的)?(?P<of>{DOCUMENT})?{_INSIDE}(?:的)?"
WHICH = re.compile(
    rf"(?:(?<![存内外所])在)?(?:还有|都有|共有|一共有|总共有|有没有|有|是|共|一共|总共)?(?:(?P<ask>哪些|哪几|哪一|哪|多少|几|什么|有没有)|(?P<every>(?:是不是|是否)?(?:每一|每|所有|全部|各|任何)))"
    rf"{_NUMBER}(?:(?P<unit>{_UNIT}){_OF}|(?P<document>{DOCUMENT}){_INSIDE}(?:的)?)"
    r"|(?:有)?(?P<bare>哪些|哪里|哪儿|谁)(?=(?:都|也|还|没有?|未|不|曾)*(?:提到|提及|提过|涉及|写到|谈到|讲到|说到|包含|没有?提))"
)
"""Which units, how many units, every unit: as the subject of a question."""
_ASKED = r"(?:都|一共|总共|共|分别|到底)*(?:有|是|在|为)?(?:都有)?(?:哪些|哪几|哪|多少|几)[个份篇家所]?"
WHICH_LAST = re.compile(
    rf"的(?:(?:所有|全部)的?)?(?:(?P<unit>{_UNIT})(?:的?(?P<of>{DOCUMENT}))?|(?P<document>{DOCUMENT}))"
    rf"(?:{_ASKED}|(?:的)?(?:名单|清单|名称|数量|总数|个数|数目|数|占比)(?:是多少|有多少|是什么)?|(?=[?。!]*$))[呢啊呀吗]?(?=[,?。!;]|$)"
    rf"|的{_ASKED}(?:(?P<unit2>{_UNIT})(?:的?(?P<of2>{DOCUMENT}))?|(?P<document2>{DOCUMENT}))?[呢啊呀]?(?=[,?。!;]|$)"
)
"""… 的区有哪些, …的有几个区, and at the end of a question …的区."""
COUNTING = re.compile(r"多少|(?<!哪)几|数量|总数|个数|数目|(?:区|县|市|省)数")
"""Asks for a number."""
LISTING = re.compile(r"列出|列举|列一下|找出|查找|统计|汇总|给出|告诉我|看看|罗列|筛选")
"""Asks for a list."""
OPENING = re.compile(
    r"(?:你好|您好|请问一下|请问|请你|请您|请(?=帮|列|统计|找|查|告|给|说|把|总结|看|汇|罗|筛|[有哪多几所每各])|帮我|帮忙|麻烦[你您]?|我们?想(?:要)?(?:知道|了解|问)(?:一下)?"
    r"|想(?:要)?(?:知道|了解|问)(?:一下)?|(?:列出|列举|列一下|找出|查找|查询|统计|汇总|给出|告诉我|看看|罗列|筛选|查一查|查查|数一数|说说|查)(?:一下|下|出)?"
    r"|那么|一下|[,:;!。]|(?:全市|全省|全国|全县|全区|我市|我省|我县|本市|本省|目前|现在)(?:各?地)?(?:里|中|的)?)+"
)
"""Courtesy at the beginning of a question."""
COURTESY = re.compile(
    r"(?:谢谢|多谢|谢了|麻烦了|请|帮我|逐[一个条]|全部|都|分别|一一|列出来?|列一下|列举|说明|回答|告诉我|一下|[您你呢吗好吧啊?。!,])+"
)
"""A clause that asks for nothing more."""

_DIGIT = "〇零○oO一二三四五六七八九"
_Y4 = rf"(?<![0-9])(?:19|20)[0-9]{{2}}(?![0-9])|[一二][{_DIGIT}]{{3}}(?=年|学年|[到至\-—–~])"
_AFTER_YEARS = r"(?![来前后内]|以[来上内后前]|教龄|制|期|一贯|免费|义务|历史|之[前后]|级|龄)"
_Y2 = rf"(?:(?:(?<=^)|(?<=[,在和与、到至\-—–~\ue001\ue002区县市省]))[12][0-9](?=年{_AFTER_YEARS}))"
_RANGE_SIGN = r"\s*(?:年)?\s*(?:到|至|[\-—–~/]+)\s*"
PERIOD = re.compile(
    rf"(?:从|自)?(?P<first>{_Y4}|(?<![0-9])[12][0-9](?=\s*年?\s*[到至\-—–~]\s*(?:20)?[12][0-9]\s*年)){_RANGE_SIGN}(?P<last>{_Y4}|(?<![0-9])[12][0-9](?![0-9]))\s*(?:学年度?|年度?|两年|期间)(?:间|期间)?"
    rf"|(?P<year>(?:{_Y4})(?=\s*年|学年)|{_Y2})\s*(?:学年度?|年度?)(?P<open>以来|以后|之后|后|起|开始|以前|之前|前|至今)?"
    r"|(?P<plain>(?<![0-9.])20[0-3][0-9](?=[、和与及,]?\s*(?:20[0-9]{2}\s*年|\ue001|哪|有|各|多少|春|秋|上半年|下半年)))"
)
"""A year, a range of years, a school year."""
PERIODS_LIST = re.compile(r"\ue001(?:(?:以及|[和与及、,或])?\ue001)+")
RELATIVE = re.compile(
    r"上半年|下半年|第?[一二三四1-4]季度|(?:[0-9]{1,2}|十[一二]?|[一二三四五六七八九])月份?(?:[0-9]{1,2}[日号])?|[春秋]季学期|[上下本]个?学期|[本上下]学年"
    r"|今年|去年|前年|明年|本年度?|上一?年度?|当年|近年来?|近[几两三五][个]?年来?|最近几?年?|历年|往年|年初|年底|今年以来"
)
"""A time that no filter knows."""

_ONE = (
    r"(?:[提写讲说谈](?:到(?![位底岗期])|过(?![程去渡])|了|及(?![格时]))|(?<=[没未不有])[提写讲说谈]|[提写讲说谈](?=[\ue100-\ue1ff])"
    r"|提(?![升高供出倡质前交案醒炼示速拔取名请议级档标纲神琴款货成留存携要])|写(?![字作生手实意真])|讲(?![座话解师台义述课坛究信理学])|说(?![明法话教服课理唱])|谈(?![话判心])"
    r"|含(?![量义有金])|有(?![效序机关力偿条待利益限无别意害毒史氧线]|没有)|是(?!否|不是))"
)
_SAY_CORE = (
    r"(?:提到(?!位)|提及(?!格|时)|提出|提过|涉及|写到|写明|写入|写进|写有|谈到|谈及|说到|说起|讲到|讲述"
    r"|包含|包括|含有|涵盖|出现|载明|记载|聊到|强调|体现|反映)"
)
SAY = rf"(?:{_SAY_CORE}|关注|部署|安排|介绍|阐述|论述|明确|说明|公布|{_ONE})"
"""Verbs of mentioning; the topic is what follows."""
DO = (
    r"(?:在做|在搞|在抓|开展|实施|推进|推行|推动|落实|加强|重视|抓好|做好|抓实|做实|搞好|成立|建立|建成|建设|出台|制定|制订|启动|举办|举行|组织|完善|健全|强化|深化|设立|设置|实行|执行"
    r"|采用|采取|运用|推广|探索|试点|试行|构建|打造|创建|搭建|组建|配备|配齐|支持|注重|聚焦|突出|印发|发布|召开|召集|完成|实现|获得|荣获|取得|获评|编制|开设|开发|开通|进行|参与|参加|承办"
    r"|存在|使用|做|搞|抓|办(?=了|过)|建(?=了|起)|设(?=了))"
)
"""Verbs that add nothing to what they act on."""
ACT = (
    r"(?:招聘|招录|招收|新建|新增|改建|扩建|改造|缺乏|禁止|严禁|取消|撤并|撤销|关闭|停办|购买|采购|购置|引进|引入|培训|培养|培育|查处|处理|处分|表彰|奖励|资助|整治|排查|治理|检查|督查|减少|增加"
    r"|提高|提升|优化|规范|整合|选派|派出|减轻|化解|解决|打击|防范|防止|预防|杜绝|遏制|聘请|聘用|更换|清退|清理|投入|建议|要求|鼓励|批评|通报|纳入|拒绝|反对|暂停|恢复|调整|扩大|压减|评选|评比|编写|修订)"
)
"""Verbs that are part of the topic."""
SAY_ANYWHERE = re.compile(_SAY_CORE)
VERB = re.compile(rf"(?P<say>{SAY})|(?P<do>{DO})|(?P<act>{ACT})")
"""A verb, where one is due."""
ASPECT = re.compile(r"(?:了(?!解)|过(?![去程渡度关敏滤冬节期剩])|着(?![力装重眼陆火手])|到(?=[\ue100-\ue1ff])|起来|起(?=了)|出来)+")

NEGATION = (
    r"(?:没有?怎么|几乎没有?|很少|极少|鲜有|没有(?=提|写|讲|说|谈|涉|包|含|出|关|强|部|安|一字)|没有|没能|没(?!收|落)|尚未|均未|未曾|从未|并未|未能|还未|都未|皆未|不曾|从没|并没有?"
    rf"|未(?!成年|来|婚|知|央)|只字[未不没]|避而不|不(?={SAY}|{DO}|重视|关注)|无(?![人障线偿烟纸废证照毒害不非]|一例外)|缺少|缺失|遗漏了?|漏[掉了]+|忽视了?|忽略了?)"
)
"""A word that turns a question into one for those without."""
_LIGHT = r"(?:在|有|会|要|将|能|曾|已|都|均|也|还|又|却|就|皆|新(?![建增]))"
ADVERB = (
    r"(?:无不|无一不|是不是|是否|有没有|有无|到底|究竟|真的|正在|已经|曾经|明确|具体|专门|直接|单独|主要|重点|积极|大力|持续|深入|全面|广泛|扎实|认真|能够|可能|多次|反复|进一步|切实|着力|努力|特别|十分|非常"
    r"|其中|当中|里面|一起|共同|普遍|仍然|依然|继续|分别|率先|统一|稳步|统筹|有效|有序|详细|同样|全部|所有|一直"
    rf"|都(?!市)|均(?![衡等价值匀])|也|还(?!款|原)|又|曾|已|在(?={SAY}|{DO}|{ACT})|{_LIGHT}(?={_LIGHT}*(?:{SAY}|{DO}|{ACT}|{NEGATION}|\ue001)))"
)
_CIRCUMSTANCE = rf"(?:\ue001|\ue002|{RELATIVE.pattern}|{DOCUMENT})"
PLACE = rf"(?:在|于|从|当)?{_CIRCUMSTANCE}(?:(?:的|、|和|里|中|内|上)?{_CIRCUMSTANCE})*(?:的)?(?:里面|当中|期间|里|中|内|上)?(?:的|,)?"
BEFORE_VERB = re.compile(rf"(?P<place>{PLACE})|(?P<not>{NEGATION})|(?P<adverb>{ADVERB})|(?P<of>的(?=\ue001|\ue002|{DOCUMENT})|,)")
"""What may stand between the subject and its verb, piece by piece."""
FRONTED_VERB = re.compile(
    rf"(?P<lead>.*?)(?:作出了?|做出了?|[做作]了|进行了?|予以|加以|有所)?(?P<chain>(?:{ADVERB}|{NEGATION})*)(?:(?:{_SAY_CORE}|关注|部署|安排|{DO}|(?<=[没未不有])[提写讲说谈有]|[提写讲说谈](?=了|过|到))(?:了|过|到|着)*|(?<=没)有|(?<=没有))$"
)
"""An object before its verb: 对校车只字未提."""
LEADING = re.compile(
    r"^(?:关于|有关(?!部门|单位|人员|方面|规定|文件)|针对|对于|[,、:;\s]|的(?!士)|了(?!解)|\ue001(?:的)?|\ue002的|一[批些]|若干|如何|怎样|怎么)+"
)
TRAILING = re.compile(
    r"(?:(?:的)?(?:相关|有关)的?(?:内容|情况|表述|事项|工作|问题|要求)|的?(?:字样|字眼)|的(?:内容|情况|表述|说法|事情|事项|事|词|话)|(?:这|这个|这项|这件|这一)(?:方面|块|点|事|件事|个?工作|个?词|内容)"
    r"|(?<![全方])(?:的)?方面(?:的?(?:内容|工作|情况|问题))?|了(?:吗|没有|没|么)?|吗|呢|(?<![网酒书贴])吧|啊|呀|嘛|(?<![什怎这那])么|没有|(?<!目)的|\ue001|[,、:;.。?!\s])$"
)
"""What is not part of the topic at its end."""
FRONTING = re.compile(
    r"^(?:在(?=.*(?:方面|上|中)$)|把|将(?!来|军)|对(?![口外标接象比照话策抗联称])|就(?![业学餐医近读地诊职寝])|关于|对于|针对|有关(?!部门)|连(?!锁|片|续|接|贯))"
)
AND = re.compile(
    r"以及|(?<![总饱温缓共柔])和(?![谐平睦美解田县])|(?<![参赋授])与(?![会时]|\ue001)|(?<![普提涉顾危触])及(?![时格早其])|、|\+|&|(?<!步)跟(?![踪岗班进])|并且|而且|同时|[\ue100-\ue1ff]{2}|既.*又|不仅|不但|一边"
)
OR = re.compile(r"或者|或(?!许)|还是|/|\|")
BUT = re.compile(
    r"但是|但(?!凡)|(?<![冷忘退推])却(?!步)|可是|然而|不过(?!度)|而(?:没|未|不(?!是))|除了?(?!险|尘|四害|夕|草|湿).{1,20}?(?:以外|之外|外)?,?(?:还|也|又|都)|没有|未提|没提"
)
RANKING = re.compile(
    r"最[多少早晚好差高低大小强弱](?!跑)|排名|名次|前[一二三四五六七八九十0-9]+名|得(?:更|比较|较|很|不)?(?:好|怎么样|不错|差)|(?:比较|更)(?:好|多|少|高|低)$|多于|少于|超过|大于|小于|高于|低于|不少于|不足(?=[0-9])|达到[0-9]|[数量例平绩率][很较更]?[多少高低大小好差]$"
)
OVER_TIME = re.compile(
    r"首次|第一次|新(?:提到|提出|提及|增提|出现|开展的)|不再|相比|比(?:\ue001|去年|上年|前年)|较(?:\ue001|去年|上年)|变化|连续[几两二三四五0-9]年"
)
ASKING = re.compile(r"什么|怎么|怎样|如何|为什么|为何|多少|哪|几[个名所次项人]|谁|(?:吗|呢)(?=.)")
"""Asks for something that is no list."""

TOPIC_PARTS = re.compile(
    r"(?:对|就|针对|为|给|把|将)(?P<thing>.+?)(?:(?:进行|开展|实施|作出|做出|予以|加以)了?(?P<act>..+)|(?P<done>(?:纳入|作为|列为|列入|放在|当作)了?.*))$"
)
"""A thing and what was done with it: 把校车纳入管理."""
STRONG_DO = re.compile(r"(?:开展|实施|推进|推行|落实|加强|重视|抓好|做好|成立|建立|出台|制定|启动|举办|完善|强化|深化)(?=..)")
"""A verb that adds nothing, inside a topic."""

_EMPTY_TAILS = ("工作", "情况", "问题", "方面", "活动", "措施", "举措", "内容", "事项")
"""Words that add nothing to the topic before them: 信访工作 is 信访."""
_FACET_TAILS = ("安全", "建设", "管理", "制度", "治理", "服务", "运营")
"""Aspects of a thing: a report that writes of the thing is shown for 校车安全 as well."""
BROAD = frozenset(
    """
    交通 人事 人员 人才 体系 体育 作风 依法 信息 信息化 党员 全市 公共 公益 其他 具体 内部 农村 创新 制度 办学 卫生 城市 城乡 基本
    基层 基础 外部 学习 学校 学生 学科 宣传 安全 实践 审计 宿舍区 家庭 家长 干部 师生 师资 平台 年度 廉政 廉洁 当前 德育 心理 思想
    思政 志愿 应急 总体 招生 指导 挂职 探究 推进 支部 改革 政务 政府 政治 政策 教学 教学质量 教师 教研 教育 数字 数据 文化 文明
    文艺 新闻 日常 本职 机关 机制 条件 校园 标准 标准化 校本 校外 校内 校舍 活动 法治 法制 法律 消费 特殊 特色 环境 班子 班级 现代
    生产 生活 生态 监督 监管 督导 目标 知识 社会 社区 科学 科技 突出 系列 组织 经济 经营 统一 综合 绿色 编制 网络 美育 考核 职业
    能力 艺术 节日 行政 行业 规划 规范 设备 设施 评价 评比 课后 课堂 课外 课程 课题 调研 财务 质量 资源 资金 运行 运动 过程 重大
    重点 重要 长效 队伍 阵地 集体 青年 项目 预防 领导 风险 食品 高中 初中 小学 中学 大学 幼儿 幼儿园 中小学 学前 主题 主要 业务
    专项 专业 专题 中心 产业 保障 保护 优化 体制 关键 准备 后勤 团队 培养 培训 处置 执法 整改 文体 有效 服务 检查 民生 治理 热点
    难点 焦点 管理 实际 实施 整体 思路 成效 存在 问题 工作 建设 下一步 今后 各项 全面
    """.split()  # noqa: SIM905
)
"""Words too broad to stand for a phrase that has them: 校园安全 is not 校园, 重点工作 not 重点."""
_ALL_BROAD = re.compile(rf"(?:{'|'.join(sorted(BROAD, key=len, reverse=True))}){{2,}}")


def terms_of(topic: str, narrower: str = "") -> tuple[str, ...]:
    """Terms to search for: the topic, and what is left without an empty or aspect tail.

    Args:
        topic: A topic without alternatives.
        narrower: The thing in it that may stand for it.

    Returns:
        Terms, the most exact first.
    """
    if not narrower:
        return tuple(dict.fromkeys(_shortened(topic)))
    return tuple(dict.fromkeys((topic, *(_shortened(narrower) if len(narrower) > 1 and narrower not in BROAD else ()))))


def _shortened(term: str) -> list[str]:
    terms = [term]
    while (shorter := _without_tail(terms[-1])) is not None:
        terms.append(shorter)
    return terms


def _without_tail(term: str) -> str | None:
    for tail in (*_EMPTY_TAILS, *_FACET_TAILS):
        head = term.removesuffix(tail).removesuffix("的")
        if head == term or len(head) < 2 or head in BROAD:
            continue
        if tail in _EMPTY_TAILS and (not _ALL_BROAD.fullmatch(head) or head.endswith(_FACET_TAILS)):
            return head
        if tail in _FACET_TAILS and (len(head) <= 3 or term.endswith(f"的{tail}")):
            return head
    return None


@dataclass(frozen=True)
class Words:
    """A question with its quotes, years and regions masked."""

    text: str
    """The masked question; every mark is one character."""
    spaced: str
    """The question before spaces were taken out."""
    quotes: tuple[str, ...]
    """What was quoted, in order."""
    years: tuple[int, ...]
    """Years named, ranges filled."""
    apart: bool
    """Whether several years stand side by side rather than as a range."""
    ignored: tuple[str, ...]
    """Times that no filter knows."""

    @property
    def marks(self) -> tuple[str, ...]:
        """What stands for the quotes."""
        return QUOTE_MARKS[: len(self.quotes)]

    def unmasked(self, text: str) -> str:
        """A piece with its quotes in place, without years and regions.

        Args:
            text: A piece of the masked question.
        """
        for mark, quote in zip(self.marks, self.quotes, strict=True):
            text = text.replace(mark, quote)
        return re.sub(r"[\ue001\ue002]", "", text).strip()


def normalized(question: str) -> str:
    """A question in NFKC, without lone surrogates and characters for private use.

    Args:
        question: The question as typed.
    """
    whole = re.sub(r"[\ud800-\udfff\ue000-\uf8ff]", "\ufffd", question)
    return unicodedata.normalize("NFKC", whole).strip()


def mask(plain: str) -> Words:
    """Put marks for what is quoted and for years.

    Args:
        plain: A normalized question.
    """
    quotes: list[str] = []

    def keep_quote(match: re.Match[str]) -> str:
        term = next(g for g in match.groups() if g is not None).strip()
        if len(quotes) == len(QUOTE_MARKS) or not any(c.isalnum() for c in term):
            return " "
        quotes.append(term)
        return QUOTE_MARKS[len(quotes) - 1]

    years: set[int] = set()
    ignored: list[str] = []
    ranges = 0

    def keep_years(match: re.Match[str]) -> str:
        nonlocal ranges
        if match["open"]:
            ignored.append(match.group())
        elif match["first"]:
            first, last = sorted((_year(match["first"]), _year(match["last"])))
            years.update(range(first, last + 1))
            ranges += last - first
        else:
            years.add(_year(match["year"] or match["plain"]))
        return PERIOD_MARK

    spaced = QUOTED.sub(keep_quote, plain)
    text = re.sub(r"(?<![A-Za-z])\s+(?![A-Za-z])", "", spaced)
    text = PERIOD.sub(keep_years, PERIOD.sub(keep_years, text))
    apart = len(years) > ranges + 1
    return Words(PERIODS_LIST.sub(PERIOD_MARK, text), spaced, tuple(quotes), tuple(sorted(years)), apart, tuple(ignored))


def _year(words: str) -> int:
    digits = "".join("0" if c in "〇零○oO" else str("〇一二三四五六七八九".index(c)) if c in "一二三四五六七八九" else c for c in words)
    return int(digits) if len(digits) == 4 else 2000 + int(digits)
