"""Catalog (SQLite) and vectors (Chroma) behind one store."""

from vectorstore.catalog_reading import KnownSource
from vectorstore.errors import IndexMismatchError, IndexUnavailableError, ModelUnavailableError
from vectorstore.models import CatalogEntry, Changes, Correction, Hit, StoredJudgement, StoredPassage, TermMatch
from vectorstore.store import ReportStore
from vectorstore.store_writing import NewSource

__all__ = [
    "CatalogEntry",
    "Changes",
    "Correction",
    "Hit",
    "IndexMismatchError",
    "IndexUnavailableError",
    "KnownSource",
    "ModelUnavailableError",
    "NewSource",
    "ReportStore",
    "StoredJudgement",
    "StoredPassage",
    "TermMatch",
]
