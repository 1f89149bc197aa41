"""What a survey lists: regions, reports or years, each with its reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

from assistant.levels import ROLLED_UP, enclosing, is_of, level_of
from assistant.marked import literal
from assistant.plans import Level, Listed, Plan
from assistant.quoting import ReportNames
from assistant.regions import full_names, parts_of
from assistant.scope import Copies
from vectorstore import CatalogEntry


class Unit(NamedTuple):
    """One thing that is listed and judged."""

    name: str
    """What it is called in the answer."""
    groups: tuple[Copies, ...]
    """Its reports, by source and position."""
    known: bool = True
    """Whether its region is known; true of a year."""
    full: str = ""
    """Full name of the region."""


class Units(NamedTuple):
    """Everything that is judged, and what was left out for its level or year."""

    units: tuple[Unit, ...]
    """In the order of their first reports; years ascending."""
    groups: tuple[Copies, ...]
    """Reports that count: those of the units."""
    other_level: int = 0
    """Regions that were left out because they are of another level."""
    rolled_up: bool = False
    """Whether the regions are those around the regions of the reports."""
    unplaced: int = 0
    """Reports that were left out because the level or the enclosing region is not known."""
    undated: int = 0
    """Reports that were left out because years are listed and theirs is not known."""


class Namer:
    """Names regions and reports of the whole collection."""

    def __init__(self, entries: Sequence[CatalogEntry]) -> None:
        """Look at the whole collection.

        Args:
            entries: Every report in the index.
        """
        self.names = ReportNames(entries)
        self._full = full_names({e.region.name for e in entries if e.region.name})
        self._in_file = Counter(e.source for e in entries)
        self._titled = Counter((e.region.name, e.title) for e in entries if e.duplicate_of is None)

    def full(self, group: Copies) -> str | None:
        """Full name of a report's region as the collection gives it; None when unknown.

        Args:
            group: The report.
        """
        name = group.region.name
        return self._full.get(name, name) if name else None

    def region(self, group: Copies) -> str | None:
        """Name to show for a report's region; None when unknown.

        Args:
            group: The report.
        """
        return self.names.region(group.region)

    def of(self, group: Copies) -> str:
        """Name to show for a report's region, or of the report when that is unknown.

        Args:
            group: The report.
        """
        return self.region(group) or self.names.of(group.report)

    def source(self, entry: CatalogEntry) -> str:
        """File of a report, with its place there when the file has several.

        Args:
            entry: The report.
        """
        name = literal(entry.source)
        return f"{name} 第{entry.position + 1}篇" if self._in_file[entry.source] > 1 else name

    def report_unit(self, group: Copies) -> Unit:
        """A report that is listed by itself.

        Args:
            group: The report.
        """
        report = group.report
        name = self.region(group)
        alike = self._titled[report.region.name, report.title] > 1
        called = f"{name}《{report.title}》{f'（{self.source(report)}）' if alike else ''}" if name else self.names.of(report)
        return Unit(called, (group,), name is not None, self.full(group) or "")


def units_of(plan: Plan, groups: Sequence[Copies], namer: Namer) -> Units:
    """Put reports together by what the plan lists.

    Args:
        plan: The plan of the survey.
        groups: Reports in scope.
        namer: Names of the collection.
    """
    over_time = any(condition.years for condition in plan.conditions)
    kept = Units((), tuple(groups))
    if plan.level is not None:
        kept = _of_level(plan.level, groups, namer)
    elif plan.without_provinces:
        kept = _below_provinces(groups, namer)
    if plan.listed is Listed.YEARS:
        return _by_year(kept)
    if plan.listed is Listed.REPORTS and not over_time:
        return kept._replace(units=tuple(map(namer.report_unit, kept.groups)))
    level = plan.level if kept.rolled_up else None
    return kept._replace(units=_by_region(kept.groups, namer, level))


def _by_region(groups: Sequence[Copies], namer: Namer, level: Level | None) -> tuple[Unit, ...]:
    """Reports of one region together; those of unknown regions by themselves."""

    def key(group: Copies) -> str:
        around = enclosing(group.region, level) if level else None
        return around or namer.full(group) or f"\0{group.report.report_id}"

    def unit(full: str, members: tuple[Copies, ...]) -> Unit:
        name = parts_of(full)[-1] if level else namer.of(members[0])
        return Unit(name, members, not full.startswith("\0"), full)

    return tuple(unit(full, members) for full, members in _grouped(groups, key).items())


def _by_year(kept: Units) -> Units:
    dated = [group for group in kept.groups if group.year is not None]
    years = _grouped(dated, lambda group: str(group.year))
    units = tuple(Unit(f"{year}年", members) for year, members in sorted(years.items()))
    undated = sum(len(group.ids) for group in kept.groups if group.year is None)
    return kept._replace(units=units, groups=tuple(dated), undated=undated)


def _of_level(level: Level, groups: Sequence[Copies], namer: Namer) -> Units:
    """Reports of a level, or else those of the regions below it."""
    fitting = tuple(group for group in groups if is_of(group.region, level))
    rolled_up = not fitting and level in ROLLED_UP
    if rolled_up:
        fitting = tuple(group for group in groups if enclosing(group.region, level))
    kept = {group.report.report_id for group in fitting}
    others = [group for group in groups if group.report.report_id not in kept]
    told = [group for group in others if level_of(group.region) and not rolled_up]
    return Units(
        units=(),
        groups=fitting,
        other_level=len({namer.full(group) for group in told}),
        rolled_up=rolled_up and bool(fitting),
        unplaced=sum(len(group.ids) for group in others) - sum(len(group.ids) for group in told),
    )


def _below_provinces(groups: Sequence[Copies], namer: Namer) -> Units:
    """Reports that are not known to be a province's."""
    fitting = tuple(group for group in groups if level_of(group.region) is not Level.PROVINCE)
    left = {namer.full(group) for group in groups if group not in fitting}
    return Units(units=(), groups=fitting, other_level=len(left))


def _grouped(groups: Sequence[Copies], key: Callable[[Copies], str]) -> dict[str, tuple[Copies, ...]]:
    found: dict[str, list[Copies]] = {}
    for group in groups:
        found.setdefault(key(group), []).append(group)
    return {name: tuple(members) for name, members in found.items()}
