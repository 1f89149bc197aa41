"""What language models judged, kept in the catalog; a loss costs only time, so no trouble with it breaks an answer."""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
import time
from collections.abc import Collection, Mapping

from vectorstore.catalog_reading import BATCH
from vectorstore.database import Database
from vectorstore.models import StoredJudgement

_WAIT = 1.0
"""Most seconds to wait for another process that writes."""
_DAYS = 180
"""Days after which a judgement is forgotten."""


def key_of(model: str, prompt: str) -> str:
    """What a judgement is kept under.

    Args:
        model: Identity of the model.
        prompt: Everything that it is given to read: the instructions, the topic, the passage.
    """
    return hashlib.sha256(f"{model}\0{prompt}".encode()).hexdigest()


def known(catalog: Database, keys: Collection[str]) -> dict[str, StoredJudgement]:
    """Judgements by key.

    Args:
        catalog: The catalog.
        keys: Keys; those of nothing judged are left out, and all of them when the catalog cannot tell.
    """
    wanted = list(dict.fromkeys(keys))
    found: dict[str, StoredJudgement] = {}
    try:
        for at in range(0, len(wanted), BATCH):
            batch = wanted[at : at + BATCH]
            rows = catalog.db.execute(
                f"SELECT question, yes, probability, reason FROM judgements WHERE question IN ({','.join('?' * len(batch))})", batch
            )
            found |= {key: StoredJudgement(yes=bool(yes), probability=probability, reason=reason) for key, yes, probability, reason in rows}
    except sqlite3.Error:
        return {}
    return found


def keep(catalog: Database, made: Mapping[str, StoredJudgement]) -> bool:
    """Keep judgements, beside whatever else is being read or written.

    Args:
        catalog: The catalog.
        made: Judgements by key.

    Returns:
        Whether they were kept; not when the index cannot be written, or another process is writing for long.
    """
    day = int(time.time() // 86_400)
    try:
        with catalog.aside(_WAIT) as db:
            db.executemany(
                "INSERT OR REPLACE INTO judgements VALUES (?, ?, ?, ?, ?)", [(key, j.yes, j.probability, j.reason, day) for key, j in made.items()]
            )
    except sqlite3.Error:
        return False
    return True


def forget_old(catalog: Database) -> None:
    """Forget what was judged long ago: its passage or its model may be gone.

    Args:
        catalog: The catalog.
    """
    with contextlib.suppress(sqlite3.OperationalError), catalog.transaction() as db:
        db.execute("DELETE FROM judgements WHERE day < ?", (int(time.time() // 86_400) - _DAYS,))
