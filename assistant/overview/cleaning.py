"""Names from reports made fit to be drawn and to be told apart by the eye."""

from __future__ import annotations

from assistant.exporting.plain import one_line

_UNDRAWABLE = str.maketrans("", "", "\u200c\u200d\N{REPLACEMENT CHARACTER}")
"""What plain text keeps: joiners, and the sign for what is no character."""


def clean(text: str) -> str:
    """Text on one line, without control characters and marks that turn its direction.

    Args:
        text: Anything, as it stands in a report.
    """
    return " ".join(one_line(text).translate(_UNDRAWABLE).split())
