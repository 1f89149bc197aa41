"""Documents embedded whole in a Word document (``w:altChunk``), as web systems export them."""

from __future__ import annotations

from ingest.detection import detect
from ingest.models import Cut, CutReason, UnreadableFileError
from ingest.readers import read
from ingest.readers.word_blocks import Aside, Block, Line


def chunk_blocks(data: bytes, name: str) -> list[Block]:
    """Read an embedded document of any format that can be read by itself.

    Args:
        data: Its bytes.
        name: Its name in the package.

    Returns:
        Its blocks in reading order; none when it cannot be read: Word shows none either.
    """
    try:
        extraction = read(data, detect(data, name))
    except UnreadableFileError:
        return []
    levels = {heading.start: heading.level for heading in extraction.headings}
    blocks: list[Block] = []
    cuts = list(extraction.cuts)
    start = 0
    for line in extraction.text.split("\n"):
        while cuts and cuts[0].start <= start:
            blocks += _left_out(cuts.pop(0))
        if line.strip():
            blocks.append(Line(line.strip(), levels.get(start)))
        start += len(line) + 1
    return [*blocks, *(block for cut in cuts for block in _left_out(cut))]


def _left_out(cut: Cut) -> list[Block]:
    """What a reader left out; a page inside a document has no frame, so its lines are text."""
    if cut.reason is CutReason.WEB_FRAME:
        return [Line(line.strip()) for line in cut.text.split("\n") if line.strip()]
    return [Aside(cut.text, cut.reason)]
