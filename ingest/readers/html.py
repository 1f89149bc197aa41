"""Saved web pages: the article without the page's frame."""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from email import message_from_bytes
from email.message import Message
from itertools import pairwise

from lxml import etree, html

from ingest.decoding import decode, normalise
from ingest.models import Cut, CutReason, Extraction, FailureCategory, StyledHeading, UnreadableFileError
from ingest.readers import PageProgress, untold
from ingest.readers.html_article import Article, find_article
from ingest.readers.html_lines import INVISIBLE, Line, visible_lines
from ingest.readers.html_page import Page

_SCANNED = 4096
"""Bytes at the beginning in which a page may declare its encoding; the standard looks at 1024."""
_DECLARED = re.compile(rb"""<(?:meta\b[^>]*?\bcharset|\?xml\b[^>]*?\bencoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""", re.IGNORECASE)
_SUPERSETS = dict.fromkeys(("gb2312", "gbk", "gb_2312-80", "x-gbk", "cp936", "hz-gb-2312", "euc-cn"), "gb18030") | {
    "big5": "big5hkscs",
    "x-big5": "big5hkscs",
}
"""Codecs for declared encodings: pages declare GB 2312 and hold GBK. Source: WHATWG Encoding, 4.2."""
_UNTRUSTED = frozenset(("iso8859-1", "cp1252", "ascii", "latin-1"))
"""Encodings that programs declare for want of a better one: any bytes fit them."""
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_NO_WORDS = re.compile(rb"<!--|<(script|style)\b[^<>]*>?|<[^<>]*>", re.IGNORECASE)
_SWALLOWING = re.compile(r"<!--|<(script|style|title|textarea|noscript)\b[^>]{0,2000}>", re.IGNORECASE)
_FEW = 200
"""So few bytes beyond ASCII may fit two encodings by chance."""

_DEEPEST = 250
"""Deepest nesting that a page is laid out with; tags never closed nest deeper."""
_BOXES = re.compile(r"</?(?:div|section|center|article)\b[^<>]*>", re.IGNORECASE)
_WRAPPERS = re.compile(r"</?(?:font|span|b|i|u|em|strong|big|small|o:p|a|label)\b[^<>]*>", re.IGNORECASE)
_LONGEST_HEADING = 60
"""Longest line, in characters, that is a heading: editors use ``h2`` for whole paragraphs too."""


def read_html(data: bytes, progress: PageProgress = untold) -> Extraction:
    """Read a saved web page, or a fragment of one.

    Args:
        data: The file's bytes.
        progress: Not told: the work is short.

    Returns:
        The article, its title first; rows of data tables are lines ``列名：值；列名：值``. All
        other visible text is in the cuts.

    Raises:
        UnreadableFileError: No text stands in the page itself.
    """
    return _read(_decode(data, None))


def read_web_archive(data: bytes, progress: PageProgress = untold) -> Extraction:
    """Read a page saved in one file (MHTML, RFC 2557) by a browser or by Word.

    Args:
        data: The file's bytes.
        progress: Not told: the work is short.

    Returns:
        The article of the main page; of a page within it when that holds far more text.

    Raises:
        UnreadableFileError: No page is in it, or no text in the page.
    """
    try:
        message = message_from_bytes(data.lstrip(b"\xef\xbb\xbf \t\r\n"))
        parts = [part for part in message.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml")]
    except RecursionError as error:
        raise UnreadableFileError(FailureCategory.DAMAGED, "网页存档已损坏，打不开。请在浏览器中打开原网页，另存为 PDF 后再导入。") from error
    main = _main_part(message, parts)
    found: list[Extraction] = []
    for part in sorted(parts, key=lambda part: part is not main):
        payload = part.get_payload(decode=True)
        try:
            found.append(_read(_decode(payload if isinstance(payload, bytes) else b"", part.get_content_charset())))
        except UnreadableFileError:
            continue
    if not found:
        raise UnreadableFileError(FailureCategory.EMPTY, "网页存档里没有正文。请在浏览器中打开原网页，等内容全部显示后另存为 PDF，再导入。")
    best = max(found, key=lambda extraction: len(extraction.text))
    return best if len(best.text) > 2 * len(found[0].text) else found[0]


def _main_part(message: Message, parts: Sequence[Message]) -> Message | None:
    start = message.get_param("start")
    place = message.get("Snapshot-Content-Location")
    for part in parts:
        if (start and part.get("Content-ID") == start) or (place and part.get("Content-Location") == place):
            return part
    return parts[0] if parts else None


def visible_text(data: bytes, charset: str | None) -> str:
    """The words of a page, of its frame too; nothing is told of its structure.

    Args:
        data: The page's bytes.
        charset: Encoding told from outside the page.

    Returns:
        Its text without white space; empty when there is none.
    """
    root = _parse(_decode(data, charset))
    if root is None:
        return ""
    etree.strip_elements(root, *INVISIBLE, with_tail=False)
    return "".join("".join(root.itertext()).split())


def _decode(data: bytes, told: str | None) -> str:
    """Decode a page. What is inside it is believed less than what its bytes fit.

    Args:
        data: The page's bytes.
        told: Encoding told from outside the page.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    declared = _codec(told) or _declared(data)
    foreign = len(data.translate(None, bytes(range(128))))
    fits_utf8 = _fits(data, "utf-8")
    if b"\0" not in data[:_SCANNED] and fits_utf8 and (foreign > _FEW or declared in (None, "utf-8")):
        return data.decode("utf-8")
    if declared and declared not in _UNTRUSTED and not declared.startswith("utf-16") and _fits(data, declared):
        return data.decode(declared)
    try:
        encoding = decode(_without_markup(data) if b"\0" not in data[:_SCANNED] else data)[1]
    except UnreadableFileError:
        encoding = declared or "gb18030"
    return data.decode(encoding, "replace")


def _without_markup(data: bytes) -> bytes:
    """A page without tags, comments and scripts, which speak for no encoding."""
    closings = {kind: re.compile(rb"</" + kind + rb"\s*>", re.IGNORECASE) for kind in (b"script", b"style")} | {b"": re.compile(rb"-->")}
    pieces: list[bytes] = []
    place = 0
    while opened := _NO_WORDS.search(data, place):
        pieces.append(data[place : opened.start()])
        place = opened.end()
        kind = (opened[1] or b"").lower()
        if opened[1] or opened[0] == b"<!--":
            # Where none closes, none is looked for again: a page may open a hundred thousand.
            closed = closings[kind].search(data, place) if kind in closings else None
            if closed:
                place = closed.end()
            else:
                closings.pop(kind, None)
    return b" ".join((*pieces, data[place:]))


def _declared(data: bytes) -> str | None:
    found = _DECLARED.search(data[:_SCANNED])
    return _codec(found[1].decode("ascii")) if found else None


def _codec(name: str | None) -> str | None:
    if not name:
        return None
    try:
        return codecs.lookup(_SUPERSETS.get(name.lower(), name)).name
    except LookupError:
        return None


def _fits(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _read(markup: str) -> Extraction:
    root = _parse(markup)
    lines = visible_lines(root) if root is not None else []
    if not lines and (opened := _unclosed(markup)):
        # A comment or script that never ends swallows the page.
        root = _parse(markup[: opened.start()] + markup[opened.end() :])
        lines = visible_lines(root) if root is not None else []
    if root is None or not lines:
        raise UnreadableFileError(
            FailureCategory.EMPTY,
            "网页里没有文字：内容可能要联网后由脚本载入。请在浏览器中打开原网页，等内容全部显示后另存为 PDF，或把正文复制到 Word 后再导入。",
        )
    # The lines have been laid out; the library that looks for the article fills up every row to the widest span.
    etree.strip_attributes(root, "colspan", "rowspan")
    return _extraction(lines, find_article(root, Page(lines)))


def _unclosed(markup: str) -> re.Match[str] | None:
    """The first comment or script that never ends."""
    last: dict[str, int] = {}
    for opened in _SWALLOWING.finditer(markup):
        closing = f"</{opened[1].lower()}" if opened[1] else "-->"
        if closing not in last:
            last[closing] = max((found.start() for found in re.finditer(closing, markup, re.IGNORECASE)), default=-1)
        if last[closing] < opened.end():
            return opened
    return None


def _parse(markup: str) -> html.HtmlElement | None:
    # The parser stops at the end of body and page; browsers go on, and pages do.
    markup = re.sub(r"^\s*<\?xml[^>]*\?>|</(?:body|html)\s*>", "", markup, flags=re.IGNORECASE).replace("\0", "")
    root = _tree(markup)
    if root is not None and _depth(root) > _DEEPEST:
        root = _tree(_WRAPPERS.sub("", _BOXES.sub("<br>", markup)))
    return root


def _tree(markup: str) -> html.HtmlElement | None:
    try:
        return html.document_fromstring(markup, parser=html.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True))
    except (etree.LxmlError, ValueError):  # nothing in it, or no characters of XML
        return None


def _depth(root: html.HtmlElement) -> int:
    deepest = depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def _extraction(lines: Sequence[Line], article: Article) -> Extraction:
    texts = [article.added] if article.added else []
    starts: dict[int, int] = {}
    position = sum(len(text) + 1 for text in texts)
    for i in article.kept:
        starts[i] = position
        texts.append(lines[i].text)
        position += len(lines[i].text) + 1
    text = "\n".join(texts)
    return Extraction(text=text, headings=_headings(lines, article, starts), cuts=_cuts(lines, article, starts, len(text)))


def _headings(lines: Sequence[Line], article: Article, starts: dict[int, int]) -> tuple[StyledHeading, ...]:
    found = [(i, level) for i in sorted(article.body) if (level := lines[i].heading) and len(lines[i].text) <= _LONGEST_HEADING]
    ranks = {level: rank for rank, level in enumerate(sorted({level for _, level in found}), start=1)}
    return tuple(StyledHeading(start=starts[i], end=starts[i] + len(lines[i].text), level=ranks[level]) for i, level in found)


def _cuts(lines: Sequence[Line], article: Article, starts: dict[int, int], end: int) -> tuple[Cut, ...]:
    """The other lines, those that follow one another as one piece."""
    body = sorted(set(article.kept) - article.title) or sorted(article.kept)
    borders = [-1, *sorted(article.kept), len(lines)]
    cuts: list[Cut] = []
    for before, after in pairwise(borders):
        if after - before > 1:
            start = next((starts[i] for i in body if i >= after), end) if before >= 0 else 0
            piece = "\n".join(line.text for line in lines[before + 1 : after])
            cuts.append(Cut(reason=CutReason.WEB_FRAME, text=normalise(piece), start=max(start, cuts[-1].start if cuts else 0)))
    return tuple(cuts)
