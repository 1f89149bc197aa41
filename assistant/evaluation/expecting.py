"""What is right, found in the index: regions, files and quotes as staff write them become ids."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath

from assistant.api import Assistant
from assistant.evaluation.judging import Expected, Rule, compared
from assistant.evaluation.questions import REGION_TYPES, Question, QuestionType, raise_if_bad
from assistant.regions import display_names, index_of

RULES = {
    QuestionType.FACT: Rule.FACT,
    QuestionType.COMPARE: Rule.GIST,
    QuestionType.SUMMARISE: Rule.GIST,
    QuestionType.UNANSWERABLE: Rule.REFUSAL,
    QuestionType.ADVERSARIAL: Rule.PREMISE,
    **dict.fromkeys(REGION_TYPES, Rule.REGIONS),
}
"""How the types are judged; conversations by what is expected of the last answer."""
_NAMED = 12
"""Regions named in a message."""


def rule_of(question: Question) -> Rule:
    """How the answer to a question, or to the last of a conversation, is judged.

    Args:
        question: The question.
    """
    if question.refuses:
        return Rule.REFUSAL
    if question.type in RULES:
        return RULES[question.type]
    if not question.quotes and question.regions is not None:
        return Rule.REGIONS
    return Rule.FACT if question.numbers else Rule.GIST


class Collection:
    """The reports of an index as expectations name them."""

    def __init__(self, assistant: Assistant) -> None:
        """Look at the whole index.

        Args:
            assistant: The open assistant.
        """
        self._assistant = assistant
        self._entries = {e.report_id: e for e in assistant.reports()}
        names = assistant.names()
        self._unit = {e.report_id: names.of(e) for e in self._entries.values()}
        self._stated = frozenset(e.region.name for e in self._entries.values() if e.region.name)

    def units(self, report_ids: Iterable[str]) -> set[str]:
        """The regions of some reports; a report whose region is unknown stands for itself.

        Args:
            report_ids: Their ids; unknown ones are passed over.
        """
        return {self._unit[i] for i in report_ids if i in self._unit}

    def text(self, report_id: str) -> str:
        """A report's text.

        Args:
            report_id: Its id.

        Raises:
            ConfigError: There is no such report.
        """
        return self._assistant.report(report_id).text

    def expected(self, questions: Sequence[Question]) -> list[Expected]:
        """What is right for each question.

        Args:
            questions: The questions.

        Raises:
            ConfigError: A region, a file or a quote is not in the index; the message names the lines.
        """
        holders = self._holders({quote for question in questions for quote in question.quotes})
        found: list[Expected] = []
        bad: list[str] = []
        for question in questions:
            try:
                found.append(self._expected(question, holders))
            except ValueError as error:
                bad.append(f"{question.place or f'问题“{question.id or question.asked[0]}”'}：{error}。")
        raise_if_bad(bad)
        return found

    def _expected(self, question: Question, holders: dict[str, set[str]]) -> Expected:
        rule = rule_of(question)
        regions = {self._region(name) for name in question.regions or ()}
        optional = {self._region(name) for name in question.optional_regions}
        for quote in question.quotes:
            if not holders[quote]:
                raise ValueError(f"材料里找不到引文“{quote}”。请从原文逐字复制，并确认材料已经导入")
        reports = {i for name in question.reports for i in self._of_file(name)}
        if not reports:
            beside = () if rule is Rule.REGIONS else regions | optional
            reports = {i for quote in question.quotes for i in holders[quote]} | {i for i, unit in self._unit.items() if unit in beside}
        return Expected(
            rule,
            frozenset(regions),
            frozenset(optional),
            question.quotes,
            question.numbers,
            frozenset(self._with_copies(reports)) if reports else None,
        )

    def _region(self, name: str) -> str:
        own = index_of(self._stated).get(name.strip())
        if own is not None and len(own.own) == 1:
            return display_names(self._stated)[next(iter(own.own))]
        if own is not None and own.own:
            raise ValueError(f"“{name}”可以指{'、'.join(sorted(own.own))}，请写全称")
        unknown = [i for i in self._named(name) if not self._entries[i].region.name]
        if len(unknown) == 1:
            return self._unit[unknown[0]]
        some = sorted(set(display_names(self._stated).values()))
        listed = "、".join(some[:_NAMED]) + (f"等 {len(some)} 个" if len(some) > _NAMED else "")
        raise ValueError(f"材料里没有地区“{name}”（现有：{listed}）。请改正，或先导入它的材料")

    def _named(self, name: str) -> list[str]:
        return [i for i, e in self._entries.items() if name in (e.source, PurePosixPath(e.source).name)]

    def _of_file(self, name: str) -> list[str]:
        found = self._named(name)
        if not found:
            raise ValueError(f"材料里没有文件“{name}”。用 report-assistant list 可以看到全部来源文件")
        return found

    def _holders(self, quotes: set[str]) -> dict[str, set[str]]:
        wanted = {quote: compared(quote) for quote in quotes}
        holders: dict[str, set[str]] = {quote: set() for quote in quotes}
        for report_id in self._entries if quotes else ():
            words = compared(self.text(report_id))
            for quote, compared_quote in wanted.items():
                if compared_quote in words:
                    holders[quote].add(report_id)
        return holders

    def _with_copies(self, report_ids: set[str]) -> set[str]:
        originals = {self._entries[i].duplicate_of or i for i in report_ids}
        return {i for i, e in self._entries.items() if (e.duplicate_of or i) in originals}
