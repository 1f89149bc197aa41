"""Names from reports made fit to be drawn and to be told apart by the eye."""

from __future__ import annotations

import re
import unicodedata

_UNDRAWABLE = ("Cc", "Cf", "Cs")
"""Unicode categories: control characters, marks of direction and the like, halves of characters."""
_NO_CHARACTERS = re.compile("[\ufffe\uffff]")


def clean(text: str) -> str:
    """Text on one line, without control characters and marks that turn its direction.

    Args:
        text: Anything, as it stands in a report.
    """
    shown = (" " if c.isspace() else c for c in text if c.isspace() or unicodedata.category(c) not in _UNDRAWABLE)
    return " ".join(_NO_CHARACTERS.sub("", "".join(shown)).split())
