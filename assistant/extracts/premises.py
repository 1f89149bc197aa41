"""What a question takes for granted: that something was abolished, stopped, lowered."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from assistant.extracts.mentions import has_any

_CHANGES = (
    ("取消", "废除", "废止", "撤销", "终止", "不再实行"),
    ("停办", "关闭", "关停", "撤并", "撤销", "停止"),
    ("停止", "暂停", "叫停", "中止", "终止", "停"),
    ("减少", "下降", "降低", "下滑", "缩减", "压减", "削减", "回落"),
    ("增加", "提高", "上升", "增长", "扩大", "提升", "上涨", "增"),
    ("推迟", "延期", "延后", "暂缓"),
    ("禁止", "严禁", "不准", "杜绝", "不得"),
    ("拒绝", "反对", "抵制"),
    ("合并", "撤并", "整合"),
    ("拆除", "拆掉", "拆"),
    ("没有完成", "未完成", "没完成", "未能完成"),
    ("失败", "未成功"),
    ("退出", "撤出"),
)
_ABOUT = 0.5
"""Share of the thing asked about that a sentence must hold to tell of it."""
_ASKS_WHY = re.compile(r"为什么|为何|为啥|怎么会|怎么就|原因|什么时候|何时|哪年|哪一年|谁|多少")


def presumed(question: str) -> tuple[str, ...]:
    """The change that a question takes for granted, its own wording first; empty when it takes none.

    Args:
        question: The question.
    """
    if not _ASKS_WHY.search(question):
        return ()
    said = ((word, words) for words in _CHANGES for word in words if len(word) > 1 and word in question)
    return next(((word, *(other for other in words if other != word)) for word, words in said), ())


def is_borne_out(words: tuple[str, ...], sentences: Iterable[str], about: Callable[[str], float]) -> bool:
    """Whether any of some sentences tells of the change in the thing that is asked about.

    Args:
        words: The change in all its wordings.
        sentences: The sentences.
        about: Share of the thing that a sentence holds.
    """
    return any(has_any(sentence, words) and about(sentence) >= _ABOUT for sentence in sentences)
