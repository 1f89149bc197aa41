"""Catalog (SQLite) and vectors (Chroma) behind one store."""

from vectorstore.catalog import KnownSource
from vectorstore.errors import IndexMismatchError, IndexUnavailableError, ModelUnavailableError
from vectorstore.models import CatalogEntry, Hit, StoredPassage, TermMatch
from vectorstore.store import NewSource, ReportStore

__all__ = [
    "CatalogEntry",
    "Hit",
    "IndexMismatchError",
    "IndexUnavailableError",
    "KnownSource",
    "ModelUnavailableError",
    "NewSource",
    "ReportStore",
    "StoredPassage",
    "TermMatch",
]
