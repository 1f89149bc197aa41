"""Reports as lists of them show them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from assistant.quoting import ReportNames
from vectorstore import CatalogEntry

_FIELDS = {
    "region": "地区",
    "year": "年份",
    "title": "标题",
    "period": "时段",
    "doc_type": "类型",
    "official": "是否公文",
    "not_duplicate": "不是重复",
    "duplicate_of": "重复于",
}


def entry_fields(entry: CatalogEntry, names: ReportNames) -> dict[str, Any]:
    """A report as programs read it: ``list --json`` and the page's ``/reports``.

    Args:
        entry: The report.
        names: What regions are called.
    """
    return {
        "report_id": entry.report_id,
        "source": entry.source,
        "title": entry.title,
        "region": names.region(entry.region),
        "region_full": entry.region.name,
        "region_code": entry.region.code,
        "region_basis": entry.region.basis,
        "region_evidence": entry.region.evidence,
        "year": entry.year,
        "period": entry.period,
        "outlook": entry.outlook,
        "issuer": entry.issuer,
        "doc_type": entry.doc_type,
        "official": entry.official,
        "duplicate_of": entry.duplicate_of,
        "corrected": entry.corrected,
        "chars": entry.chars,
        "passages": entry.passages,
    }


def field_names(fields: Iterable[str]) -> str:
    """What was set by hand, in words for staff.

    Args:
        fields: Names of fields.
    """
    return "、".join(_FIELDS[field] for field in fields)
