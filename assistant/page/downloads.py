"""Names of files that a browser saves or shows."""

from __future__ import annotations

from typing import Literal
from urllib.parse import quote


def attachment(name: str, disposition: Literal["attachment", "inline"] = "attachment") -> dict[str, str]:
    """Headers of an answer that is a file.

    Args:
        name: The file's name.
        disposition: Whether a browser saves it or shows it.

    Source: RFC 6266 and RFC 5987, for names beyond ASCII.
    """
    return {"Content-Disposition": f"{disposition}; filename*=UTF-8''{quote(name, safe='')}", "X-Content-Type-Options": "nosniff"}
