"""Errors that callers may show to staff as they are."""

from ingest.models import AssistantError, UnreadableFileError
from vectorstore import IndexMismatchError, IndexUnavailableError, ModelUnavailableError


class ConfigError(AssistantError):
    """A setting or an argument is wrong."""


def unknown_report(report_id: str) -> ConfigError:
    """The error for an id that no report has.

    Args:
        report_id: The id as given.
    """
    return ConfigError(f"没有编号为“{report_id}”的报告。用 report-assistant list 可以看到全部编号。")


__all__ = [
    "AssistantError",
    "ConfigError",
    "IndexMismatchError",
    "IndexUnavailableError",
    "ModelUnavailableError",
    "UnreadableFileError",
    "unknown_report",
]
