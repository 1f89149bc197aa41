"""Word documents: .docx with its kin, and those that are one XML file."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator, Sequence

from ingest.decoding import normalise
from ingest.models import Cut, CutReason, Extraction, FailureCategory, StyledHeading, UnreadableFileError
from ingest.readers import PageProgress
from ingest.readers.word_blocks import Aside, Block, Line, Picture
from ingest.readers.word_body import Document
from ingest.readers.word_flat import flat_package
from ingest.readers.word_package import unzipped

MIN_PICTURE_PIXELS = 200 * 200
"""Smallest area of a picture that may hold a text to recognise; emblems and stamps are smaller."""
MIN_PICTURE_SIDE = 30
"""Shortest side, in pixels, of such a picture: a line of text one character high."""
TEXT_PER_PICTURE = 50
"""Characters of text per picture from which pictures only illustrate the text."""

_PAGE_NUMBER = re.compile(r"[\s\-—–－~·]*(?:第?\s*\d*\s*页?)(?:\s*[/,，共]*\s*\d*\s*页?)[\s\-—–－~·]*")


def read_docx(data: bytes, progress: PageProgress) -> Extraction:
    """Read a Word document.

    Every paragraph and table row is a line. Automatic numbers stand before their paragraphs
    as Word shows them; headings by style or outline level are told in ``headings``. A text
    box follows the paragraph it is anchored to; a footnote follows the paragraph that refers
    to it as ``[注1] …``, and the reference mark is not in the text. Headers, footers, a
    generated table of contents, hidden text and prompts of empty controls are cuts.
    Deletions under revision, comments and field codes are neither. Where there is next to no
    text, that of the pictures is recognised in its place.

    Args:
        data: The file's bytes: a package, flat Open XML or Word 2003 XML.
        progress: Told of each picture that is recognised, and their number.

    Returns:
        The text with its headings and cuts.

    Raises:
        UnreadableFileError: Damaged, protected by a password, or without text.
    """
    document = Document((flat_package(data) or unzipped(data)).main)
    blocks = document.body()
    blocks = _with_recognised(blocks, progress)
    headers = [Aside(text, _margin_reason(text)) for text in document.margins("header")]
    footers = [Aside(text, _margin_reason(text)) for text in document.margins("footer")]
    extraction = _assemble([*headers, *blocks, *footers])
    if not extraction.text:
        pictures = any(isinstance(block, Picture) for block in blocks)
        what = "文档里只有图片，没有认出文字" if pictures else "文档里没有文字"
        remedy = "请换用清晰的扫描件或文字版" if pictures else "请确认文档已完整保存"
        raise UnreadableFileError(FailureCategory.EMPTY, f"{what}。{remedy}，再重新导入。")
    return extraction


def _margin_reason(text: str) -> CutReason:
    return CutReason.PAGE_MARK if _PAGE_NUMBER.fullmatch(text) else CutReason.RUNNING_HEAD


def _assemble(blocks: Sequence[Block]) -> Extraction:
    """Join the lines, and count where headings and cuts stand."""
    lines: list[str] = []
    headings: list[StyledHeading] = []
    cuts: list[tuple[CutReason, str, int]] = []
    start = 0
    for block in blocks:
        if isinstance(block, Picture):
            continue
        text = normalise(block.text).strip()
        if not text:
            continue
        if isinstance(block, Aside):
            cuts.append((block.reason, text, start))
            continue
        if block.level:
            headings.append(StyledHeading(start=start, end=start + len(text), level=block.level))
        lines.append(text)
        start += len(text) + 1
    text = "\n".join(lines)
    made = (Cut(reason=reason, text=words, start=min(at, len(text))) for reason, words, at in cuts)
    return Extraction(text=text, headings=tuple(headings), cuts=tuple(_merged(made)))


def _merged(cuts: Iterator[Cut]) -> Iterator[Cut]:
    """Join cuts that stand together, such as the lines of a table of contents."""
    last: Cut | None = None
    for cut in cuts:
        if last and (last.start, last.reason) == (cut.start, cut.reason) and cut.reason is CutReason.OUTSIDE:
            last = last.model_copy(update={"text": f"{last.text}\n{cut.text}"})
            continue
        if last:
            yield last
        last = cut
    if last:
        yield last


def _with_recognised(blocks: list[Block], progress: PageProgress) -> list[Block]:
    """Put the text of pictures in their place when the pictures are the document."""
    pictures = [block for block in blocks if isinstance(block, Picture) and _may_hold_text(block.data)]
    characters = sum(len("".join(block.text.split())) for block in blocks if isinstance(block, Line))
    if characters >= TEXT_PER_PICTURE * len(pictures):
        return blocks
    texts: dict[bytes, list[str]] = {}
    read: list[Block] = []
    done = 0
    for block in blocks:
        read.append(block)
        if isinstance(block, Picture) and any(block is picture for picture in pictures):
            if block.data not in texts:
                texts[block.data] = _recognised(block.data)
            read += [Line(line) for line in texts[block.data]]
            done += 1
            progress(done, len(pictures))
    return read


def _recognised(data: bytes) -> list[str]:
    from ingest.readers.ocr import recognise_image

    try:
        return [line for line in recognise_image(data).splitlines() if line.strip()]
    except UnreadableFileError:
        return []  # one bad picture does not spoil the document


def _may_hold_text(data: bytes) -> bool:
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        try:
            with Image.open(io.BytesIO(data)) as image:
                width, height = image.size
        except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):  # what Pillow raises for what it cannot open
            return False
    return width * height >= MIN_PICTURE_PIXELS and min(width, height) >= MIN_PICTURE_SIDE
