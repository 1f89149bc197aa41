"""Files with several reports in them, as sharing sites and compilations make them, with exact bookkeeping.

Every file is made from labelled pieces (`Piece`), so that it is known of each character whether
it belongs to a body, a title, a separating mark or to noise. The same seed gives the same files.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import NamedTuple

from benchmarks.fictional import HAN, Text, maimed, odd, report, twin
from benchmarks.noise import Draft, Layout, Piece, ending, preface, previewed, wrapped
from benchmarks.site_phrases import LINES
from benchmarks.traps import TRAPS
from benchmarks.unofficial import private, stray

Lines = list[tuple[str, str]]
Mark = Callable[[random.Random, int, Text, str], Lines]


class Specimen(NamedTuple):
    """A made-up file and what is in it."""

    name: str
    """Name of the file."""
    kind: str
    """How its texts are set apart."""
    group: str
    """``explicit``, ``title only``, ``site``, ``none``, ``one text`` or ``noise``."""
    pieces: tuple[Piece, ...]
    """The file in labelled pieces."""
    texts: tuple[Text, ...]
    """The texts in it, in order."""
    joins: tuple[str, ...]
    """Stretches that noise or a line end cuts in the file and that must be whole again."""
    starts: tuple[str, ...]
    """First characters of the paragraphs, which must still begin a line."""
    scored: bool = True
    """False where one or two reports are equally right; such a file is measured for lost text only."""

    @property
    def text(self) -> str:
        """The file."""
        return "".join(piece.text for piece in self.pieces)


def _t(text: Text) -> Lines:
    return [(text.title, "title")]


def _either(rng: random.Random, text: Text, *forms: str) -> Lines:
    """A mark line; sometimes followed by the title line."""
    return [(rng.choice(forms), "mark"), *(_t(text) if rng.random() < 0.5 else [])]


def _han(i: int) -> str:
    return HAN[i]


EXPLICIT: dict[str, Mark] = {
    "第一篇": lambda r, i, t, b: _either(r, t, f"第{_han(i)}篇"),
    "第一篇：标题": lambda r, i, t, b: [(f"第{_han(i)}篇：{t.title}", "title")],
    "标题 篇1": lambda r, i, t, b: [(f"{b} 篇{i + 1}", "title")],
    "标题篇1": lambda r, i, t, b: [(f"{b}篇{i + 1}", "title")],
    "篇一：标题": lambda r, i, t, b: [(f"篇{_han(i)}：{t.title}", "title")],
    "篇一：《标题》": lambda r, i, t, b: [(f"篇{_han(i)}：《{b}》", "title")],
    "标题【第一篇】": lambda r, i, t, b: [(f"{b}【第{_han(i)}篇】", "title")],
    "【篇一】": lambda r, i, t, b: _either(r, t, f"【篇{_han(i)}】", f"【第{i + 1}篇】"),
    "（第三篇）": lambda r, i, t, b: [(f"{b}（第{_han(i)}篇）", "title")],
    "范文三": lambda r, i, t, b: _either(r, t, f"范文{_han(i)}", f"【范文{i + 1}】", f"范文{_han(i)}："),
    "标题范文(4)": lambda r, i, t, b: [(f"{b}范文({i + 1})", "title")],
    "模板五": lambda r, i, t, b: [(f"{b}模板{_han(i)}", "title")],
    "1、标题": lambda r, i, t, b: [(f"{i + 1}、{t.title}", "title")],
    "1. 标题": lambda r, i, t, b: [(f"{i + 1}. {t.title}", "title")],
    "一、标题": lambda r, i, t, b: [(f"{_han(i)}、{t.title}", "title")],
    "标题（2）": lambda r, i, t, b: [(f"{b}（{i + 1}）" if i % 2 else f"{b}({i + 1})", "title")],
    "标题（二）": lambda r, i, t, b: [(f"{b}（{_han(i)}）", "title")],
    "标题一": lambda r, i, t, b: [(f"{b}{_han(i)}", "title")],
    "标题1": lambda r, i, t, b: [(f"{b}{i + 1}", "title")],
    "Part 3": lambda r, i, t, b: _either(r, t, f"Part {i + 1}", f"PART.{i + 1:02d}"),
    "材料之四": lambda r, i, t, b: _either(r, t, f"材料之{_han(i)}", f"材料{_han(i)}", f"交流材料之{_han(i)}"),
    "标题之二": lambda r, i, t, b: [(f"{b}之{_han(i)}", "title")],
    "附件2": lambda r, i, t, b: [(f"附件{i + 1}", "mark"), *_t(t)],
    "例文三": lambda r, i, t, b: _either(r, t, f"【例文{_han(i)}】", f"例文{_han(i)}：", f"参考范本{_han(i)}"),
    "【二】": lambda r, i, t, b: _either(r, t, f"【{_han(i)}】", f"【{i + 1}】"),
    "★标题★": lambda r, i, t, b: [(f"★{t.title}★", "title")],
    "第三份": lambda r, i, t, b: _either(r, t, f"第{_han(i)}份", f"第{i + 1}则"),
    "精选五": lambda r, i, t, b: [(f"{b}精选{_han(i)}", "title")],
    "NO.3": lambda r, i, t, b: _either(r, t, f"NO.{i + 1}", f"No.{i + 1}"),
    "标题 第3篇": lambda r, i, t, b: [(f"{b} 第{i + 1}篇", "title")],
    "（二）标题": lambda r, i, t, b: [(f"（{_han(i)}）{t.title}", "title")],
    "----------": lambda r, i, t, b: [("-" * 20, "mark")] * (i > 0) + (_t(t) if r.random() < 0.5 else []),
    "=====": lambda r, i, t, b: (
        [(r.choice(("=" * 16, "*" * 12, "～～～～～～～～", "◆◆◆◆◆◆")), "mark")] * (i > 0) + (_t(t) if r.random() < 0.5 else [])
    ),
    "# 标题": lambda r, i, t, b: [(f"# {t.title}", "title")],
    "全在一行 篇一": lambda r, i, t, b: [(f"篇{_han(i)}：{t.title}", "title")],
}
"""Separators that say that a text begins."""
TITLE_ONLY: dict[str, Mark] = {
    "标题": lambda r, i, t, b: _t(t),
    "标题 无空行": lambda r, i, t, b: _t(t),
    "标题 空行": lambda r, i, t, b: _t(t),
    "标题 换页": lambda r, i, t, b: [("\f" + t.title, "title")] if i else _t(t),
    "标题后缀变": lambda r, i, t, b: [(b + ("", "及安排", "和思路", "（精选）", "报告")[i % 5], "title")],
    "署名后标题": lambda r, i, t, b: _t(t),
    "标题两遍": lambda r, i, t, b: [(b, "title"), *_t(t)],
    "目录 标题": lambda r, i, t, b: _t(t),
    "发文字号": lambda r, i, t, b: [(f"教〔2023〕{r.randint(2, 99)}号", "mark"), *_t(t), ("县人民政府：", "head")],
    "别样标题": lambda r, i, t, b: _t(t),
    "书名号标题": lambda r, i, t, b: [(f"《{t.title}》", "title")],
    "个人总结夹中": lambda r, i, t, b: _t(t),
    "广告笑话夹中": lambda r, i, t, b: _t(t),
    "政府工作报告": lambda r, i, t, b: [*_t(t), *((h, "head") for h in t.head)],
    "法规汇编": lambda r, i, t, b: [*_t(t), *((h, "head") for h in t.head)],
    "通知汇编": lambda r, i, t, b: _t(t),
    "全在一行 标题": lambda r, i, t, b: _t(t),
}
"""Nothing but the next text's title line."""
SITE: dict[str, Mark] = {
    "延伸阅读": lambda r, i, t, b: [(r.choice(("延伸阅读:", "阅读拓展：", "推荐阅读：", "扩展阅读：", "相关推荐")), "mark")] * (i > 0) + _t(t),
    "编辑分享": lambda r, i, t, b: [(r.choice(LINES["site_name"]), "site_name")] * (i > 0) + _t(t),
    "上一篇下一篇": lambda r, i, t, b: [("上一篇：乡镇教育工作总结范文 下一篇：小学安全工作计划", "navigation")] * (i > 0) + _t(t),
    "来源作者时间": lambda r, i, t, b: [*_t(t), ("来源：本站 作者：佚名 时间：2023-12-08 点击：233次", "source_line")],
    "相关文章列表": lambda r, i, t, b: [
        *(
            [("相关推荐：", "related"), ("2023年小学教导处工作总结", "related"), ("幼儿园园务工作计划", "related"), ("班主任工作总结五篇", "related")]
            * (i > 0)
        ),
        *_t(t),
    ],
    "分页": lambda r, i, t, b: [(r.choice(LINES["navigation"]), "navigation")] * (i > 0) + [(f"{b}【第{_han(i)}篇】", "title")],
    "HTML残留": lambda r, i, t, b: [("-->", "html"), ('");', "html")] * (i > 0) + [(f"{b} 篇{i + 1}", "title")],
}
"""Lines of the site between texts."""
NONE: dict[str, Mark] = {
    "空行": lambda r, i, t, b: [],
    "无 首行缩进": lambda r, i, t, b: [],
    "无": lambda r, i, t, b: [],
    "无 署名": lambda r, i, t, b: [],
    "无 别样开头": lambda r, i, t, b: [],
    "空行 别样开头": lambda r, i, t, b: [],
    "漏标题": lambda r, i, t, b: [(f"{b} 篇{i + 1}", "title")] if i in (0, 3, 4) else [],
    "个人总结无标题": lambda r, i, t, b: [],
}
"""Nothing between texts, or blank lines only."""
MIXED = "混合"
NOISE_KINDS = {
    "预览页码 连排": (),
    "预览页码 分行": (),
    "页码断句": ("page_break",),
    "页码行": ("page_line",),
    "分享条": ("share_bar",),
    "水印": ("watermark", "watermark_line"),
    "站点行": ("site_name", "expand", "copyright", "download", "member", "navigation", "html"),
    "全部噪声": ("page_line", "share_bar", "watermark", "site_name", "expand", "copyright", "download", "member", "navigation", "html"),
    "硬换行": (),
}
"""Files of one or two reports with noise inside, by what is put in."""
GROUPS: dict[str, str] = {
    **dict.fromkeys(EXPLICIT, "explicit"),
    **dict.fromkeys(TITLE_ONLY, "title only"),
    **dict.fromkeys(SITE, "site"),
    **dict.fromkeys(NONE, "none"),
    MIXED: "explicit",
    **dict.fromkeys(NOISE_KINDS, "noise"),
    **dict.fromkeys(TRAPS, "one text"),
}
"""Group of each kind."""
_BASES = (
    "教育局工作总结",
    "教育局半年工作总结",
    "2023年教育局年度工作总结",
    "区教育局工作总结",
    "教育局教师教育科工作要点",
    "教育局季度工作总结",
    "教育局工作计划",
)
_MARKS: dict[str, Mark] = {**EXPLICIT, **TITLE_ONLY, **SITE, **NONE}
_REAL = {"政府工作报告", "法规汇编", "通知汇编"}


class Sources(NamedTuple):
    """Bodies that are not made up here."""

    examples: Sequence[Text] = ()
    """Fictional example reports."""
    government: Sequence[Text] = ()
    """Provincial work reports."""
    regulations: Sequence[Text] = ()
    """Local regulations."""
    notices: Sequence[Text] = ()
    """Policy documents of many bureaus."""


def make(kind: str, number: int, seed: int, sources: Sources) -> Specimen | None:
    """Make a file.

    Args:
        kind: A key of ``GROUPS``.
        number: Number of the file within its kind.
        seed: Seed of the whole set.
        sources: Bodies beside the made-up ones.

    Returns:
        The file; None when the kind needs bodies that are not there.
    """
    rng = random.Random(f"{seed} {kind} {number}")
    name = f"{rng.choice(('材料', '文档', '教育局材料汇编', 'doc', '新建文本文档'))}{rng.randint(1, 999)}.txt"
    if kind in TRAPS:
        return _trap(kind, name, rng, sources)
    if kind in NOISE_KINDS:
        return _noisy(kind, name, rng, sources)
    texts = _texts(kind, rng, sources)
    return _concatenate(kind, name, rng, texts) if texts else None


def _texts(kind: str, rng: random.Random, sources: Sources) -> list[Text]:
    count = rng.randint(2, 5)
    if kind in _REAL:
        pool = {"政府工作报告": sources.government, "法规汇编": sources.regulations, "通知汇编": sources.notices}[kind]
        return rng.sample(list(pool), min(count, 3)) if pool else []
    signed = True if kind in ("署名后标题", "无 署名", "发文字号") else None
    texts = [report(rng, signed=signed, opened=True if kind in NONE else None) for _ in range(count)]
    if kind in EXPLICIT or kind in SITE:
        texts = [maimed(rng, text) if rng.random() < 0.12 else text for text in texts]
    if "别样" in kind:
        texts = [odd(rng, text, title="标题" in kind, opening="开头" in kind or rng.random() < 0.5) for text in texts]
    if kind not in NONE and rng.random() < 0.15:
        texts.append(twin(rng, rng.choice(texts)))
    if sources.examples and kind not in NONE and rng.random() < 0.3:
        texts[rng.randrange(count)] = rng.choice(sources.examples)
    if kind == MIXED or rng.random() < 0.12 or kind.startswith("个人总结"):
        texts.insert(rng.randint(1, len(texts)), private(rng))
    if kind == "广告笑话夹中":
        texts.insert(rng.randint(1, len(texts) - 1), stray(rng))
    return texts[:9]


def _layout(kind: str, rng: random.Random) -> Layout:
    if kind.startswith("全在一行"):
        return Layout(rng.choice((" ", "  ", "")), "")
    if kind in ("标题 无空行", "无", "无 别样开头", "漏标题", "无 首行缩进"):
        return Layout("\n", "")
    return Layout(rng.choice(("\n", "\n\n", "\n")), rng.choice(("", "　　", "    ", "")))


def _concatenate(kind: str, name: str, rng: random.Random, texts: list[Text]) -> Specimen:
    draft, base = Draft(_layout(kind, rng)), rng.choice(_BASES)
    site = GROUPS[kind] in ("explicit", "site") and kind not in ("附件2", "# 标题", "材料之四") and not kind.startswith("全在一行")
    if site and rng.random() < 0.6:
        for line, role in preface(rng, base, len(texts)):
            draft.line(line, role)
    if kind == "目录 标题":
        draft.line(rng.choice(("目  录", "目录", "【目录】")), "contents")
        for i, text in enumerate(texts):
            draft.line(text.title + rng.choice(("", f"……………………{4 * i + 1}", f"\t{4 * i + 1}")), "contents")
    noise = rng.sample(("page_line", "share_bar", "site_name", "expand", "html"), 2) if site and rng.random() < 0.3 else ()
    for i, text in enumerate(texts):
        _opening(kind, draft, i, text, base, rng)
        draft.body(_indented(kind, text, rng), i, noise, rng)
    if site and rng.random() < 0.6:
        for line, role in ending(rng, base):
            draft.line(line, role)
    return _specimen(name, kind, draft, texts)


def _opening(kind: str, draft: Draft, i: int, text: Text, base: str, rng: random.Random) -> None:
    if (i and kind.startswith("空行")) or kind == "标题 空行":
        draft.blank(rng.randint(2, 5))
    mark = _MARKS[rng.choice([*EXPLICIT, *list(TITLE_ONLY)[:3], *SITE]) if kind == MIXED else kind]
    for line, role in mark(rng, i, text, base):
        draft.line(line, role, i if role in ("title", "head") else -1, "        " if role == "title" and kind == "署名后标题" else "")


def _indented(kind: str, text: Text, rng: random.Random) -> Text:
    if kind == "无 首行缩进":
        return text._replace(lines=(" " + text.lines[0], *text.lines[1:]))
    return text


def _noisy(kind: str, name: str, rng: random.Random, sources: Sources) -> Specimen:
    texts = [report(rng, size=rng.randint(6, 9)) for _ in range(rng.randint(1, 2))]
    if sources.examples and rng.random() < 0.4:
        texts[0] = rng.choice(sources.examples)
    width = rng.randint(34, 46) if kind == "硬换行" else 0
    draft = Draft(Layout("\n" if width else rng.choice(("\n", "\n\n")), rng.choice(("", "　　", "    ")), width))
    if kind.startswith("预览"):
        text = texts[0]
        file = f"{text.title}.docx"
        for line in (file, f"《{file}》由会员分享，可在线阅读，更多相关《{file}（9页珍藏版）》请在淘文库上搜索。"):
            draft.line(line, "preface")
        previewed(text, 0, draft, rng, kind.endswith("分行"))
        texts = texts[:1]
    for i, text in enumerate(texts if not kind.startswith("预览") else ()):
        draft.line(f"{text.title}" if len(texts) == 1 else f"第{_han(i)}篇 {text.title}", "title", i)
        if width:
            wrapped(text, i, draft, rng)
        else:
            draft.body(text, i, NOISE_KINDS[kind], rng)
    if kind in ("站点行", "全部噪声") or kind.startswith("预览"):
        for line, role in ending(rng, rng.choice(_BASES)):
            draft.line(line, role)
    return _specimen(name, kind, draft, texts)


def _trap(kind: str, name: str, rng: random.Random, sources: Sources) -> Specimen | None:
    pool = {"政府工作报告一份": sources.government, "法规一部": sources.regulations, "通知一份": sources.notices, "示例一份": sources.examples}.get(
        kind
    )
    if pool is not None and not pool:
        return None
    text = rng.choice(pool) if pool else TRAPS[kind](rng)
    draft = Draft(Layout(rng.choice(("\n", "\n\n")), rng.choice(("", "　　"))))
    for line, role in [(text.title, "title"), *((h, "head") for h in text.head)]:
        draft.line(line, role, 0)
    draft.body(text, 0, (), rng)
    return _specimen(name, kind, draft, [text], scored=not kind.startswith("可两可"))


def _specimen(name: str, kind: str, draft: Draft, texts: Sequence[Text], scored: bool = True) -> Specimen:
    return Specimen(name, kind, GROUPS[kind], tuple(draft.pieces), tuple(texts), tuple(draft.joins), tuple(draft.starts), scored)
