"""Errors of the store and of the embedding model."""

from ingest.models import AssistantError


class IndexMismatchError(AssistantError):
    """The index was made with another embedding model or by another version."""


class IndexUnavailableError(AssistantError):
    """The index folder cannot be created, read, written or locked."""


class ModelUnavailableError(AssistantError):
    """The embedding model cannot be loaded."""
