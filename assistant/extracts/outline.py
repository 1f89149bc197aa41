"""What reports say about a topic: their own headings and sentences, in their order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from assistant.extracts.asked import NUMBER
from assistant.extracts.mentions import mentions
from assistant.extracts.units import Read, Unit, blocks, is_edge_line
from assistant.plans import Topic
from assistant.quoting import CitationList, cited, one_line
from ingest.models import DocumentType

SENTENCES_PER_REPORT = 12
"""Most sentences of one report in a summary."""
_FOLLOWING = 4
"""Most sentences after a mention that count in a paragraph whose first sentence mentions the topic."""
_ANNOUNCEMENT = 80
"""Longest heading or announcement of plans in characters."""
_GIST_HEADINGS, _GIST_SENTENCES = 12, 1
"""A report's outline without a topic: top headings, and sentences under each."""


class OnTopic(NamedTuple):
    """Sentences of a report on a topic."""

    read: Read
    units: tuple[Unit, ...]
    """In document order."""
    left: int
    """How many more there are."""


def on_topic(read: Read, topics: Sequence[Topic], most: int = SENTENCES_PER_REPORT) -> OnTopic:
    """Sentences of a report about a topic.

    A section whose heading mentions it counts whole, of a paragraph or point whose first sentence
    mentions it the sentences that follow a mention closely, and any other sentence that mentions it by
    itself.

    Args:
        read: The report.
        topics: The topics; any of them.
        most: Most sentences.
    """

    def about(text: str) -> bool:
        return any(mentions(text, topic) for topic in topics)

    ranked: dict[Unit, int] = {}
    inside = [unit for at, unit in enumerate(read.units) if not is_edge_line(read, at)]
    for block in blocks(inside):
        path = block[0].passage.heading_path
        whole = any(about(heading) for heading in path[-2:])
        leads = about(block[0].text)
        since = _FOLLOWING + 1
        for unit in block:
            mentioned = about(unit.text)
            since = 0 if mentioned else since + 1
            if mentioned or whole or (leads and since <= _FOLLOWING):
                ranked[unit] = _rank(unit, mentioned, whole, unit is block[0])
    kept = sorted(sorted(ranked, key=lambda unit: (ranked[unit], unit.start))[:most], key=lambda unit: unit.start)
    return OnTopic(read, tuple(kept), len(ranked) - len(kept))


def _rank(unit: Unit, mentioned: bool, whole: bool, lead: bool) -> int:
    if mentioned:
        return 0 if whole or lead else 1
    return 2 if lead or NUMBER.search(unit.text) else 3


def gist(read: Read) -> OnTopic:
    """The first sentence under each of a report's headings of the outer two levels.

    Args:
        read: The report.
    """
    chosen: dict[tuple[str, ...], Unit] = {}
    for at, unit in enumerate(read.units):
        path = unit.passage.heading_path[:2]
        if not unit.heading and path not in chosen and not is_edge_line(read, at):
            chosen[path] = unit
    units = tuple(chosen.values())[:_GIST_HEADINGS]
    return OnTopic(read, units, len(chosen) - len(units))


_AHEAD = re.compile(
    r"下半年|明年|来年|新的一年|下一步|下一阶段|下步|今后|接下来|下一年度|20[0-9]{2}年(?:度)?(?:工作)?(?:打算|思路|安排|计划|重点|目标)"
)
_PLANS = re.compile(r"打算|计划|安排|思路|重点|目标|任务|措施|设想|工作")
_ASKS_AHEAD = re.compile(r"下半年|明年|来年|下一步|下步|今后|接下来|打算|准备|计划|要抓|要做|要干|安排|规划|重点")


def asks_ahead(question: str) -> bool:
    """Whether a question asks what is planned.

    Args:
        question: The question.
    """
    return _ASKS_AHEAD.search(question) is not None


def ahead(read: Read) -> OnTopic:
    """What a report says it will do: the part under the heading or announcement of its plans.

    Args:
        read: The report.
    """
    if read.report.doc_type in {DocumentType.PLAN, DocumentType.KEY_POINTS}:
        return gist(read)
    units = read.units
    starts = [i for i, unit in enumerate(units) if i and _announces_plans(unit)]
    if not starts:
        return OnTopic(read, (), 0)
    first = starts[0]
    opener = units[first]
    path = opener.passage.heading_path
    under = [u for u in units[first + 1 :] if u.passage.heading_path[: len(path)] == path] if opener.heading and path else list(units[first + 1 :])
    leads = [block[0] for block in blocks(under)]
    kept = [opener, *leads] if not opener.heading else leads
    return OnTopic(read, tuple(kept[:SENTENCES_PER_REPORT]), max(0, len(kept) - SENTENCES_PER_REPORT))


def _announces_plans(unit: Unit) -> bool:
    text = unit.text
    announcing = unit.heading or text.endswith(("：", ":"))
    return announcing and len(text) <= _ANNOUNCEMENT and _AHEAD.search(text) is not None and _PLANS.search(text) is not None


def items(found: OnTopic, citations: CitationList) -> list[str]:
    """Sentences as a list under the report's own headings.

    Args:
        found: The sentences.
        citations: Where they are cited.
    """
    lines: list[str] = []
    path: tuple[str, ...] = ()
    for unit in found.units:
        own = unit.passage.heading_path
        if own and unit.text.startswith(own[-1].rstrip("：:。；;")):
            own = own[:-1]
        if own != path:
            path = own
            if path:
                lines.append(f"**{one_line(' › '.join(path[-2:]))}**")
        citation = citations.cite(found.read.report, unit.passage, unit.start, unit.end)
        lines.append(f"{'  ' if path else ''}{cited(citation)}")
    return lines
