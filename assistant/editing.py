"""What staff set by hand about a report, checked before it is kept."""

from __future__ import annotations

from typing import NamedTuple

from assistant.errors import ConfigError, unknown_report
from assistant.regions import parts_of
from ingest.models import DocumentType, Region, RegionBasis
from ingest.regions import region_of
from ingest.regions.gazetteer import candidates, gazetteer, resolve
from vectorstore import CatalogEntry, Changes, ReportStore

_YEARS = range(1949, 2101)
_PERIODS = ("全年", "上半年", "下半年")
_TITLE_MAX = 200
_UNKNOWN = ("未知", "不明")
_UNITS = ("省", "市", "区", "县", "旗", "州", "盟", "镇", "乡", "街道")


class Edit(NamedTuple):
    """What is to be set; None for what is not."""

    region: str | None = None
    year: int | None = None
    title: str | None = None
    period: str | None = None
    doc_type: str | None = None
    official: bool | None = None
    not_duplicate: bool = False
    duplicate_of: str | None = None


def edit_report(store: ReportStore, report_id: str, edit: Edit, *, reset: bool = False) -> CatalogEntry | None:
    """Set something about a report by hand, or undo it.

    Args:
        store: The index, held for writing.
        report_id: Id of the report; with ``reset`` also of one that is gone.
        edit: What is to be set.
        reset: Undo first what was set before.

    Returns:
        The report as it is listed now; None after the reset of one that is gone.

    Raises:
        ConfigError: A value is wrong, nothing is given, or there is no such report.
    """
    entry = _entry(store, report_id)
    if edit == Edit():
        if not reset:
            raise ConfigError("没有给出要修改的内容。例如：--region 云泽市清源区，或用 --reset 撤销以前的修改。")
        if not store.forget_correction(report_id) and entry is None:
            raise unknown_report(report_id)
        return _entry(store, report_id)
    if entry is None:
        raise unknown_report(report_id)
    changes = checked_changes(store, entry, edit)
    if reset:
        store.forget_correction(report_id)
    store.correct(report_id, changes)
    return _entry(store, report_id)


def _entry(store: ReportStore, report_id: str) -> CatalogEntry | None:
    return next((e for e in store.entries() if e.report_id == report_id), None)


def checked_changes(store: ReportStore, entry: CatalogEntry, edit: Edit) -> Changes:
    """Turn what staff typed into changes.

    Args:
        store: The index.
        entry: The report it is about.
        edit: What is to be set.

    Raises:
        ConfigError: A value is wrong.
    """
    if edit.not_duplicate and edit.duplicate_of is not None:
        raise ConfigError("“不是重复”和“是某份报告的重复”不能同时指定，请只选一个。")
    if edit.year is not None and edit.year not in _YEARS:
        raise ConfigError(f"年份 {edit.year} 不对，应在 {_YEARS[0]} 到 {_YEARS[-1]} 之间。")
    if edit.title is not None and not 0 < len(edit.title.strip()) <= _TITLE_MAX:
        raise ConfigError(f"标题不能为空，也不能超过 {_TITLE_MAX} 字。")
    if edit.period is not None and edit.period not in _PERIODS:
        raise ConfigError(f"时段“{edit.period}”不对，可以是：{'、'.join(_PERIODS)}。")
    if edit.doc_type is not None and edit.doc_type not in list(DocumentType):
        raise ConfigError(f"类型“{edit.doc_type}”不对，可以是：{'、'.join(DocumentType)}。")
    return Changes(
        region=None if edit.region is None else region_by_hand(edit.region),
        year=edit.year,
        title=None if edit.title is None else " ".join(edit.title.split()),
        period=edit.period,
        doc_type=None if edit.doc_type is None else DocumentType(edit.doc_type),
        official=edit.official,
        not_duplicate=edit.not_duplicate or None,
        duplicate_of=None if edit.duplicate_of is None else _fuller_copy(store, entry, edit.duplicate_of),
    )


def region_by_hand(name: str) -> Region:
    """The region that staff mean by a name.

    Args:
        name: 余杭区, 杭州市余杭区, or a place that no gazetteer has; 未知 for no region.

    Returns:
        The region with its full name where the gazetteer knows it.

    Raises:
        ConfigError: It is no name of a place, or of several.
    """
    name = "".join(name.split())
    if name in _UNKNOWN:
        return Region(basis=RegionBasis.SET_BY_HAND)
    places = candidates(name) if name else ()
    place = resolve(name) if places else None
    if place is not None:
        return region_of(place, RegionBasis.SET_BY_HAND)
    if places:
        known = "、".join("".join(gazetteer().parts(p)) for p in places[:8])
        raise ConfigError(f"叫“{name}”的地方不止一个：{known}{'等' if len(places) > 8 else ''}。请写出上级名称。")
    if not name.endswith(_UNITS):
        raise ConfigError(f"看不出“{name}”是什么地方。请写全称，例如：杭州市余杭区；不知道时写“未知”。")
    return Region(name=name, parts=parts_of(name), basis=RegionBasis.SET_BY_HAND)


def _fuller_copy(store: ReportStore, entry: CatalogEntry, target: str) -> str:
    by_id = {e.report_id: e for e in store.entries()}
    if target not in by_id:
        raise unknown_report(target)
    if target == entry.report_id:
        raise ConfigError("一份报告不能是它自己的重复。请给出另一份报告的编号。")
    set_by_hand = {c.report_id: c.changes for c in store.corrections()}
    following, seen = target, set[str]()
    while (made := set_by_hand.get(following)) is not None and made.duplicate_of is not None and following not in seen:
        seen.add(following)
        following = made.duplicate_of
        if following == entry.report_id:
            raise ConfigError(f"报告“{target}”已被指定为这一份的重复。请先用 report-assistant edit {target} --reset 撤销。")
    return target
