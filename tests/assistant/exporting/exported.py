"""What the tests of exported files use: types of the fixtures, text of converted files."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pypdfium2

from assistant.models import Answer

Ask = Callable[..., Answer]
Convert = Callable[[dict[str, bytes], str], Path]


def compact(text: str) -> str:
    """Text without white space, as lines are broken anywhere in a PDF."""
    return re.sub(r"\s+", "", text)


def pdf_text(path: Path) -> str:
    """Everything that a PDF shows, compact."""
    with pypdfium2.PdfDocument(path) as document:
        return compact("".join(page.get_textpage().get_text_range() for page in document))
