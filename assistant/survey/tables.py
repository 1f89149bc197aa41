"""Tables and lists of a survey's answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from assistant.models import Items, Judgement, Mention, Part, Table
from assistant.plans import Listed
from assistant.scope import Copies
from assistant.survey.matching import Evidence
from assistant.survey.outcome import Aspect, Outcome
from assistant.survey.quotes import QUOTES_PER_REPORT, RELATED_QUOTES, Quoter, quoted
from assistant.survey.selection import Judged, Verdict
from assistant.survey.units import Unit
from assistant.survey.wording import one
from vectorstore import CatalogEntry

_SHOWN_REPORTS = 3
"""Reports of one region that are quoted in its row; the others have rows of their own."""
_OPEN_ROWS = 20
"""Most rows of what is to be checked that stand open."""
_CHECK = "（有可能相关的内容，请核对）"
_NONE = "没有提到"
_CONFIRMED = "（按意思，模型已核对）"
_Standing = Callable[[Evidence], bool]


def counts(evidence: Evidence) -> bool:
    """Whether a report mentions a topic, in words or confirmed.

    Args:
        evidence: How it stands to the topic.
    """
    return evidence.counts


def _doubtful(evidence: Evidence) -> bool:
    return evidence.doubtful


def _rejected(evidence: Evidence) -> bool:
    return evidence.judged is Judgement.REJECTED


class _Cells(NamedTuple):
    evidence: str
    sources: str
    rest: list[tuple[str, ...]]
    """Rows for the reports that there was no room for."""


class Tables:
    """Puts an outcome into tables; what it quotes is numbered in the order of its calls."""

    def __init__(self, outcome: Outcome, quoter: Quoter) -> None:
        """Prepare.

        Args:
            outcome: The survey carried out.
            quoter: Cites.
        """
        self._outcome = outcome
        self._quoter = quoter
        self._aspects = outcome.aspects
        self._several_years = len({group.year for group in outcome.units.groups}) > 1
        self._years = outcome.plan.listed is Listed.YEARS
        self._first = ("年份", "地区") if self._years else ("地区",)

    def parts(self, folded: bool = False) -> list[Part]:
        """Everything between the conclusion and the coverage.

        Args:
            folded: Whether the answer's table is folded too.
        """
        outcome = self._outcome
        failing = [j for j in outcome.judged if j.verdict is Verdict.FAILS]
        others = [j for j in failing if outcome.mentioned(j.unit)]
        found: list[Part] = [*self._answering(outcome.selected, folded), *self._related(outcome.unsure)]
        named = "提到的" if outcome.negative else "不符合条件的"
        found += self._quoted(f"{named}{one(outcome.plan)}（{len(others)}）", [j.unit for j in others], folded=True)
        lacking = [j.unit.name for j in failing if not outcome.mentioned(j.unit) and not j.unsure]
        if lacking:
            found.append(Items(title=f"未提到的{one(outcome.plan)}（{len(lacking)}）", items=tuple(lacking), folded=True))
        return [*found, *self._rejected()]

    def _answering(self, selected: Sequence[Judged], folded: bool) -> list[Part]:
        if not self._outcome.negative or len(self._aspects) > 1:
            return self._quoted("", [j.unit for j in selected], folded)
        rows = tuple((*self._names(j.unit), self._checked(j.unit.groups) + (_CHECK if j.unsure else "")) for j in selected)
        return [Table(header=(*self._first, "依据"), rows=rows, folded=folded)] if rows else []

    def _quoted(self, title: str, units: Sequence[Unit], folded: bool) -> list[Part]:
        """A row a unit, with quotes; then the reports that the rows had no room for."""
        cells = [self._cells(unit) for unit in units]
        rows = tuple((*self._names(unit), made.evidence, made.sources) for unit, made in zip(units, cells, strict=True))
        rest = tuple(row for made in cells for row in made.rest)
        header = (*self._first, "原文", "出处")
        found: list[Part] = [Table(title=title, header=header, rows=rows, folded=folded)] if rows else []
        more = "其余报告的原文" if not title else f"{title.split('（')[0]}：其余报告的原文"
        return [*found, Table(title=f"{more}（{len(rest)} 份）", header=header, rows=rest, folded=True)] if rest else found

    def _names(self, unit: Unit, standing: _Standing = counts) -> tuple[str, ...]:
        """The first cells of a row; of a year with the regions that stand so to a topic."""
        if not self._years:
            return (self._outcome.namer.of(unit.groups[0]) if self._outcome.plan.listed is Listed.REPORTS else unit.name,)
        return unit.name, "、".join(regions_with(self._outcome, unit.groups, standing))

    def _cells(self, unit: Unit) -> _Cells:
        """What is quoted of a unit, aspect by aspect."""
        most = max(1, QUOTES_PER_REPORT // len(self._aspects))
        told, shown, rest = [], dict[str, Copies](), dict[str, Copies]()
        for aspect in self._aspects:
            having = self._with(aspect, unit, counts)
            shown |= {group.report.report_id: group for group in having[:_SHOWN_REPORTS]}
            rest |= {group.report.report_id: group for group in having[_SHOWN_REPORTS:]}
            words = "；".join(self._quotes(aspect, group, most) for group in having[:_SHOWN_REPORTS])
            told.append(self._labelled(aspect, words or self._absent(aspect, unit)))
        rows = [
            (*self._names(unit._replace(groups=(group,))), "　".join(self._told_of(group)), self._source(group))
            for report_id, group in rest.items()
            if report_id not in shown
        ]
        sources = "；".join(map(self._source, shown.values())) or self._checked(unit.groups)
        more = f"；另有 {len(rows)} 份" if rows else ""
        return _Cells("　".join(told), sources + more, rows)

    def _told_of(self, group: Copies) -> Iterable[str]:
        """A quote of a report for each aspect that it has."""
        alone = Unit("", (group,))
        for aspect in self._aspects:
            if self._with(aspect, alone, counts):
                yield self._labelled(aspect, self._quotes(aspect, group, 1))

    def _quotes(self, aspect: Aspect, group: Copies, most: int) -> str:
        """Quotes of one report, and how many places there are when that is more."""
        cited = self._quoter.cite(aspect.topic, group, most)
        evidence = self._outcome.findings.of(aspect.topic, group)
        more = f"（共 {evidence.places} 处）" if evidence.mention is Mention.EXPLICIT and evidence.places > len(cited) else ""
        mark = _CONFIRMED if evidence.judged is Judgement.CONFIRMED else ""
        return quoted(cited) + more + mark + (f"（模型的理由：{evidence.reason}）" if evidence.reason else "")

    def _absent(self, aspect: Aspect, unit: Unit) -> str:
        groups = aspect.groups(unit)
        if not groups:
            return "没有这一年的报告"
        return f"{_NONE}{_CHECK if self._outcome.findings.doubtful(aspect.topic, groups) else ''}"

    def _labelled(self, aspect: Aspect, words: str) -> str:
        return f"**{aspect.label}**：{words}" if len(self._aspects) > 1 else words

    def _with(self, aspect: Aspect, unit: Unit, standing: _Standing) -> list[Copies]:
        return [group for group in aspect.groups(unit) if standing(self._outcome.findings.of(aspect.topic, group))]

    def _related(self, unsure: Sequence[Judged]) -> list[Part]:
        rows = [row for j in unsure if (row := self._unmentioned_row(j.unit, _doubtful))]
        return self._table(f"可能相关，请核对（{len(rows)}）", rows, folded=len(rows) > _OPEN_ROWS)

    def _rejected(self) -> list[Part]:
        """What a language model took for something else, so that a person can see whether it was right."""
        rows = [row for j in self._outcome.judged if (row := self._unmentioned_row(j.unit, _rejected))]
        return self._table(f"模型核对后认为不相关（{len(rows)}）", rows, folded=True)

    def _table(self, title: str, rows: Sequence[tuple[str, ...]], folded: bool) -> list[Part]:
        return [Table(title=title, header=(*self._first, "原文", "出处"), rows=tuple(rows), folded=folded)] if rows else []

    def _unmentioned_row(self, unit: Unit, standing: _Standing) -> tuple[str, ...] | None:
        """The places of a unit that stand so to aspects that it does not mention."""
        most = 1 if len(self._aspects) > 1 else RELATED_QUOTES
        told, shown = [], dict[str, Copies]()
        for aspect in self._aspects:
            having = self._with(aspect, unit, standing)[:_SHOWN_REPORTS]
            if having and not self._with(aspect, unit, counts):
                shown |= {group.report.report_id: group for group in having}
                told.append(self._labelled(aspect, "；".join(self._quotes(aspect, group, most) for group in having)))
        return (*self._names(unit, standing), "　".join(told), "；".join(map(self._source, shown.values()))) if told else None

    def _checked(self, groups: Sequence[Copies]) -> str:
        """Which reports were looked at."""
        more = f"等 {len(groups)} 份报告" if len(groups) > _SHOWN_REPORTS else ""
        return f"检查了{'、'.join(self._source(group, told=False) for group in groups[:_SHOWN_REPORTS])}{more}"

    def _source(self, group: Copies, told: bool = True) -> str:
        """Title, file and year; the copy that is quoted when it is not the report itself."""
        copies = {self._outcome.findings.of(aspect.topic, group).copy for aspect in self._aspects} - {"", group.report.report_id}
        quoted_copies = [e for e in group.others if e.report_id in copies]
        year = f"，{group.year}年" if self._several_years and group.year else ""
        copy = f"（见近似重复的一份：{'、'.join(map(self._file, quoted_copies))}）" if quoted_copies and told else ""
        return f"《{group.report.title}》（{self._file(group.report)}{year}）{copy}"

    def _file(self, entry: CatalogEntry) -> str:
        return self._outcome.namer.source(entry)


def regions_with(outcome: Outcome, groups: Iterable[Copies], standing: _Standing = counts) -> list[str]:
    """Regions of the reports that mention a topic, or of all of them when the absence is asked for.

    Args:
        outcome: The survey carried out.
        groups: Reports.
        standing: How the reports have to stand to a topic; one that mentions any only counts as that.
    """

    def stands(group: Copies) -> bool:
        evidence = outcome.evidence(group)
        return any(map(standing, evidence)) and (standing is counts or not any(map(counts, evidence)))

    kept = [g for g in groups if outcome.negative or stands(g)]
    return list(dict.fromkeys(outcome.namer.of(group) for group in kept))
