"""The title of a web page's article, which often stands apart from it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from lxml.html import HtmlElement

from ingest.decoding import normalise
from ingest.readers.html_page import Page
from ingest.readers.html_words import INFO_LABEL, is_frame_line

_SHORTEST = 4
"""Fewest characters of a line that can be the title, or a part of it."""
_SHORTEST_ADDED, _LONGEST_ADDED = 8, 80
_REACH = 8
"""How many lines above the text its title is looked for, when nothing marks it."""
_PARTS = re.compile(r"\s*[_|｜]+\s*|\s+[–—-]+\s+|\s*-{2,}\s*|(?<!\d)-|-(?!\d)|\s*[<>«»]+\s*")
"""What stands between an article's title and the names of column and site in ``<title>``."""
_SITE = re.compile(
    r".*(?:网|网站|门户|门户网站|首页|平台|公众号|文库|频道|栏目|教育局|教育厅|人民政府|政务公开|信息公开|中心|文档|[Uu]ntitled.*|无标题.*|新建.*|[Dd]ocument\d*)"
)
_TITLE_NAME = re.compile(
    r"(?:^|[^a-z])(?:article|news|art|arc|doc|detail|content|main|page|info)?[-_]?(?:title|tit|biaoti|bt)(?:$|[^a-z])", re.IGNORECASE
)


class Title(NamedTuple):
    """Where the title stands."""

    lines: frozenset[int]
    """Indices of its lines."""
    added: str | None
    """The title, when only the browser's title bar shows it."""
    site: frozenset[str]
    """Names of the site and its columns, without spaces."""


def find_title(root: HtmlElement, page: Page, before: int, framed: Sequence[bool]) -> Title:
    """Find the title of the article.

    Args:
        root: The page's tree.
        page: Its lines.
        before: Index of the article's first line of running text.
        framed: Whether each line lies in an element named a part of the frame.

    Returns:
        The title's lines, or the title itself when it is not among the lines.
    """
    stated = [_clean(value) for value in (_meta(root, "articletitle"), _meta(root, "og:title"), _browser_title(root)) if value]
    site = _site_names(root)
    region = [
        i
        for i in range(min(before + 3, len(page.lines)))
        if len(_compact(page.lines[i].text)) >= _SHORTEST
        and _compact(page.lines[i].text) not in site
        and (not framed[i] or page.lines[i].heading in (1, 2))
    ]
    for whole in stated:
        if found := _stated_lines(page, region, whole):
            return Title(found, None, site)
    above = [i for i in region if i < before and not page.is_link(i)]
    for wanted in (
        [i for i in above if page.lines[i].heading == 1],
        [i for i in above if page.lines[i].heading == 2],
        [i for i in above if _is_named(page, i)],
    ):
        if wanted:
            return Title(_with_siblings(page, above, wanted[-1]), None, site)
    if (added := _added(root, stated, site)) is None and (nearest := _nearest(page, before, framed, site)) is not None:
        return Title(_with_siblings(page, above, nearest), None, site)
    return Title(frozenset(), added, site)


def _compact(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _clean(text: str) -> str:
    return re.sub(r"\s+", " ", normalise(text)).strip().rstrip("….")


def _meta(root: HtmlElement, name: str) -> str:
    """Content of a ``meta`` element. Public bodies must give ``ArticleTitle``, ``SiteName`` and ``ColumnName``.

    Source: 国务院办公厅《政府网站发展指引》（国办发〔2017〕47号）, appendix 2.
    """
    for element in root.iter("meta"):
        if (element.get("name") or element.get("property") or "").lower() == name:
            return element.get("content") or ""
    return ""


def _browser_title(root: HtmlElement) -> str:
    return next((element.text or "" for element in root.iter("title")), "")


def _site_names(root: HtmlElement) -> frozenset[str]:
    names = {_compact(_clean(_meta(root, name))) for name in ("sitename", "og:site_name", "columnname")}
    parts = [part for part in _PARTS.split(_clean(_browser_title(root))) if part]
    main = _main_part(parts) if parts else ""
    names |= {_compact(part) for part in parts if part != main or _SITE.fullmatch(part)}
    return frozenset(name for name in names if name)


def _main_part(parts: Sequence[str]) -> str:
    """The article's own part: the first, unless that names the site."""
    return next((part for part in parts if len(part) >= _SHORTEST and not _SITE.fullmatch(part)), parts[0])


def _stated_lines(page: Page, region: Sequence[int], whole: str) -> frozenset[int]:
    """Lines that make up a stated title, or most of its own part."""
    parts = [part for part in _PARTS.split(whole) if part]
    if not parts:
        return frozenset()
    wanted = _compact(whole)
    if longer := [i for i in region if len(wanted) >= _SHORTEST_ADDED and _compact(page.lines[i].text).startswith(wanted)]:
        return frozenset(longer[:1])  # the title bar cuts long titles short
    fitting = [i for i in region if _compact(page.lines[i].text) in wanted]
    if not fitting:
        return frozenset()
    best = max(fitting, key=lambda i: (len(_compact(page.lines[i].text)), (page.lines[i].heading or 7) < 3, i))
    found = _with_siblings(page, fitting, best)
    size = sum(len(_compact(page.lines[i].text)) for i in found)
    return found if 2 * size >= len(_compact(_main_part(parts))) else frozenset()


def _with_siblings(page: Page, among: Sequence[int], chosen: int) -> frozenset[int]:
    """A line with those before and after it that belong to the same title."""
    found = {chosen}
    block = page.lines[chosen].element
    for step in (-1, 1):
        i = chosen + step
        while i in among and (page.lines[i].element is block or page.lines[i].heading == page.lines[chosen].heading is not None):
            found.add(i)
            i += step
    return frozenset(found)


def _is_named(page: Page, line: int) -> bool:
    """Whether the class or id of the blocks that hold nothing but this line calls it a title."""
    for element in page.chains[line]:
        if page.first[element] != line or page.last[element] != line:
            return False
        if _TITLE_NAME.search(f"{element.get('class') or ''} {element.get('id') or ''}"):
            return True
    return False


def _nearest(page: Page, before: int, framed: Sequence[bool], site: frozenset[str]) -> int | None:
    """The line over the text, when only lines of the frame stand between."""
    for i in range(before - 1, max(before - _REACH, 0) - 1, -1):
        text = page.lines[i].text
        if framed[i] or page.is_link(i) or is_frame_line(text, inside=False):
            continue
        is_title = _SHORTEST_ADDED <= len(_compact(text)) <= _LONGEST_ADDED and not text.endswith(("：", ":", "。")) and _compact(text) not in site
        return i if is_title and not INFO_LABEL.search(text) else None
    return None


def _added(root: HtmlElement, stated: Sequence[str], site: frozenset[str]) -> str | None:
    """The title that only the title bar shows; Word writes its own idea of a title there."""
    if "word" in _meta(root, "generator").lower() or "word" in _meta(root, "progid").lower():
        return None
    for whole in stated:
        main = _main_part([part for part in _PARTS.split(whole) if part] or [""])
        if _SHORTEST_ADDED <= len(main) <= _LONGEST_ADDED and not _SITE.fullmatch(main) and _compact(main) not in site:
            return main
    return None
