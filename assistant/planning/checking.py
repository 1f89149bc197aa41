"""Whether what a language model made of a question is founded on the question."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.plans import Condition, Holdings, Quantifier
from assistant.thesaurus import Thesaurus
from assistant.thesaurus.lookup import Strength, folded

_ASKS_WHETHER = re.compile(r"有没有|有没|没有[?？。!！吗么]*$|[了过到]没[?？。!！,，]*$|没问题|是不是|能不能|要不要")
_NEGATION = re.compile(
    r"没(?!收|落|一句)|未(?!成年|来|央)|不(?!同|断|仅|只|少|良|足|动产|管|论|限|卡|晓|知|一样|像)|漏|少了其|落下|空白|缺(?!点|陷|勤)"
    r"|无(?!证|障碍|人机|线|烟|废)"
)
_DENIED_BEHIND = re.compile(
    rf"^(?:这(?:件事|个事|一?[块点项]|方面)|上|方面|的?事儿?|里)?(?:谁|却|也|都|又|就|一个字|一字|压根儿?|根本|还|是|只字)*(?:{_NEGATION.pattern})"
)
"""Says of what stands before that it is not there: 校车只字未提."""
_DENIED_AHEAD = re.compile(rf"(?:{_NEGATION.pattern})[^但却可而,，;；。]{{0,5}}$")
"""Says so of what follows: 没有提到校车."""
_COUNTING = re.compile(r"(?<!哪)几|多少|数量|个数|占|好多")
_STEM = re.compile(r"[^省市区县州旗盟]{2,}(?=(?:自治)?[省市区县州旗盟]$)")
_NEAR = (Strength.NAME, Strength.SAME, Strength.ASKED)


def denies(question: str) -> bool:
    """Whether a question asks for what is not there.

    Args:
        question: The question, normalised.
    """
    return _NEGATION.search(_ASKS_WHETHER.sub("", question)) is not None


def is_denied(words: str, question: str) -> bool | None:
    """Whether a question says of a thing that it is not there.

    Args:
        words: The thing.
        question: The question, normalised.

    Returns:
        None when the thing does not stand in the question.
    """
    at = question.find(words)
    if at < 0:
        return None
    ahead, behind = (_ASKS_WHETHER.sub("", piece) for piece in (question[:at], question[at + len(words) :]))
    return _DENIED_AHEAD.search(ahead) is not None or _DENIED_BEHIND.search(behind) is not None


def short_names(holdings: Holdings) -> dict[str, str]:
    """Names of the collection's regions without their units, with the names that they stand for; those that stand for one only.

    Args:
        holdings: What the collection holds.
    """
    found: dict[str, set[str]] = {}
    for region in holdings.regions:
        last = re.split(r"(?<=[省市州盟])(?=.{2,})", region)[-1]
        if stem := _STEM.match(last):
            found.setdefault(stem.group(), set()).add(last)
    return {stem: next(iter(names)) for stem, names in found.items() if len(names) == 1}


def counts(question: str) -> bool:
    """Whether a question asks for a number.

    Args:
        question: The question, normalised.
    """
    return _COUNTING.search(question) is not None


def is_founded(words: str, sources: Sequence[str], thesaurus: Thesaurus) -> bool:
    """Whether words stand in what the user said, or are another name for words that do.

    Args:
        words: What a model took for a topic.
        sources: The question, and what it may refer to.
        thesaurus: The concepts known.
    """
    said = folded("¶".join(sources))
    form = folded(words)
    if len(form) < 2:
        return False
    if form in said:
        return True
    names = (
        name
        for sense in thesaurus.senses(words)
        if sense.strength in _NEAR
        for name in (sense.concept.name, *sense.concept.same, *sense.concept.asked)
    )
    return any(len(name) > 1 and folded(name) in said for name in names)


def is_negative(conditions: Iterable[Condition]) -> bool:
    """Whether conditions ask for what is not there.

    Args:
        conditions: The conditions of a plan.
    """
    return any(condition.quantifier in (Quantifier.NONE_OF, Quantifier.NOT_ALL_OF) for condition in conditions)
