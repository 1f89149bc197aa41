"""Full-text questions to the catalog: ranking by BM25, and complete lists of a term's places."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from vectorstore.catalog_reading import CatalogReader
from vectorstore.fulltext import bigrams, find_term, fold, phrase
from vectorstore.models import StoredPassage, TermMatch
from vectorstore.words import is_seam

_COMMON_SHARE = 0.4
"""Share of passages above which a bigram is left out of ranking (never out of a phrase): it
costs most and tells least."""
_CONTEXT_WEIGHT = 0.3
"""BM25 weight of title and heading path beside 1 for the passage's own words."""


def rank_by_words(catalog: CatalogReader, question: str, count: int, reports: Collection[str] | None = None) -> list[tuple[int, float]]:
    """Rank body passages by BM25 over the question's bigrams.

    Args:
        catalog: The catalog.
        question: The words to rank by.
        count: How many passages.
        reports: Only passages of these reports; None for all.

    Returns:
        Rows with their BM25 score (positive; higher is better), best first.
    """
    tokens = ranking_tokens(catalog, question)
    if not tokens:
        return []
    query = " OR ".join(f'"{t}"' for t in tokens)
    condition, values = _only(reports)
    rows = catalog.db.execute(
        f"""SELECT f.rowid, -bm25(passages_fts, 1.0, {_CONTEXT_WEIGHT}) AS score
            FROM passages_fts f JOIN passages p ON p.rowid = f.rowid
            WHERE passages_fts MATCH ? AND p.kind = 'body' {condition}
            ORDER BY score DESC, f.rowid LIMIT ?""",
        (query, *values, count),
    )
    return [(row[0], row[1]) for row in rows]


def rank_reports(catalog: CatalogReader, question: str) -> dict[str, float]:
    """BM25 of whole reports over the question's bigrams.

    Args:
        catalog: The catalog.
        question: The words to rank by.

    Returns:
        Score (positive; higher is better) of each report that has any of the words.
    """
    tokens = ranking_tokens(catalog, question)
    if not tokens:
        return {}
    rows = catalog.db.execute(
        """SELECT r.report_id, -bm25(reports_fts) FROM reports_fts f JOIN reports r ON r.rowid = f.rowid
           WHERE reports_fts MATCH ?""",
        (" OR ".join(f'"{t}"' for t in tokens),),
    )
    return dict(rows.fetchall())


def ranking_tokens(catalog: CatalogReader, question: str) -> list[str]:
    """Bigrams of a question that rank: known to the index, and not everywhere.

    Args:
        catalog: The catalog.
        question: The words.
    """
    wanted = list(dict.fromkeys(b for stretch in fold(question)[0].split("¶") for b in bigrams(stretch)))
    total = catalog.db.execute("SELECT count(*) FROM passages").fetchone()[0]
    frequency = document_frequency(catalog, wanted)
    known = [t for t in wanted if t in frequency]
    return [t for t in known if frequency[t] <= _COMMON_SHARE * total] or known


def document_frequency(catalog: CatalogReader, tokens: Sequence[str]) -> dict[str, int]:
    """In how many passages each token stands.

    Args:
        catalog: The catalog.
        tokens: Bigrams; those that stand nowhere are left out of the answer.
    """
    if not tokens:
        return {}
    marks = ",".join("?" * len(tokens))
    return dict(catalog.db.execute(f"SELECT term, doc FROM passages_vocab WHERE term IN ({marks})", list(tokens)))


def find_everywhere(catalog: CatalogReader, term: str, reports: Collection[str] | None = None, *, whole: bool = False) -> list[TermMatch]:
    """Every place of a term in the whole collection, headings included.

    Args:
        catalog: The catalog.
        term: What to look for, at least one letter, digit or ideograph.
        reports: Only in these reports; None for all.
        whole: Whether to pass over places where a short term is the seam of two other words.

    Returns:
        All matches, by report and place.
    """
    matches = [match for stored, text in _candidates(catalog, term, reports) for match in _places(stored, text, term, whole=whole)]
    return sorted(matches, key=lambda m: (m.passage.report_id, m.start))


def _places(stored: StoredPassage, text: str, term: str, *, whole: bool) -> list[TermMatch]:
    start = stored.passage.start
    return [
        TermMatch(passage=stored.passage, term=term, start=start + a, end=start + b)
        for a, b in find_term(text, term)
        if a < len(stored.text) and not (whole and is_seam(text, a, b))
    ]


def _candidates(catalog: CatalogReader, term: str, reports: Collection[str] | None) -> list[tuple[StoredPassage, str]]:
    query = phrase(term)
    condition, values = _only(reports)
    if query is None:
        rows = catalog.db.execute(f"SELECT p.rowid FROM passages p WHERE 1 {condition}", values)
    else:
        rows = catalog.db.execute(
            f"""SELECT f.rowid FROM passages_fts f JOIN passages p ON p.rowid = f.rowid
                WHERE passages_fts MATCH ? {condition}""",
            (f"body : {query}", *values),
        )
    return catalog.passages_run_on([row[0] for row in rows], 2 * len(term) + 8)


def _only(reports: Collection[str] | None) -> tuple[str, list[str]]:
    if reports is None:
        return "", []
    return f"AND p.report_id IN ({','.join('?' * len(reports))})", list(reports)
