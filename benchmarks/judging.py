"""What came of a made-up file, compared with what was put in."""

from __future__ import annotations

import collections
import re
import time
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from benchmarks.alignment import align
from benchmarks.concatenations import Specimen
from benchmarks.fictional import Text
from ingest.decoding import normalise
from ingest.models import Extraction, ParsedReport
from ingest.parsing import parse_reports

TOLERANCE = 40
"""Characters by which a start or an end may be off. Source: the gold set's ``score.py``."""
_EDGE = 28
"""Characters at either end of a body that must be there, as in the gold set's quotes."""


class Result(NamedTuple):
    """What came of one file."""

    specimen: Specimen
    """The file."""
    expected: int
    """Texts that must be found."""
    found: int
    """Texts found with both boundaries right."""
    given: int
    """Reports given, without those made of what may be left out."""
    count_right: bool
    """Whether exactly the right texts were given."""
    official_right: int
    """Found texts whose ``official`` is right."""
    titles_right: int
    """Found texts whose title is the one put in."""
    lost: list[str]
    """Runs of body characters in no report."""
    lost_without_trace: int
    """Lost body characters that are in no cut either."""
    added: int
    """Characters of the reports that are not in the file."""
    body: int
    """Body characters put in."""
    noise: dict[str, tuple[int, int]]
    """By kind of noise: pieces put in, pieces removed."""
    kept_noise: list[str]
    """Noise still in the reports."""
    joins: tuple[int, int]
    """Cut sentences put in, made whole again."""
    starts: tuple[int, int]
    """Beginnings of paragraphs put in, still at the beginning of a line."""
    problems: list[str]
    """Boundaries that are wrong, for reading."""
    seconds: float
    """Time of ``parse_reports``."""


def squash(text: str) -> str:
    """A text without white space."""
    return re.sub(r"\s+", "", text)


class _Truth:
    """A specimen's squashed text with its labels."""

    def __init__(self, specimen: Specimen) -> None:
        self.text, self.role, self.owner, self.spans = "", [], [], []
        parts: list[str] = []
        at = 0
        for piece in specimen.pieces:
            part = squash(normalise(piece.text))
            parts.append(part)
            self.role += [piece.role] * len(part)
            self.owner += [piece.owner] * len(part)
            if part and piece.role not in ("body", "title", "head", "mark", "layout"):
                self.spans.append((piece.role, at, at + len(part)))
            at += len(part)
        self.text = "".join(parts)
        self.protected = [role == "body" and not specimen.texts[owner].optional for role, owner in zip(self.role, self.owner, strict=True)]
        self.bodies = []
        for k in range(len(specimen.texts)):
            inside = [p for p in range(at) if self.owner[p] == k and self.role[p] == "body"]
            self.bodies.append(inside)


def judge(specimen: Specimen, parse: Callable[[str, Extraction], tuple[ParsedReport, ...]] = parse_reports) -> Result:
    """Parse a file and compare.

    Args:
        specimen: The file.
        parse: What is measured.
    """
    began = time.perf_counter()
    parsed = parse(specimen.name, Extraction(text=normalise(specimen.text)))
    seconds = time.perf_counter() - began
    truth = _Truth(specimen)
    outputs = [squash(p.report.text) for p in parsed]
    places, added = align(truth.text, "".join(outputs), truth.protected)
    own: list[Sequence[int]] = []
    at = 0
    for output in outputs:
        own.append(places[at : at + len(output)])
        at += len(output)
    kept = set(places)
    boundaries = _boundaries(specimen, truth, parsed, own)
    lost = _runs(truth, kept)
    cut = squash("".join(c.text for p in parsed for c in p.cuts))
    noise, kept_noise = _noise(truth, kept)
    whole = "\n".join(re.sub("[ \t\u3000]+", "", p.report.text) for p in parsed)
    lines = "\n" + re.sub(r"\s*\n\s*", "\n", whole)
    return Result(
        specimen=specimen,
        **boundaries,
        lost=lost,
        lost_without_trace=sum(len(run) for run in lost if run not in cut),
        added=added,
        body=sum(truth.protected),
        noise=noise,
        kept_noise=kept_noise,
        joins=(len(specimen.joins), sum(squash(join) in whole for join in specimen.joins)),
        starts=(len(specimen.starts), sum("\n" + start in lines for start in specimen.starts)),
        seconds=seconds,
    )


def _boundaries(specimen: Specimen, truth: _Truth, parsed: Sequence[ParsedReport], own: Sequence[Sequence[int]]) -> dict[str, Any]:
    """Match reports with texts; each report with the text that most of it is from."""
    owners = [collections.Counter(truth.owner[p] for p in places if p >= 0 and truth.role[p] == "body") for places in own]
    main = [max(c, key=lambda k: c[k]) if c else -1 for c in owners]
    found = official = titles = 0
    problems: list[str] = []
    for k, text in enumerate(specimen.texts):
        best = max((n for n in range(len(own)) if owners[n][k]), key=lambda n: owners[n][k], default=None)
        wrong = _misfit(truth, k, own[best]) if best is not None else "missing"
        if best is not None and text.official and not wrong and main[best] != k:
            wrong = "shared"
        if text.optional:
            if best is not None and main[best] != k and owners[best][k] > TOLERANCE:
                problems.append(f"text {k} (may be left out) is inside another report")
            elif best is not None and main[best] == k and parsed[best].report.official:
                problems.append(f"text {k} ({text.title}) is official")
            continue
        if wrong:
            problems.append(f"text {k} ({text.title}): {wrong}")
            continue
        assert best is not None
        found += 1
        official += parsed[best].report.official == text.official
        if parsed[best].report.official != text.official:
            problems.append(f"text {k} ({text.title}): official is {parsed[best].report.official}")
        titled = _same_title(text, parsed[best].report.title, truth, k)
        titles += titled
        if not titled:
            problems.append(f"text {k} ({text.title}): title is {parsed[best].report.title}")
    optional = {k for k, text in enumerate(specimen.texts) if text.optional}
    given = sum(k not in optional for k in main)
    expected = len(specimen.texts) - len(optional)
    extra = [squash(p.report.text)[:40] for p, k in zip(parsed, main, strict=True) if k == -1]
    problems += [f"report of nothing: {text}" for text in extra]
    return {
        "expected": expected,
        "found": found,
        "given": given,
        "count_right": given == expected and len(set(main)) == len(main) and -1 not in main,
        "official_right": official,
        "titles_right": titles,
        "problems": problems,
    }


def _misfit(truth: _Truth, k: int, places: Sequence[int]) -> str:
    """What is wrong with a report's boundaries; empty when they are right."""
    body, kept = truth.bodies[k], set(places)
    edge = min(_EDGE, len(body) // 3)
    if sum(p in kept for p in body[:edge]) < edge - 1:
        return "start missing: " + truth.text[body[0] : body[0] + 30]
    if sum(p in kept for p in body[-edge:]) < edge - 1:
        return "end missing: " + truth.text[body[-1] - 29 : body[-1] + 1]
    first = next(n for n, p in enumerate(places) if p in (body[0], body[1]))
    last = next(n for n in range(len(places) - 1, -1, -1) if places[n] in (body[-1], body[-2]))
    before = [p for p in places[:first] if p < 0 or truth.owner[p] != k]
    if len(before) > TOLERANCE:
        return f"{len(before)} characters before: " + "".join(truth.text[p] for p in before[-60:] if p >= 0)
    after = places[last + 1 :]
    if len(after) > TOLERANCE:
        return f"{len(after)} characters after: " + "".join(truth.text[p] for p in after[:60] if p >= 0)
    return ""


def _same_title(text: Text, title: str, truth: _Truth, k: int) -> bool:
    """Whether a title is the one put in, with or without its number, or none was put in."""
    printed = "".join(c for c, role, owner in zip(truth.text, truth.role, truth.owner, strict=True) if owner == k and role == "title")
    return not printed or squash(title) in printed or squash(text.title) in squash(title) or printed in squash(title)


def _runs(truth: _Truth, kept: set[int]) -> list[str]:
    """Stretches of body in no report."""
    runs, start = [], None
    for p in range(len(truth.text) + 1):
        gone = p < len(truth.text) and truth.protected[p] and p not in kept
        if gone and start is None:
            start = p
        elif not gone and start is not None:
            runs.append(truth.text[start:p])
            start = None
    return runs


def _noise(truth: _Truth, kept: set[int]) -> tuple[dict[str, tuple[int, int]], list[str]]:
    counts: dict[str, list[int]] = collections.defaultdict(lambda: [0, 0])
    left = []
    for kind, start, end in truth.spans:
        counts[kind][0] += 1
        gone = sum(p not in kept for p in range(start, end))
        counts[kind][1] += gone >= 0.95 * (end - start)
        if gone < 0.95 * (end - start):
            left.append(f"{kind}: {truth.text[start:end]}")
    return {kind: (a, b) for kind, (a, b) in counts.items()}, left
