"""Errors that callers may show to staff as they are."""

from ingest.models import AssistantError, UnreadableFileError
from vectorstore import IndexMismatchError, IndexUnavailableError, ModelUnavailableError


class ConfigError(AssistantError):
    """A setting or an argument is wrong."""


__all__ = [
    "AssistantError",
    "ConfigError",
    "IndexMismatchError",
    "IndexUnavailableError",
    "ModelUnavailableError",
    "UnreadableFileError",
]
