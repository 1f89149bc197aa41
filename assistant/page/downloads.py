"""Names of files that a browser saves."""

from __future__ import annotations

from urllib.parse import quote


def attachment(name: str) -> dict[str, str]:
    """Headers of an answer that a browser saves as a file.

    Args:
        name: The file's name.

    Source: RFC 6266 and RFC 5987, for names beyond ASCII.
    """
    return {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}", "X-Content-Type-Options": "nosniff"}
