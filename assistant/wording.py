"""Words of a question that ask rather than tell."""

from __future__ import annotations

import re

_ASKING = re.compile(r"请问|什么时候|什么|怎么样|怎么|怎样|如何|为什么|为何|哪些|哪个|哪里|哪|多少|是否|有没有|吗|呢|吧")
_FILLER = re.compile(r"请|帮我|一下|有关|关于|介绍|说说|总结|概括|具体|情况|措施|方面|主要|几[个名所次项人]?|[的了在和与对把被是有]")


def told_words(question: str) -> str:
    """A question without its asking words (什么, 如何, 多少 …), for ranking.

    Args:
        question: The question.

    Returns:
        The rest, a comma in place of each asking word.
    """
    return _ASKING.sub("，", question)


def content_words(question: str) -> str:
    """A question without asking words, fillers and particles, to judge what it is about.

    Args:
        question: The question.

    Returns:
        The rest, a comma in place of each word left out.
    """
    return _FILLER.sub("，", told_words(question))
