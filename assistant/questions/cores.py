"""What a question that is no survey is about: the question without place, time and asking words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from assistant.plans import Condition, Topic
from assistant.questions import other_patterns as p
from assistant.questions.asking_words import CHANGE, COUNTED_CHANGE, NUMBERED, RATE
from assistant.questions.masking import PERIOD, PLACE, QUOTE, TYPE, Masked
from assistant.thesaurus import Wording

_LONGEST = 20
"""Longest topic, in characters; longer ones are whole sentences."""
_CLAUSE_MAX = 80
"""Longest clause, in characters, that is looked at for a topic."""
_AROUND_PLACE = re.compile(
    rf"(?:来自|位于|属于)?{p.PLACES}(?:{p.AND}(?=$|[的在,?]))?(?:这|那)?(?:[两三四五六七八九十几各]+个?{p.UNIT}|(?:教育局|教体局|教育体育局"
    rf"|教育系统|教育部门)(?!长)|{p.UNIT}(?=[的在,是]|之间))?(?:之间)?"
)
_AROUND_TIME = re.compile(
    rf"(?:在|从|于|(?<!各)自)?(?:{PERIOD}|{TYPE})(?:(?:的|、|和|与|里|中|,|比|较)?(?:{PERIOD}|{TYPE}))*(?:的)?(?:里面|当中|期间|之间|间|里|中(?![考小学职高等心层])|内"
    rf"|上)?(?:的|,)?"
)
_IN_REPORTS = re.compile(r"(?:的|这份|那份|各份|全部|所有)?(?:工作)?(?:报告|材料|文件|资料)(?:里面|当中|里|中(?!小))(?:的|,)?")
_COURTESY = re.compile(r"(?:简单|简要|详细|具体|重点|分别|主要|大概|一下|逐[一个])*(?:说明|列出来?|回答|告诉我)?(?:谢谢)?")
_REACHED = r"(?:(?:[降升增涨减达]|下降|上升|提升|提高|增长|增加|减少|压减|回落)[到至]|达到?)"
"""Verbs before a number that was reached."""
_LEAD = re.compile(
    r"^(?:比(?:前一?年|上一?年|去年|往年|上年)?(?:同期)?(?=[涨增降减多少提高])|同比|环比|同样(?:是)?|为了?(?=解决|促进|加强|推进|落实|提升|保障"
    r"|提高|防)|负责(?:的)?(?=..)|有没有|有无|是否|是不是|什么时候|什么时间|何时|哪一?年|哪个?月|几月(?:几[号日])?|(?:其他|其余|别的|其它)(?:地方|地区|区县|区|县"
    r"|市)?|要(?=" + p.DO + "|" + p.ACT + r")"
    r"|(?:然后|并|请)?回答(?=.)|(?:被|获)?(?:评为|评出了?|评选出了?|评(?![价估比选定审优职卷议委教出])|认定为)(?=.)|关于|有关(?!部门|单位|人员)|对于|针对|围绕|对(?![口外标接象比照策抗联称])"
    r"|就(?![业学餐医近读地诊职寝])|在(?!线|编|职(?!业)|校(?![车园外内门])|读|园|岗|籍|建(?!设))|从(?!教|业|严|事)|把(?!关)|将(?!来|军)|给"
    r"|的(?!士)|了(?!解)|都(?!市)|也|又|还(?!款|原|建)|是(?!非)"
    r"|有(?![效序机关力偿条待利益限无别意害毒])|无(?=$)|共(?=有|招|新)|各自(?!治)|各(?=有|招|怎|[?,]|$)|分别|具体|主要(?!负责)|重点(?=[做抓推])"
    r"|到底|究竟|目前|现在|当前|一共|总共|总的|全部|所有|每[个位名所年月天人]?|地方?的|(?:全市|全省|全区|全县|全国)(?:的|各?[区县市地]*)?"
    rf"|和(?!谐|平(?![安衡台板面行])|睦|美(?![育术丽容])|解(?![决答读])|田(?![径园])|县(?![域级管])|乐(?![器队园])|善(?!治)|蔼|气(?![象候]))|与(?!会|时)|跟(?![踪岗班])|及(?!时|格)|同(?![步伴学等行课])|比较(?:一下|下)?|对比(?:一下|下)?|比一[下比]|比(?![赛例武])"
    rf"|相比|相对|谁|哪(?:个|家|边|一个)(?:{p.UNIT})?|哪(?:些|几[所个]|[所个位家])(?:(?:{p.UNIT}|学校|乡镇|街道|教师|老师|学生|镇|乡|村|企业"
    rf"|幼儿园|小学|中学|高中|单位)(?={p.DO}|{p.ACT}|被|获|在|$))?|各个?(?:{p.UNIT}|地)(?:的|在)?"
    rf"|{p.HOW}样?|为什么|为何|为啥|有没有|是否|是不是|有无|(?:有)?(?:多少|几){NUMBERED}(?:(?:学校|教师|老师|学生|乡镇|街道|幼儿园|小学|中学|人"
    rf"|单位)(?={p.DO}|被|获))?|什么|多(?=招|建|了|少)|去年|今年|下一步|接下来|今后|未来|打算|准备|计划(?=[做抓推招])|(?:已"
    rf"|曾)经?(?=[开招建实完])"
    rf"|(?!做法|安排|抓手|完成率)(?:{p.DO})(?:了|过|着|好)?(?=[^的]{{2}}|{QUOTE})|开始(?=..)|管(?![理制委辖控护])(?=..)|工作(?=$)"
    rf"|[的在]?(?:工作)?(?:措施|举措)?上(?=$)|[,、:;。?!\s])"
)
_TAIL = re.compile(
    rf"(?:{p.SUMMARY_TAIL}|(?:在)?(?:全[市省国区县]|全球)?排(?:名)?(?:第几|多少|几)?(?:位|名)?(?=$)|(?<=..)参加(?=$)|(?:都|分别|各自|各|又|还"
    rf"|主要|具体|到底|目前|现在)+|(?:(?:都|分别)?(?:有)?(?:什么|哪些|何|没有|多大|啥)(?:主要|明显|具体)?的?{p.THING}|的(?:主要|明显"
    rf"|具体)?{p.THING}|(?:不同|区别|差异|差别|差距|异同|特点|特色|亮点|做法|措施|举措|经验|成效|进展|情况|工作|变化|努力|共同点|相同点|不同点"
    rf"|共性)|一样|对比|比较|一般|通常|指的?|的?是?(?:由)?哪(?:所|个|家|位|些)(?:学校|公司|单位|老师|教师|人|小学|中学|幼儿园)?|(?:总结|概括|归纳"
    rf"|梳理|介绍|分析|汇总|整理|说明|描述|讲|说)(?:一下|下|一遍)|(?:从)?(?:什么时候|何时|哪一?年)?开始(?:实行|实施|开展|执行|推行|成立"
    rf"|启动)?)(?:吗|在哪里?|是什么|有哪些|体现在哪里?)?(?<!培训活动)(?<!评比活动)"
    rf"|{p.HOW}样?(?:的|做|办)?|(?:是|叫)(?:什么|谁|哪[个所家位些]+)(?:名字|时候)?|(?:有|是|为|占|{_REACHED})?(?:了)?(?:(?:多少|几){NUMBERED}|多[大高长宽重](?=$))"
    rf"|(?:所)?占(?:的)?(?:比例|比重|比|多少)?|(?:增长|增加|上涨|涨|上升|下降|减少|降|提高)了?(?=$)|的?(?:数量|人数|总数|个数|数目|名单|名字|名称"
    rf"|比例)(?:是)?"
    rf"|(?:谁|哪[个家边]一?个?)(?:{p.UNIT})?(?:做|抓|搞|开展|落实)?(?:得)?(?:更|比较|最|较)?(?:好|多|少|高|低|大|小|强|突出|快|全面|具体"
    rf"|重视)?(?:一?些)?|(?:做|抓|搞|开展|落实|推进)?得?(?:更|比较|最|较)(?:好|多|少|高|低|大|小|强|突出|快|全面|具体|重视)(?:一?些)?|(?:做|抓|搞"
    rf"|开展|落实|推进)得好?"
    r"|谁|什么(?:时候|时间|地方)?|何时|哪里|哪儿|在哪|哪(?:一?年|些|个|几个|一?天|个?月|所|家)|是?几月几?[号日]?|多久|为什么|为何|原因|有没有"
    r"|没有|有无|(?<=.)(?<!方)(?:(?<!全)|(?<=安全))的?方面|这(?:方面|块|一块|点|件事|事)儿?|问题上|工作上|(?<=.)(?<![以网线])上|领域|做法|举措|措施"
    r"|进行(?=$)|是(?=$)|有(?=$|$)|分别是|是$|在$"
    r"|吗|呢|啊|呀|么|吧|了|的|地(?=$)(?<!各地|基地)|和$|与$|跟$|比$|较$|相比|同$|了没|[,、:;。?!\s])$"
)
_TOPIC_TAIL = re.compile(rf"的(?:主要|具体|总体|基本|相关|有关|整体|成功|好的?|工作)*(?:{p.THING})$|(?<=..)(?:情况|做法|措施|举措|进展|成效|亮点)$")
_ASKING_INSIDE = re.compile(
    rf"从?(?:什么时[候间]|何时|哪一?年|几月(?:几[号日])?)(?:开始|起)?|第几[届个名次期批]?|(?:有(?=多少|几))?(?:了|过)?(?:多少|(?<!哪)几){NUMBERED}(?:的(?=..))?|(?:了"
    rf"|过)?(?:哪几{NUMBERED}|哪些|什么|哪[个项所家种类条]|{p.HOW})(?:样的?)?|(?:有没有|是否|是不是)"
)
_NO_TOPIC = re.compile(
    r"(?:(?:全部|所有|主要|重点|教育|全年|年度|全面|整体|总体|各项|中心|本职|日常|下一步|今后|这些?|那些?|个|一年|方面|一[份个]|的|些|工作|情况"
    r"|报告|材料|总结|内容|问题|事情?|教育局|教育工作|教育情况|要点|计划|思路|任务|目标|做法|亮点|成绩|经验|措施|安排|概况|通知|文件|基本|地区"
    r"|区县?|县|市|地方|如何|做|抓|好)++)?"
)
_SENTENCE = re.compile(rf"[,。:;?!]|除了|除去|以外|是(?!非)|被|让(?!学)|谁|哪|吗|呢|什么|多少|(?<!对)应该|为什么|{p.HOW}|我|你|您")
_JOINED = re.compile(
    r"以及|、|(?<![总饱温缓共柔])和(?!谐|平(?![安衡台板面行])|睦|美(?![育术丽容])|解(?![决答读])|田(?![径园])|县(?![域级管])|乐(?![器队园])|善(?!治)|蔼|气(?![象候]))|(?<![参赋授])与(?![会时])|(?<![普提涉顾危触惠])及(?![时格])"
)
_INSTRUCTION = re.compile(
    r"^(?:从|根据|按照?|依据|据|结合)(?:的|这些|该|各份)*(?:工作)?(?:报告|材料|文件|资料|总结|要点|计划)(?:内容)?(?:中|里)?(?:来看|看|显示"
    r"|可知)?$|忽略|无视|不要(?!求)|扮演|假设|假装|(?:前面|之前|以上)(?:的)?(?:所有|全部)?(?:要求|指令|提示)"
)
_CLAUSE = re.compile(r"[,。?!;:]+")
_HOW_MUCH = re.compile(r"多少|(?<!哪)几|多[大高长宽重]|第几")
_BETWEEN_ASKED = re.compile(r"[、,;?]+(?:以及|又|还|和|其中)?|(?:以及|还有|[和与及])(?=[^、,;?]*(?:多少|几))")
_ANOTHER_MATTER = re.compile(rf"[,;?](?!{CHANGE.pattern})[^,;?]*(?:多少|几)(?!{NUMBERED}(?:[、,;?]|$))")
"""After a comma, a thing behind the asking words: …，分到多少所幼儿园."""
_EACH_ASKED = re.compile(r"(?:分别|各自?|都)(?:是|有|为|达到?)?(?:多少|几).{0,4}$")


def core(text: str) -> str:
    """The topic of a masked question, or empty when it cannot be told reliably.

    Args:
        text: A masked question without courtesy; places in its topic are words.
    """
    whole = p.SUMMARY_VERB.sub("", text)
    if noun := p.SUMMARY_NOUN.match(whole):
        whole = noun["of"] or noun["rest"]
    whole = _IN_REPORTS.sub(",", _AROUND_TIME.sub("", _AROUND_PLACE.sub("", COUNTED_CHANGE.sub(",", whole))))
    for clause in _CLAUSE.split(whole):
        if len(clause) > _CLAUSE_MAX or _INSTRUCTION.search(clause):
            continue
        topic = _trimmed(clause)
        if not _NO_TOPIC.fullmatch(topic) and not _COURTESY.fullmatch(topic):
            return topic if _is_reliable(topic) else ""
    return ""


def several_asked(text: str) -> tuple[str, ...]:
    """The topics of a question that asks for several numbers: GDP多少、增速多少; none when it asks for one thing.

    Args:
        text: A masked question without courtesy; places in its topic are words.
    """
    whole = _IN_REPORTS.sub(",", _AROUND_TIME.sub("", _AROUND_PLACE.sub("", text)))
    pieces = [piece for piece in _BETWEEN_ASKED.split(whole) if piece]
    if each := _EACH_ASKED.search(whole):
        pieces = [piece for piece in re.split(rf"{_JOINED.pattern}|[,;]", whole[: each.start()]) if piece]
    elif not all(_HOW_MUCH.search(piece) for piece in pieces) or _ANOTHER_MATTER.search(whole):
        return ()
    topics = dict.fromkeys(_trimmed(piece) for piece in pieces if RATE.match(piece) or not CHANGE.fullmatch(piece))
    fit = all(not _NO_TOPIC.fullmatch(topic) and _is_reliable(topic) for topic in topics)
    return tuple(topics) if fit and len(topics) > 1 else ()


def conditions_for(topic: str, masked: Masked, topic_of: Callable[[Wording], Topic], *, whole: bool = False) -> tuple[Condition, ...]:
    """One condition with the topics of a core, or none.

    Args:
        topic: A core.
        masked: The question it is from.
        topic_of: From a wording to a topic.
        whole: Whether it stays one topic.
    """
    if not topic:
        return ()
    parts = list(dict.fromkeys(_trimmed(part) for part in _JOINED.split(topic)))
    if whole or not all(len(part) > 1 or re.fullmatch(QUOTE, part) for part in parts):
        parts = [topic]
    return conditions_of(parts, masked, topic_of)


def conditions_of(topics: Iterable[str], masked: Masked, topic_of: Callable[[Wording], Topic]) -> tuple[Condition, ...]:
    """One condition with some topics, any of which will do.

    Args:
        topics: Cores.
        masked: The question they are from.
        topic_of: From a wording to a topic.
    """
    return (Condition(topics=tuple(topic_of(wording(topic, masked)) for topic in topics)),)


def wording(topic: str, masked: Masked) -> Wording:
    """A masked topic as words.

    Args:
        topic: A masked topic.
        masked: The question it is from.
    """
    verb = re.match(rf"{p.ACT}(?=..)", topic)
    return Wording(masked.unmasked(topic), masked.quotes_in(topic), masked.unmasked(topic[verb.end() :]) if verb else "")


def _trimmed(clause: str) -> str:
    """A clause without what does not belong to its topic."""
    topic = clause
    for _ in range(2):
        while (shorter := _TAIL.sub("", _LEAD.sub("", topic))) != topic:
            topic = shorter
        topic = _TOPIC_TAIL.sub("", topic)
        topic = _ASKING_INSIDE.sub("", topic)
    acted = re.match(rf"(?P<verb>{p.ACT})(?:了|过|的)(?P<thing>..+)", topic)
    return acted["verb"] + acted["thing"] if acted else topic


def _is_reliable(topic: str) -> bool:
    if re.search(QUOTE, topic) and len(topic) <= _LONGEST:
        return not re.search(rf"[,。:;?!]|{PLACE}", topic)
    return 1 < len(topic) <= _LONGEST and not _SENTENCE.search(topic)
