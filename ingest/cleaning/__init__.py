"""Copied text made whole: what sites, pages and line ends put into it is taken out and kept beside it."""

from __future__ import annotations

from ingest.cleaning.edits import remove
from ingest.cleaning.page_marks import find_page_marks
from ingest.cleaning.site import find_site_lines, find_site_pieces
from ingest.cleaning.wraps import find_wraps
from ingest.models import Extraction

__all__ = ["clean"]


def clean(extraction: Extraction) -> Extraction:
    """Take out of a text what is not the report's own.

    Args:
        extraction: What a reader gave.

    Returns:
        The extraction with whole sentences; everything taken out is in its cuts.
    """
    for find in (find_site_pieces, find_site_lines, find_page_marks, find_wraps):
        extraction = remove(extraction, find(extraction.text))
    return extraction
