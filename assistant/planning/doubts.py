"""Why a plan that the patterns made may not be what a question asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.models import Answer
from assistant.planning.checking import short_names
from assistant.plans import Asked, Holdings, Intent, Plan, Topic
from assistant.questions.masking import Masked, mask, normalized
from assistant.questions.survey_subjects import is_below_counties
from assistant.thesaurus import Thesaurus
from assistant.thesaurus.lookup import Strength, folded

_UNIT = r"(?:省份?|地级市|地市|县级市|市辖区|区县|县区|市县|市|县|区|地区|地方|地儿|单位|家|人家|报告|材料|总结|计划)"
_ANY_REGION = re.compile(
    rf"谁|有没有|有人|名单|单子|名字|大伙|大家|哪{_UNIT}|哪[个些里儿]|几个|几{_UNIT}|多少个?{_UNIT}"
    rf"|(?:凡是?|所有|哪些|那些|各个?|全部|其他|别的?|有的)(?:的)?{_UNIT}?|.的{_UNIT}|列[区县市]"
)
"""Words of a question over many regions, however it goes on."""
_ONE_PERSON = re.compile(
    r"(?:由谁|谁(?:在|来)?(?:负责|主管|分管|主抓|牵头|担任|兼任|主持|签|带队|领导)|(?:长|主任|书记|组长|领导|负责人|员|师|冠军|状元|第一名)(?:是|叫)?谁)"
)
_EVERY_REGION = re.compile(rf"(?:几|多少)个?{_UNIT}|哪些|凡|.的(?:{_UNIT})")
"""Words of such a question that no fact is asked with."""
_FACTS = frozenset((Asked.NUMBER, Asked.TIME, Asked.PLACE, Asked.REASON))
"""What is asked about one region, also where its name is missing."""
_LEFTOVER = re.compile(
    r"[谁哪啥咋么呢吗吧呀我你您咱俩茬们]|[这那](?:[个种块件方些份边里]|一[块点项])|没(?!收|落)|压根|的话|一句|只字|什么|怎|如何|多少"
    r"|(?<![宣])[讲说]|提(?![升高质供前案倡纲神示炼优])|写(?![作字生])|得(?![分到失益])|[搞弄碰]|[区县]的|有的|都(?!市)|也(?!门)|却|但(?!凡)|就(?![业学餐医近读地诊职寝])|才(?<!人才)(?<!英才)(?![艺能干])"
    r"|(?:出|进|起)[来去]|花|走在|可以|要是|凡是?|随便|给我|听说|领导问|光(?=[提说讲写看])|的时候|来分|想了解|其[他它余]|[头前后往]一?年|说一|[—？?！!；;，,]"
)
"""Words that belong to no topic: they were left over when the question was taken apart."""
_BARE = re.compile(r"(?:在|去|来|行|按|有|走|算|看|是|把|给|问|找|查|要|想|里|中|上|下|等|其|该)+[走看来去行]?|想知道|里面|一下|可以看|地方|区县?")
_GENERAL = re.compile(r"(?:做法|成绩|情况|工作|措施|举措|经验|成效|亮点|问题|安排)$")
"""Words of the thesaurus that name no thing of their own."""
_UNKNOWN_LONG = 12
"""Characters from which a topic that the thesaurus does not know is hardly one thing."""
_REFERRING = re.compile(
    r"[它他她]们?俩?|[这那](?:里|儿|边|些|几|两|俩|个|种|份|块|样)|俩|上面|以上|前面|上述|刚才|之前|其中|其他|其余|剩下|另外|余下|里[头面]|同样|一样|反过来"
    r"|换|改|再|又|也|还|呢|往前|往后|头一年|不卡|不限|放一起|隔壁|名字|原话|原文|展开|细说|具体"
)
"""Words that refer to the answer before, or ask for the same with a change."""
_SHORT = 12
"""Characters up to which a question that follows another is hardly complete."""


def doubts(question: str, plan: Plan, holdings: Holdings, thesaurus: Thesaurus) -> tuple[str, ...]:
    """Why a plan may not be what a question asks for.

    Args:
        question: The question as asked.
        plan: What the patterns made of it.
        holdings: What the collection holds.
        thesaurus: The concepts known.

    Returns:
        Reasons in Chinese for staff; empty when there is no doubt.
    """
    if plan.intent in (Intent.HELP, Intent.COLLECTION):
        return ()
    masked = mask(normalized(question), holdings)
    reasons = _of_lookup(masked, plan) if plan.intent is Intent.LOOKUP else _of_words(masked, plan, thesaurus)
    return tuple(dict.fromkeys((*reasons, *_of_places(masked, plan, holdings))))


def follow_up_doubts(question: str, plan: Plan, before: Answer, holdings: Holdings, thesaurus: Thesaurus) -> tuple[str, ...]:
    """Why a plan may not be what a question asks for that follows another.

    Args:
        question: The question as asked.
        plan: What the patterns made of it, with or without what was carried over.
        before: The answer before.
        holdings: What the collection holds.
        thesaurus: The concepts known.

    Returns:
        Reasons in Chinese for staff; empty when there is no doubt.
    """
    if plan.intent in (Intent.HELP, Intent.COLLECTION):
        return ()
    if plan.carried:
        known = {topic.text for topic in before.plan.topics}
        own = plan.model_copy(update={"conditions": tuple(c for c in plan.conditions if not {t.text for t in c.topics} <= known)})
        masked = mask(normalized(question), holdings)
        return tuple(dict.fromkeys((*_of_words(masked, own, thesaurus), *_of_places(masked, plan, holdings))))
    plain = normalized(question)
    letters = sum(c.isalnum() for c in plain)
    if (m := _REFERRING.search(plain)) and letters <= 2 * _SHORT and plan.intent is not Intent.SURVEY:
        return (f"“{m.group()}”像是接着上一问说的，但看不出指什么", *doubts(question, plan, holdings, thesaurus))
    if plan.intent is Intent.LOOKUP and letters <= _SHORT and not plan.places:
        return ("问题很短，像是接着上一问说的", *doubts(question, plan, holdings, thesaurus))
    return doubts(question, plan, holdings, thesaurus)


def _of_lookup(masked: Masked, plan: Plan) -> Iterator[str]:
    """A question taken for one about a single fact although it asks about many regions."""
    text = masked.unmasked(masked.text)
    if is_below_counties(masked.text):
        return
    if plan.asked is Asked.PERSON and _ONE_PERSON.search(text):
        return
    if plan.places:
        if plan.asked is Asked.TEXT:
            yield from _of_topics(plan) if plan.conditions else ("没有认出问的是什么",)
        elif plan.asked is Asked.PERSON and "谁" in text:
            yield "“谁”像是在问各个地区，但没有认出问法"
        return
    asks = _ANY_REGION.search(text)
    if asks and (plan.asked not in _FACTS or _EVERY_REGION.search(text)):
        yield f"“{asks.group()}”像是在问各个地区，但没有认出问法"
    elif plan.asked in (Asked.TEXT, Asked.WHETHER):
        yield "没有认出问的是什么，也没有点名地区"


def _of_words(masked: Masked, plan: Plan, thesaurus: Thesaurus) -> Iterator[str]:
    yield from _of_topics(plan)
    yield from _of_ignored(masked, plan)
    yield from (f"“{word}”没有用上" for word in unused_words(masked, plan, thesaurus))


def _of_places(masked: Masked, plan: Plan, holdings: Holdings) -> Iterator[str]:
    """Short names of the collection's regions that stand in the question and were taken for something else."""
    used = "¶".join((*(place.said for place in (*plan.places, *plan.excluded_places)), *masked.said.values()))
    for stem in short_names(holdings):
        if stem in masked.text and stem not in used:
            yield f"“{stem}”可能是地名"


def _of_topics(plan: Plan) -> Iterator[str]:
    for topic in plan.topics:
        if topic.literal or (topic.concept and not topic.loose):
            continue
        if _LEFTOVER.search(topic.text) or _BARE.fullmatch(topic.text):
            yield f"“{topic.text}”不像是一个事项"
        elif _is_unknown(topic) and len(topic.text) >= _UNKNOWN_LONG:
            yield f"“{topic.text}”很长，可能不止一件事"


def _of_ignored(masked: Masked, plan: Plan) -> Iterator[str]:
    times = {masked.said[mark] for mark in masked.periods}
    for words in plan.ignored:
        if words not in times and sum(c.isalnum() for c in words) > 1:
            yield f"“{words}”没有用上"


def unused_words(masked: Masked, plan: Plan, thesaurus: Thesaurus, shortest: int = 3) -> Iterator[str]:
    """Things that the thesaurus knows, said in the question but in no topic.

    Args:
        masked: The question.
        plan: Its plan.
        thesaurus: The concepts known.
        shortest: Least characters of a word that is looked at; short ones are often part of others.
    """
    used = folded("¶".join((*(topic.text for topic in plan.topics), *masked.said.values(), *plan.ignored)))
    for inside in thesaurus.inside(folded("".join("，" if c in masked.said else c for c in masked.text))):
        sense = inside.senses[0]
        if sense.strength <= Strength.SAME and folded(sense.word) not in used and len(sense.word) >= shortest and not _GENERAL.search(sense.word):
            yield sense.word


def _is_unknown(topic: Topic) -> bool:
    return topic.concept is None and not topic.related_terms and not topic.together
