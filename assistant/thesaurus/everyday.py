"""Everyday words of questions with the formal words that reports use for the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from vectorstore.words import cut_words

_TEACHERS, _CHILDREN, _HIRED = ("教师",), ("子女", "儿童", "学生", "幼儿"), ("招聘", "招录", "引进", "补充", "新进", "招考", "录用")
_MONEY, _SPENT = ("资金", "经费", "投入"), ("投入", "支出", "用于", "耗资", "投资")
_BUILT, _BOUGHT, _REPAIRED = ("新建", "建成", "建设", "竣工"), ("购置", "采购", "购买", "添置"), ("维修", "改造", "修缮", "整修")
_CHECKED, _FITTED, _ISSUED = ("检查", "督查", "排查", "抽查"), ("安装", "配备", "配置", "加装"), ("发放", "印发", "下发")
_FORMAL: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("老师们", "老师"), _TEACHERS),
    **dict.fromkeys(("孩子们", "孩子", "小孩", "娃娃们", "娃娃", "娃们", "小朋友", "娃"), _CHILDREN),
    "幼师": ("幼儿教师", "幼儿园教师", "幼教"),
    "爸妈": ("父母", "家长"),
    "爹妈": ("父母", "家长"),
    "家里": ("家庭",),
    **dict.fromkeys(("招进来", "招到", "招来", "招"), _HIRED),
    **dict.fromkeys(("多少钱", "钱"), _MONEY),
    **dict.fromkeys(("花掉", "花"), _SPENT),
    **dict.fromkeys(("盖", "建"), _BUILT),
    "买": _BOUGHT,
    **dict.fromkeys(("翻修", "翻新", "修"), _REPAIRED),
    "查": _CHECKED,
    "装": _FITTED,
    "发": _ISSUED,
    "请来": ("聘请", "邀请", "特聘"),
    "考上": ("录取", "上线", "升入"),
    "住校": ("寄宿", "住宿"),
    "吃饭": ("就餐", "用餐", "供餐"),
    "出事": ("事故",),
    "欺负": ("欺凌", "霸凌"),
    "上学": ("入学", "就学", "就读"),
    "gdp": ("地区生产总值", "生产总值"),
    **dict.fromkeys(("第一批", "头一批"), ("首批",)),
    **dict.fromkeys(("第一次", "头一次", "头一回"), ("首次",)),
    **dict.fromkeys(("第一个", "第一家", "第一所"), ("首个", "首家", "首所")),
}
"""Single characters count only where they are words of their own: 招 in 招老师, not in 招生."""
_LONG = re.compile("|".join(sorted((word for word in _FORMAL if len(word) > 1), key=len, reverse=True)))


class Piece(NamedTuple):
    """A stretch of words."""

    said: str
    """As it is said."""
    formal: tuple[str, ...] = ()
    """What reports say for it, the most usual first; empty for what is no everyday word."""


def pieces(words: str) -> Iterator[Piece]:
    """Cut words into stretches, everyday words of their own.

    Args:
        words: Folded words without punctuation.
    """
    at = 0
    for found in _LONG.finditer(words):
        yield from _short(words[at : found.start()])
        yield Piece(found[0], _FORMAL[found[0]])
        at = found.end()
    yield from _short(words[at:])


def said_formally(words: str) -> Iterator[str]:
    """The same words with everyday ones put formally: each alone in all of its forms, then all of them.

    Args:
        words: Folded words without punctuation.
    """
    cut = list(pieces(words))
    for at, piece in enumerate(cut):
        yield from ("".join((*(p.said for p in cut[:at]), form, *(p.said for p in cut[at + 1 :]))) for form in piece.formal)
    if sum(bool(piece.formal) for piece in cut) > 1:
        yield "".join(piece.formal[0] if piece.formal else piece.said for piece in cut)


def _short(words: str) -> Iterator[Piece]:
    """Everyday words of one character."""
    plain = ""
    for word in cut_words(words):
        if word in _FORMAL:
            yield Piece(plain)
            plain = ""
            yield Piece(word, _FORMAL[word])
        else:
            plain += word
    yield Piece(plain)
