"""Topics by regions and by years, out of one survey for each topic."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pydantic import BaseModel, ConfigDict

from assistant.models import Answer, Citation, Mention, SurveyRow
from assistant.overview.cleaning import clean
from assistant.quoting import ReportNames
from vectorstore import CatalogEntry

UNKNOWN = ""
"""Key of the column of reports whose region, or year, is not known."""
UNKNOWN_REGION = "地区不明"
UNKNOWN_YEAR = "年份不明"


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Standing(_Frozen):
    """How one report stands to a topic; its near-duplicates count with it."""

    report_id: str
    """The report."""
    title: str
    """Its title."""
    region: str | None
    """Its region, as answers name it; None when unknown."""
    year: int | None
    """Year reported on; None when unknown."""
    mention: Mention
    """How it stands to the topic."""
    citations: tuple[Citation, ...]
    """Quotes that show it, numbered as in the survey; none of a report without a mention."""


class Cell(_Frozen):
    """A topic in the reports of a region or of a year."""

    topic: str
    """The topic."""
    column: str
    """Key of the region or year."""
    reports: tuple[Standing, ...]
    """All of them: the nearest to the topic first, then the newest."""

    @property
    def explicit(self) -> int:
        """How many mention the topic."""
        return sum(report.mention is Mention.EXPLICIT for report in self.reports)

    @property
    def related(self) -> int:
        """How many have passages of like meaning, to be checked by a person."""
        return sum(report.mention is Mention.RELATED for report in self.reports)

    @property
    def mention(self) -> Mention | None:
        """How the nearest of them stands to the topic; None when there is no report."""
        return self.reports[0].mention if self.reports else None


class Column(_Frozen):
    """A region or a year."""

    key: str
    """Name of the region, cleaned, or the year; empty when unknown."""
    name: str
    """What it is called."""
    reports: int
    """How many reports it has; near-duplicates count once."""


class Row(_Frozen):
    """A topic; its cells are empty until its survey is there."""

    topic: str
    """The topic."""
    ready: bool = False
    """Whether its survey is there."""
    regions: tuple[Cell, ...] = ()
    """A cell for each region."""
    years: tuple[Cell, ...] = ()
    """A cell for each year."""


class Overview(_Frozen):
    """Which topics the reports of which regions and years mention."""

    rows: tuple[Row, ...]
    """Topics in the user's order."""
    regions: tuple[Column, ...]
    """By official code, then by name; the unknown one last."""
    years: tuple[Column, ...]
    """Ascending; the unknown one last."""
    year: int | None = None
    """The only year whose reports the regions show; None for all."""
    checked: int = 0
    """Reports looked at; near-duplicates count once."""
    duplicates: int = 0
    """Near-duplicates beside these, which were looked at too."""
    left_out: int = 0
    """Reports not looked at because they are no documents of a public body."""

    @property
    def done(self) -> int:
        """How many topics were looked for."""
        return sum(row.ready for row in self.rows)

    @property
    def unknown_region(self) -> int:
        """Reports whose region is not known."""
        return sum(column.reports for column in self.regions if column.key == UNKNOWN)

    @property
    def unknown_year(self) -> int:
        """Reports whose year is not known."""
        return sum(column.reports for column in self.years if column.key == UNKNOWN)


def codes_of(entries: Iterable[CatalogEntry], names: ReportNames) -> dict[str, str]:
    """Official codes of the collection's regions.

    Args:
        entries: Every report in the index.
        names: What regions are called.

    Returns:
        Six-digit code by the name that answers use; regions without a code are left out.
    """
    return {name: e.region.code for e in entries if e.region.code and (name := names.region(e.region))}


def overview_of(topics: Sequence[str], answers: Mapping[str, Answer], codes: Mapping[str, str], year: int | None = None) -> Overview:
    """Put surveys together.

    Args:
        topics: Topics in the user's order.
        answers: Surveys by topic; those that are not there yet are left empty.
        codes: Official codes by region name.
        year: Only reports of this year count for the regions; None for all.
    """
    there = [answers[topic] for topic in topics if topic in answers]
    every = there[0].rows if there else ()
    coverage = there[0].coverage if there else None
    regions = _regions(every, codes, year)
    years = _years(every)

    def row(topic: str) -> Row:
        answer = answers.get(topic)
        if answer is None:
            return Row(topic=topic)
        standings = _standings(answer)
        of_year = [s for s in standings if year is None or s.year == year]
        return Row(
            topic=topic,
            ready=True,
            regions=_cells(topic, regions, ((_region_key(s.region), s) for s in of_year)),
            years=_cells(topic, years, ((_year_key(s.year), s) for s in standings)),
        )

    return Overview(
        rows=tuple(map(row, topics)),
        regions=regions,
        years=years,
        year=year,
        checked=coverage.checked if coverage else 0,
        duplicates=coverage.duplicates if coverage else 0,
        left_out=coverage.left_out if coverage else 0,
    )


def cell_of(topic: str, answer: Answer, region: str | None = None, year: str | None = None) -> Cell:
    """A topic in the reports of a region, of a year, or of both.

    Args:
        topic: The topic.
        answer: Its survey.
        region: Key of the region; None for all.
        year: Key of the year; None for all.
    """
    kept = (s for s in _standings(answer) if region in (None, _region_key(s.region)) and year in (None, _year_key(s.year)))
    return _cell(topic, region if region is not None else year or UNKNOWN, kept)


def _regions(rows: Sequence[SurveyRow], codes: Mapping[str, str], year: int | None) -> tuple[Column, ...]:
    counts: dict[str, int] = {}
    for row in rows:
        key = _region_key(row.region)
        counts[key] = counts.get(key, 0) + (year in (None, row.year))
    ordered = sorted(counts, key=lambda key: (key == UNKNOWN, key not in codes, codes.get(key, ""), key))
    return tuple(Column(key=key, name=key or UNKNOWN_REGION, reports=counts[key]) for key in ordered)


def _years(rows: Sequence[SurveyRow]) -> tuple[Column, ...]:
    counts: dict[int | None, int] = {}
    for row in rows:
        counts[row.year] = counts.get(row.year, 0) + 1
    ordered = sorted(counts, key=lambda year: (year is None, year or 0))
    return tuple(Column(key=_year_key(year), name=f"{year}年" if year else UNKNOWN_YEAR, reports=counts[year]) for year in ordered)


def _region_key(region: str | None) -> str:
    return clean(region or UNKNOWN)


def _year_key(year: int | None) -> str:
    return UNKNOWN if year is None else str(year)


def _standings(answer: Answer) -> list[Standing]:
    cited = {citation.number: citation for citation in answer.citations}
    return [
        Standing(
            report_id=row.report_id,
            title=row.report_title,
            region=row.region,
            year=row.year,
            mention=row.mention,
            citations=tuple(cited[number] for number in row.citations),
        )
        for row in answer.rows
    ]


def _cells(topic: str, columns: Sequence[Column], keyed: Iterable[tuple[str, Standing]]) -> tuple[Cell, ...]:
    found: dict[str, list[Standing]] = {}
    for key, standing in keyed:
        found.setdefault(key, []).append(standing)
    return tuple(_cell(topic, column.key, found.get(column.key, ())) for column in columns)


def _cell(topic: str, key: str, standings: Iterable[Standing]) -> Cell:
    nearest = list(Mention)
    ordered = sorted(standings, key=lambda s: (nearest.index(s.mention), -(s.year or 0)))
    return Cell(topic=topic, column=key, reports=tuple(ordered))
