"""Files put together piece by piece, each piece labelled, and the noise that sharing sites add to copied text."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import NamedTuple

from benchmarks.fictional import Text
from benchmarks.site_phrases import LINES, SHARE_BARS, WATERMARKS

SENTENCE_END = "。！？；：:;!?”）"


class Piece(NamedTuple):
    """A stretch of a file and what it is."""

    text: str
    """The stretch."""
    role: str
    """``body``, ``title``, ``head``, ``mark``, ``layout``, or the kind of noise."""
    owner: int = -1
    """Which text it belongs to, for body, title and head."""


class Layout(NamedTuple):
    """How a file is laid out."""

    gap: str = "\n"
    """Between lines."""
    indent: str = ""
    """Before a body paragraph."""
    width: int = 0
    """Characters a line for hard wraps; 0 for none."""


class Draft:
    """A file under construction."""

    def __init__(self, layout: Layout) -> None:
        """Begin empty.

        Args:
            layout: How lines are put.
        """
        self.layout = layout
        self.pieces: list[Piece] = []
        self.joins: list[str] = []
        self.starts: list[str] = []

    def line(self, text: str, role: str, owner: int = -1, indent: str = "") -> None:
        """Add a whole line."""
        if self.pieces:
            self.pieces.append(Piece(self.layout.gap, "layout"))
        self.pieces.append(Piece(indent + text, role, owner))

    def blank(self, count: int) -> None:
        """Add blank lines."""
        self.pieces.append(Piece("\n" * count, "layout"))

    def body(self, text: Text, owner: int, noise: Sequence[str], rng: random.Random) -> None:
        """Add a text's body with noise inside, never in its first and last 60 characters.

        Args:
            text: The text.
            owner: Its number in the file.
            noise: Kinds of noise to put in.
            rng: Source of chance.
        """
        inside, between = _plan(text.lines, noise, rng)
        for number, line in enumerate(text.lines):
            if number in between:
                for kind, extra in between[number]:
                    self.line(extra, kind)
            self.line("", "layout", indent=self.layout.indent)
            at = 0
            for place, kind, extra in inside.get(number, []):
                self.pieces += [Piece(line[at:place], "body", owner), Piece(extra, kind)]
                self.joins.append(line[max(0, place - 6) : place + 6])
                at = place
            self.pieces.append(Piece(line[at:], "body", owner))
            if "\n" in self.layout.gap and not text.optional and len(line) >= 10 and not (number in inside and inside[number][0][0] < 10):
                self.starts.append("".join(line.split())[:8])


def _plan(
    lines: Sequence[str], noise: Sequence[str], rng: random.Random
) -> tuple[dict[int, list[tuple[int, str, str]]], dict[int, list[tuple[str, str]]]]:
    inside: dict[int, list[tuple[int, str, str]]] = {}
    between: dict[int, list[tuple[str, str]]] = {}
    before, total = 0, sum(map(len, lines))
    page, form = rng.randint(1, 3), rng.randrange(8)
    for number, line in enumerate(lines):
        gap_safe = 60 < before < total - 60
        spots = [k for k in range(7, len(line) - 7) if 60 < before + k < total - 60 and _mid_word(line, k)]
        for kind in noise:
            if kind in LINES and gap_safe and rng.random() < 0.12:
                between.setdefault(number, []).append((kind, rng.choice(LINES[kind])))
            elif kind == "page_line" and gap_safe and rng.random() < 0.2:
                between.setdefault(number, []).append((kind, page_mark(page, form)))
                page += 1
            elif kind in ("share_bar", "watermark", "page_break") and len(spots) > 30 and number not in inside and rng.random() < 0.3:
                place = rng.choice(spots)
                inside[number] = [(place, kind, _insert(kind, page, form, rng))]
                page += kind == "page_break"
        before += len(line)
    return inside, between


def _mid_word(line: str, k: int) -> bool:
    """Whether both sides are ideographs, so that nothing but noise can stand between."""
    return all("一" <= c <= "龥" for c in line[k - 2 : k + 2])


def _insert(kind: str, page: int, form: int, rng: random.Random) -> str:
    if kind == "share_bar":
        return rng.choice(SHARE_BARS)
    if kind == "watermark":
        return rng.choice(WATERMARKS)
    return f"\n{page_mark(page, form)}\n"


def page_mark(page: int, form: int) -> str:
    """A page number as a line of its own, in one of eight forms."""
    return (f"— {page} —", f"第 {page} 页 共 9 页", f"{page} / 9", f"- {page} -", f"{page}", f"第{page}页", f"-{page}-", f"Page {page} of 9")[form]


def previewed(text: Text, owner: int, draft: Draft, rng: random.Random, keep_lines: bool) -> None:
    """Add a title and body as document sites preview them: a number and 、 wherever a page of the preview begins.

    Args:
        text: The text.
        owner: Its number in the file.
        draft: Where to add.
        rng: Source of chance.
        keep_lines: Whether the lines of the document are kept; else they run on.
    """
    size, page = rng.randint(420, 800), 1
    draft.pieces += [Piece("\n", "layout"), Piece("1、", "preview"), Piece(text.title, "title", owner), Piece("\n" if keep_lines else " ", "layout")]
    room = size
    for line in text.lines:
        at = 0
        while len(line) - at > room:
            cut = at + room
            page, room = page + 1, size
            draft.pieces += [Piece(line[at:cut], "body", owner), Piece("\n", "layout"), Piece(f"{page}、", "preview")]
            if 8 < cut < len(line) - 8 and _mid_word(line, cut):
                draft.joins.append(line[cut - 6 : cut + 6])
            at = cut
        draft.pieces += [Piece(line[at:], "body", owner), Piece("\n" if keep_lines else "", "layout")]
        room -= len(line) - at
        if keep_lines and at == 0 and len(line) >= 10:
            draft.starts.append("".join(line.split())[:8])


def wrapped(text: Text, owner: int, draft: Draft, rng: random.Random) -> None:
    """Add a body cut into lines of fixed width, with a running head and a page number every 40 lines or so.

    Args:
        text: The text.
        owner: Its number in the file.
        draft: Where to add.
        rng: Source of chance.
    """
    width, indent = draft.layout.width, draft.layout.indent
    head, every = rng.choice((text.title, "教育局文件汇编", "第一公文网")), rng.randint(12, 20)
    form, page, count = rng.randrange(8), 1, 0
    for line in text.lines:
        draft.starts.append("".join(line.split())[:8])
        at = 0
        while at < len(line):
            room = width if at else width - len(indent)
            room += line[at + room : at + room + 1] in ("，", "。", "、", "；", "：", "）", "”", "》")
            part = line[at : at + room]
            draft.pieces.append(Piece("\n" + ("" if at else indent), "layout"))
            draft.pieces.append(Piece(part, "body", owner))
            at, count = at + room, count + 1
            if at + 6 < len(line) and at > 6 and _mid_word(line, at) and len(draft.joins) < 60:
                draft.joins.append(line[at - 6 : at + 6])
            if count % every == 0:
                draft.pieces += [Piece("\n" + page_mark(page, form), "page_line"), Piece("\n" + head, "running_head")]
                page += 1


def preface(rng: random.Random, title: str, count: int) -> list[tuple[str, str]]:
    """Lines above the first text as sharing sites have them."""
    blurb = rng.choice(
        (
            f"【导语】下面是小编为大家整理的{title}范文{count}篇，仅供参考，希望能够帮助到大家。",
            f"工作总结就是把一个时间段的工作进行一次全面系统的总检查、总评价、总分析。下面是小编给大家整理的{title}，欢迎阅读。",
            f"《{title}》是教育行政部门对阶段性工作进行系统梳理的重要载体。本文旨在呈现多篇《{title}》范文，以期提供多元化的写作视角与详实的内容参考。",
            f"以下是网友分享的关于{title}的资料{count}篇，希望对您有所帮助，就爱阅读感谢您的支持。",
            f"【请您参阅】下面供您参考的“{title}范文汇聚【参考{count}篇】”是由阿拉网友精心整理分享的，供您阅读参考之用，喜欢就复制下载支持一下小编了！",
            "为了使自己的工作有序地进行下去，我们可以借鉴已有的模版。计划给出的是方向，有了计划，才有努力的方向。写工作计划应该注意什么？你可以读一下小编整理的内容，还请你收藏本页以便后续阅读。",
        )
    )
    meta = rng.choice(
        (
            "网友 分享 时间：2023-12-20 08:15:33",
            "来源：网络整理 作者：佚名 时间：2023-11-02 点击：2331次",
            "zhenzhen 总结与计划 18阅读模式",
            "阅读：1203 评论：0",
            "作者：admin 发布时间：2024-01-08 浏览量：356 字体：大 中 小",
        )
    )
    crumbs = rng.choice(
        (f"范文 > 工作总结 > 教育局工作总结 > 导航 > {title}", "首页 > 范文大全 > 工作总结 > 正文", "当前位置：首页 >> 总结 >> 工作总结 >> 内容")
    )
    chosen = [(crumbs, "preface")] * (rng.random() < 0.4) + [
        (title + "范文" + rng.choice(("（精选{}篇）", "【汇编{}篇】", "(通用{}篇)", "{}篇")).format(count), "preface")
    ]
    chosen += [(meta, "preface")] * (rng.random() < 0.7) + [(blurb, "preface")]
    return chosen


def ending(rng: random.Random, title: str) -> list[tuple[str, str]]:
    """Lines below the last text."""
    pool = (
        "班主任工作总结",
        "小学安全工作计划",
        "2022年教育局工作要点",
        "医院年终工作总结",
        "乡镇教育工作汇报材料",
        "街道上半年工作总结",
        "幼儿园保育工作总结",
    )
    others = rng.sample(pool, 4)
    return rng.choice(
        (
            [
                ("【" + title + "】相关文章：", "ending"),
                *((f"{k}.{t}{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}", "ending") for k, t in enumerate(others, 1)),
            ],
            [
                (f"欢迎阅读范文人网《{title}》内容，我们还为您精心挑选了关于工作计划的优质专题，请访问：{others[0]}", "ending"),
                ("  网站地图", "ending"),
            ],
            [
                ("- 配套讲稿：", "ending"),
                ("如PPT文件的首页显示word图标，表示该PPT已包含配套word讲稿。双击word图标可打开word文档。", "ending"),
                ("- 关 键 词：", "ending"),
                ("- " + title + " 工作 总结", "ending"),
            ],
            [(rng.choice(LINES["copyright"]), "ending"), (rng.choice(LINES["download"]), "ending")],
            [(f"上一篇：{others[0]} 下一篇：{others[1]}", "ending"), ("推荐阅读：", "ending"), *((t, "ending") for t in others[:3])],
            [("以上就是小编为大家整理的" + title + "，希望对大家有所帮助。更多范文请关注本站。", "ending")],
            [("48 1198126", "ending"), ('");', "ending")],
        )
    )
