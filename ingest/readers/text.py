"""Plain text and Markdown."""

from __future__ import annotations

from ingest.decoding import decode, normalise
from ingest.models import Extraction
from ingest.readers import PageProgress, untold


def read_text(data: bytes, progress: PageProgress = untold) -> Extraction:
    """Read a plain-text or Markdown file.

    Args:
        data: The file's bytes.
        progress: Not told: the work is short.

    Returns:
        Normalised text; its lines are those of the file.

    Raises:
        UnreadableFileError: Empty, or not a text.
    """
    return Extraction(text=normalise(decode(data)[0]))
