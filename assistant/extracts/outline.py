"""What reports say about a topic: their own headings and sentences, in their order."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from assistant.extracts.mentions import mentions
from assistant.extracts.naming import heading_names, opening_names, paragraph_turns_to
from assistant.extracts.points import Opener, Placed, place
from assistant.extracts.selecting import Chosen, most_telling
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

    A section whose heading is about it counts whole, and so does a point whose opening sentence is; of a
    paragraph whose first sentence turns to it the sentences that follow a mention closely; and any other sentence
    that mentions it by itself.

    Args:
        read: The report.
        topics: The topics; any of them.
        most: Most sentences.
    """

    @cache
    def about(text: str) -> bool:
        return any(mentions(text, topic) for topic in topics)

    @cache
    def names(opener: Opener) -> bool:
        return any((heading_names if opener.heading else opening_names)(opener.text, topic) for topic in topics)

    chosen: list[Chosen] = []
    for block in _paragraphs(place(read)):
        mentioned = [about(one.unit.text) for one in block]
        drawn = _drawn_in(block, mentioned, topics)
        depth = next((at for at, opener in enumerate(block[0].above) if names(opener)), None)
        under = None if depth is None else block[0].above[: depth + 2]
        told = [at for at in range(len(block)) if mentioned[at] or at in drawn or depth is not None]
        chosen += [Chosen(block[at].unit, under, mentioned[at], lead=at == 0) for at in told]
    kept = most_telling(chosen, most)
    return OnTopic(read, tuple(kept), len(chosen) - len(kept))


def _drawn_in(paragraph: Sequence[Placed], mentioned: Sequence[bool], topics: Sequence[Topic]) -> set[int]:
    """Places of the sentences that tell more of a mention before them; none in a point, whose title tells what it is about."""
    first = paragraph[0]
    if first.opens_point:
        return set()
    if first.unit.text.endswith(("；", ";")):
        halves = mentioned[0] and len(paragraph) > 1 and paragraph[1].unit.text.endswith("。")
        return {1} if halves else set()
    if not any(paragraph_turns_to(first.unit.text, topic) for topic in topics):
        return set()
    return {at + more for at, about in enumerate(mentioned) if about for more in range(1, _FOLLOWING + 1)}


def _paragraphs(sentences: Sequence[Placed]) -> list[list[Placed]]:
    """Sentences by paragraph or point, headings left out."""
    found: list[list[Placed]] = []
    before: Placed | None = None
    for one in sentences:
        if not one.unit.heading:
            if before is None or before.unit.heading or one.unit.opens or (one.above, one.line) != (before.above, before.line):
                found.append([])
            found[-1].append(one)
        before = one
    return found


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
    headings = {one.unit.start: tuple(opener.text for opener in one.above if opener.heading) for one in place(found.read)}
    path: tuple[str, ...] = ()
    for unit in found.units:
        own = headings.get(unit.start, unit.passage.heading_path)
        if own and unit.text.startswith(own[-1].rstrip("：:。；;")):
            own = own[:-1]
        if own != path:
            path = own
            if path:
                lines.append(f"**{one_line(' › '.join(path[-2:]))}**")
        citation = citations.cite(found.read.report, unit.passage, unit.start, unit.end)
        lines.append(f"{'  ' if path else ''}{cited(citation)}")
    return lines
