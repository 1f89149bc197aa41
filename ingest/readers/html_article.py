"""Which lines of a web page are its article."""

from __future__ import annotations

import copy
import logging
import re
from collections.abc import Sequence
from typing import NamedTuple

from lxml import etree
from lxml.html import HtmlElement

from ingest.numbering import match_mark
from ingest.readers.html_page import Page
from ingest.readers.html_title import Title, find_title
from ingest.readers.html_words import ATTACHMENT, INFO_LABEL, is_cue, is_frame_line

_COVERED = 0.95
"""Share of the text taken for the article that its container must hold."""
_CORE_SHARE = 0.3
"""Share of the page's running text below which what trafilatura found is no article."""
_PARAGRAPH = 40
"""Fewest characters of a paragraph whose place beside the container widens it."""
_GROWTH, _GROWTH_CHARS = 0.15, 200
"""Further paragraphs beside the container, as a share of what is in it and in characters, for which it is widened."""
_REACH = 8
"""How many lines under the container are looked at."""
_LINK_RUN = 3
"""So many lines in a row that are links are a list of links, also amid the article."""
_INFO_LINES = 30
"""Most lines of the table over a document that tells its number and issuing body."""
_SIGNATURE = re.compile(
    r"[^，。：]{2,30}(?:局|厅|委|部|会|办公室|政府|中心|处|科|室|学校|小学|中学|大学|学院|幼儿园)|(?:[12][09]\d\d|[二〇○零一九]{4})\s*年\s*[\d一二三四五六七八九十]{1,3}\s*月\s*[\d一二三四五六七八九十]{1,3}\s*日"
)
"""Issuing body or date under a document."""
_TALK = re.compile("评论|留言")
_ATTACHED = re.compile(r"附\s*[件表录]|附\s*[:：]")


class Article(NamedTuple):
    """The choice among a page's lines."""

    kept: list[int]
    """Indices of the article's lines in the order of its text: the title precedes the table of number and issuing body."""
    title: frozenset[int]
    """Indices of the lines that are the title."""
    body: frozenset[int]
    """Indices of the kept lines in the article's own container; its headings are among these."""
    added: str | None
    """The title, when only the browser's title bar shows it."""


def find_article(root: HtmlElement, page: Page) -> Article:
    """Tell the article of a page from the page's frame.

    Trafilatura finds the core of the article. The smallest element that holds it is widened
    until no paragraph stands beside it; inside it everything is kept except what is named,
    linked or worded like a frame, so that no short paragraph, list or table is lost.

    Args:
        root: The page's tree.
        page: Its visible lines; at least one.

    Returns:
        The article's lines; everything but links when no article stands out.
    """
    core = _core(root, page)
    container = _container(page, core)
    framed = page.framed(container)
    inside = page.inside(container)
    first = next((i for i in inside if not framed[i] and _is_solid(page, i)), inside[0])
    title = find_title(root, page, first, framed)
    kept = _pruned(page, container, framed, title)
    kept |= _above(page, inside, framed, title, core) | _below(page, container, framed, core)
    if not kept:
        kept = {i for i in range(len(page.lines)) if not framed[i] and not page.is_link(i)} or set(range(len(page.lines)))
    added = title.added
    if added and any(_compact(added) in _compact(page.lines[i].text) for i in sorted(kept)[:5]):
        added = None
    heading = title.lines - _repeated(page, kept, title)
    body = sorted(kept - title.lines)
    first_comes = heading and set(i for i in body if i < min(heading)) <= _info_block(page, range(len(page.lines)))
    order = [*sorted(heading), *body] if first_comes else sorted(heading | set(body))
    return Article(order, heading, frozenset(inside).intersection(body), added)


def _compact(text: str) -> str:
    return re.sub(r"[\s|*#]+", "", text)


def _is_solid(page: Page, line: int) -> bool:
    """Whether a line is surely a text's own: running text, a numbered heading, a row of a table."""
    text = page.lines[line].text
    if page.is_link(line):
        return False
    numbered = match_mark(text, 0, len(text)) is not None
    return page.lines[line].element.tag == "tr" or ((page.prose[line] > 0 or numbered) and not is_frame_line(text, inside=False))


def _container(page: Page, core: Sequence[int]) -> HtmlElement:
    named = page.framed(None)
    core = [i for i in core if not named[i]]
    total = sum(size for size, frame in zip(page.prose, named, strict=True) if not frame)
    weight = {i: len(page.lines[i].text) - page.lines[i].linked or 1 for i in core}
    if sum(page.prose[i] for i in core) <= _CORE_SHARE * total:
        free = [i for i in range(len(page.lines)) if not named[i]]
        weight = (
            {i: page.prose[i] for i in free if page.prose[i]}
            or {i: 1 for i in free if not page.is_link(i)}
            or dict.fromkeys(range(len(page.lines)), 1)
        )
    container = page.smallest(weight, _COVERED)
    around = container.getparent()
    while around is not None:
        enough = max(_GROWTH_CHARS, _GROWTH * sum(page.prose[i] for i in page.inside(container)))
        if _beside(page, container, around) >= enough or _has_twin(page, container):
            container = around
        around = around.getparent()
    return container


def _core(root: HtmlElement, page: Page) -> list[int]:
    """Lines that trafilatura takes for the article."""
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it reports pages without an article, which are dealt with here
    try:
        # A copy, because it works on the tree that it is given.
        text = trafilatura.extract(copy.deepcopy(root), fast=True, favor_recall=True, include_comments=False, include_tables=True, deduplicate=False)
    except (etree.LxmlError, AttributeError, IndexError, KeyError, RecursionError, TypeError, ValueError):
        text = None  # only evidence: the page is read without it
    extracted = _compact(text or "")
    found = [i for i, line in enumerate(page.lines) if len(line.text) > 1 and _compact(line.text) in extracted]
    return [i for i in found if not page.is_link(i) and not is_frame_line(page.lines[i].text, inside=False)]


def _has_twin(page: Page, container: HtmlElement) -> bool:
    """Whether an element beside the container looks like it and holds text too: the next page of a viewer."""
    look = container.get("class")
    twins = [twin for twin in (*container.itersiblings(preceding=True), *container.itersiblings()) if look and twin.tag == container.tag]
    lines = [i for twin in twins if twin.get("class") == look and twin in page.first for i in page.inside(twin)]
    return any(not page.is_link(i) and not is_frame_line(page.lines[i].text, inside=False) for i in lines)


def _beside(page: Page, container: HtmlElement, around: HtmlElement) -> int:
    """Characters of paragraphs around a container that no name or heading calls frame."""
    framed = page.framed(container)
    size, headed = 0, None
    for i in page.inside(around):
        if container in page.chains[i]:
            continue
        if is_cue(page.lines[i].text):
            headed = page.headed_by(i, around)
        elif page.prose[i] >= _PARAGRAPH and not framed[i] and (headed is None or headed not in page.chains[i]):
            size += page.prose[i]
    return size


def _pruned(page: Page, container: HtmlElement, framed: Sequence[bool], title: Title) -> set[int]:
    """Lines in the container that are not frame."""
    kept = {i for i in page.inside(container) if not framed[i]}
    kept -= _under_cues(page, container, kept)
    solid = [i for i in sorted(kept) if _is_solid(page, i)]
    first, last = (solid[0], solid[-1]) if solid else (len(page.lines), -1)
    info = _info_block(page, sorted(kept))
    gone = set()
    for i in kept - info - title.lines:
        text, amid = page.lines[i].text, first < i < last
        if page.is_link(i):
            attached = ATTACHMENT.search(text) and i > first
            if not attached and (not amid or is_frame_line(text, inside=False)):
                gone.add(i)
        elif page.lines[i].element.tag == "tr":
            continue
        elif is_frame_line(text, inside=amid) or (i < min(title.lines, default=0) and _compact(text) in title.site):
            gone.add(i)
    links = [i for i in sorted(kept - title.lines) if page.is_link(i) and not ATTACHMENT.search(page.lines[i].text)]
    gone |= {i for run in page.runs(links) if len(run) >= _LINK_RUN for i in run}
    return kept - gone


def _under_cues(page: Page, container: HtmlElement, kept: set[int]) -> set[int]:
    """Lines under 相关阅读, 网友评论 and the like, with these."""
    gone: set[int] = set()
    whole = sum(page.prose[i] for i in kept)
    for i in sorted(kept):
        if i in gone or not is_cue(page.lines[i].text):
            continue
        block = page.headed_by(i, container)
        rest = [j for j in sorted(kept) if j > i]
        if block is not None and 2 * sum(page.prose[j] for j in page.inside(block)) < whole:
            gone |= set(page.inside(block))
        elif not any(_is_solid(page, j) for j in rest) or _is_talk(page, i, [j for j in kept if j < i], rest):
            gone |= {i, *(j for j in rest if not ATTACHMENT.search(page.lines[j].text))}
        elif rest and page.is_link(rest[0]):
            stop = next(j for j in rest if not page.is_link(j))
            gone |= {i, *(j for j in rest if j < stop)}
    return gone


def _is_talk(page: Page, cue: int, before: Sequence[int], after: Sequence[int]) -> bool:
    """Whether what follows a cue is readers' talk, or short beside the article; neither is numbered or signed."""
    texts = [page.lines[i].text for i in after]
    if any(_SIGNATURE.fullmatch(text) or match_mark(text, 0, len(text)) for text in texts):
        return False
    return bool(_TALK.search(page.lines[cue].text)) or sum(page.prose[i] for i in after) <= _CORE_SHARE * sum(page.prose[i] for i in before)


def _info_block(page: Page, lines: Sequence[int]) -> set[int]:
    """Lines of the table that tells a document's number, date and issuing body."""
    labelled = [i for i in lines if INFO_LABEL.search(page.lines[i].text) and not page.prose[i] and not page.is_link(i)]
    labelled += [i for i in lines if page.prose[i] and len(INFO_LABEL.findall(page.lines[i].text)) > 1]
    found: set[int] = set()
    for i in labelled:
        for element in page.chains[i]:
            extent = page.inside(element)
            if len(extent) > _INFO_LINES or any(page.prose[j] and j not in labelled for j in extent):
                break
            if sum(len(INFO_LABEL.findall(page.lines[j].text)) for j in extent) > 1:
                found |= set(extent)
    return found & set(lines)


def _above(page: Page, inside: Sequence[int], framed: Sequence[bool], title: Title, core: Sequence[int]) -> set[int]:
    """What belongs to the article above its container: the title, what follows it, the table of number and issuing body."""
    outside = [i for i in range(inside[0]) if not framed[i]]
    start = max(title.lines) + 1 if title.lines else inside[0] - _REACH
    words = {i for i in outside if i >= start and not page.is_link(i) and not is_frame_line(page.lines[i].text, inside=False)}
    return set(title.lines) | (words if title.lines else words.intersection(core)) | _info_block(page, outside)


def _below(page: Page, container: HtmlElement, framed: Sequence[bool], core: Sequence[int]) -> set[int]:
    """What belongs to the article under its container: a last line, issuing body and date, attachments."""
    found = set()
    for i in range(page.last[container] + 1, min(page.last[container] + _REACH, len(page.lines))):
        text = page.lines[i].text
        if is_cue(text):
            break
        if not framed[i] and (i in core or _ATTACHED.match(text) or (not page.is_link(i) and _SIGNATURE.fullmatch(text))):
            found.add(i)
    return found


def _repeated(page: Page, kept: set[int], title: Title) -> set[int]:
    """The title's lines above an article that begins with them itself."""
    whole = "".join(_compact(page.lines[i].text) for i in sorted(title.lines))
    body = [i for i in sorted(kept - title.lines) if i > max(title.lines, default=0)]
    begins = {"".join(_compact(page.lines[i].text) for i in body[:count]) for count in range(1, 5)}
    return set(title.lines) if whole and whole in begins else set()
