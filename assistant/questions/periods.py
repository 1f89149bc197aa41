"""Times that a question names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from assistant.questions import period_words as w

_NEAR = 6
"""Years around those of the collection in which two digits are taken for a year: 12年免费教育 is none."""
_AHEAD = 2
"""The same after its latest year where only what follows tells that they are one."""


_UNTIL = re.compile(r"(?:截至|截止到?|直到)$")


class PeriodMatch(NamedTuple):
    """Where a question names a time."""

    start: int
    """First character."""
    end: int
    """One past the last."""
    years: tuple[int, ...]
    """Years meant, ascending; empty when it names none (上半年) or cannot be applied."""
    period: str | None
    """``上半年`` or ``下半年``."""
    apart: bool
    """Whether several years stand side by side (2023年和2024年) rather than as a range."""
    understood: str
    """How it was taken, in Chinese, when it could be taken otherwise: “去年”指2023年; else empty."""
    applied: bool
    """False for a time that no filter knows (近年来, 9月)."""


def find_periods(text: str, years: Sequence[int]) -> list[PeriodMatch]:
    """Find the times that a question names.

    每年, 历年 and 连续两年 are none: they say how many years have to fit, not which.

    Args:
        text: A normalized question, in which quotes and kinds of documents may be marks.
        years: Years of the collection; relative times count from the latest of them.

    Returns:
        Matches in order, without overlaps; years side by side are one match.
    """
    held = sorted(set(years))
    found: list[PeriodMatch] = []
    for match in (*_ranges(text, held), *_singles(text, held), *_relatives(text, held), *_halves(text), *_unapplied(text)):
        if all(match.end <= other.start or match.start >= other.end for other in found):
            found.append(match)
    return _listed(text, _with_halves(text, sorted(found)))


def _ranges(text: str, held: list[int]) -> Iterator[PeriodMatch]:
    for match in w.RANGE.finditer(text):
        said = match.group()
        first = _year(match["first"] or match["first2"] or match["first3"], held)
        if match["now"]:
            if match["now"] not in ("去年", "今年"):
                yield _since(match.start(), match.end(), said, first, held)
            elif held:
                last = held[-1] - (match["now"] == "去年")
                note = f"“{said}”按资料中最近的{held[-1]}年推算，指{_shown(_between(first, last))}"
                yield PeriodMatch(match.start(), match.end(), _between(first, last), None, False, note, True)
            continue
        last = _year(match["last"] or match["last2"] or match["last3"], held)
        if match["first2"] and not all(_is_short_year(text, match.start("first2"), year, held) for year in (first, last)):
            continue
        note = f"“{said}”按{_shown(_between(first, last))}查找" if "学年" in said else ""
        yield PeriodMatch(match.start(), match.end(), _between(first, last), None, False, note, True)


def _singles(text: str, held: list[int]) -> Iterator[PeriodMatch]:
    for match in (*w.ELIDED.finditer(text), *w.SINGLE.finditer(text), *w.PLAIN.finditer(text), *w.SHORT_OF_LIST.finditer(text)):
        groups = match.groupdict()
        short = groups.get("short")
        year = _year(groups.get("year") or groups.get("opening") or short or "", held)
        said, bound = match.group(), groups.get("open")
        if short and not _is_short_year(text, match.start("short"), year, held):
            continue
        until = _UNTIL.search(text[: match.start()]) if bound is None else None
        if until:
            yield _until(until.start(), match.end(), text[until.start() : match.end()], year, held)
        elif bound is None:
            loose = "学年" in said or re.search(r"[底初末内]$", said)
            spoken = short and not short.isdigit()
            note = f"“{said}”按{year}年{'理解' if spoken else '查找'}" if loose or spoken else ""
            yield PeriodMatch(match.start(), match.end(), (year,), None, False, note, True)
        elif "前" in bound:
            yield _until(match.start(), match.end(), said, year if re.search("[及或].?前", said) else year - 1, held)
        else:
            exclusive = "后" in bound and not re.search("[及或].?后", said)
            yield _since(match.start(), match.end(), said, year + exclusive, held)


def _relatives(text: str, held: list[int]) -> Iterator[PeriodMatch]:
    for match in (*w.RELATIVE.finditer(text), *w.LAST_YEARS.finditer(text)):
        start, end, said = match.start(), match.end(), match.group()
        if not held:
            yield PeriodMatch(start, end, (), None, False, "", False)
            continue
        latest, groups = held[-1], match.groupdict()
        if word := groups.get("word"):
            first = latest + w.OFFSETS[word[0]]
            last = max(first, latest) if groups["open"] else first
        else:
            first, last = latest - max(_number(groups["n"] or groups["m"] or ""), 1) + 1, latest
        same = first == last == latest
        how = f"按资料中最近的{latest}年理解" if same else f"按资料中最近的{latest}年推算，指{_shown(_between(first, last))}"
        yield PeriodMatch(start, end, _between(first, last), None, False, f"“{said}”{how}", True)


def _halves(text: str) -> Iterator[PeriodMatch]:
    for match in w.HALF.finditer(text):
        yield PeriodMatch(match.start(), match.end(), (), "上半年" if match["first"] else "下半年", False, "", True)


def _unapplied(text: str) -> Iterator[PeriodMatch]:
    for match in w.UNAPPLIED.finditer(text):
        yield PeriodMatch(match.start(), match.end(), (), None, False, "", False)


def _with_halves(text: str, found: list[PeriodMatch]) -> list[PeriodMatch]:
    """A year and the half of it that follows as one."""
    joined: list[PeriodMatch] = []
    for match in found:
        before = joined[-1] if joined else None
        if match.period and before and len(before.years) == 1 and not before.period and text[before.end : match.start] in ("", "的"):
            joined[-1] = before._replace(end=match.end, period=match.period)
        else:
            joined.append(match)
    return joined


def _listed(text: str, found: list[PeriodMatch]) -> list[PeriodMatch]:
    """Years side by side as one."""
    joined: list[PeriodMatch] = []
    for match in found:
        before = joined[-1] if joined else None
        if before and before.years and match.years and before.period == match.period and _side_by_side(text, before, match):
            years = tuple(sorted({*before.years, *match.years}))
            notes = "；".join(filter(None, (before.understood, match.understood)))
            joined[-1] = PeriodMatch(before.start, match.end, years, match.period, len(years) > 1, notes, True)
        else:
            joined.append(match)
    return joined


def _side_by_side(text: str, before: PeriodMatch, match: PeriodMatch) -> bool:
    between = text[before.end : match.start]
    return w.LIST_SIGN.fullmatch(between) is not None and not w.COMPARED.match(text, match.end)


def _since(start: int, end: int, said: str, first: int, held: list[int]) -> PeriodMatch:
    """From a year on; when the collection has no such year, that year, so that nothing is found."""
    meant = tuple(year for year in held if year >= first)
    return _open(start, end, said, meant, first, bool(held))


def _until(start: int, end: int, said: str, last: int, held: list[int]) -> PeriodMatch:
    meant = tuple(year for year in held if year <= last)
    return _open(start, end, said, meant, last, bool(held))


def _open(start: int, end: int, said: str, meant: tuple[int, ...], bound: int, known: bool) -> PeriodMatch:
    if not known:
        return PeriodMatch(start, end, (), None, False, "", False)
    note = f"“{said}”指资料中的{_shown(meant)}" if meant else f"“{said}”：资料中没有这些年份的报告"
    return PeriodMatch(start, end, meant or (bound,), None, False, note, True)


def _between(first: int, last: int) -> tuple[int, ...]:
    return tuple(range(min(first, last), max(first, last) + 1))


def _shown(years: tuple[int, ...]) -> str:
    if len(years) > 2 and years[-1] - years[0] == len(years) - 1:
        return f"{years[0]}—{years[-1]}年"
    return f"{'、'.join(map(str, years))}年"


def _is_near(year: int, held: list[int]) -> bool:
    return not held or held[0] - _NEAR <= year <= held[-1] + _NEAR


def _is_short_year(text: str, start: int, year: int, held: list[int]) -> bool:
    """Whether two digits are a year rather than a length of time: 任教25年."""
    if not _is_near(year, held):
        return False
    before = text[max(start - 4, 0) : start]
    if w.CERTAIN_LEFT.search(before) or re.search("[’']$", before):
        return True
    return bool(held) and year <= held[-1] + _AHEAD and not w.LASTING_LEFT.search(before)


def _year(words: str, held: list[int]) -> int:
    digits = int("".join(w.DIGITS.get(c, c) for c in words))
    if digits > 99:
        return digits
    return next((century + digits for century in (2000, 1900) if _is_near(century + digits, held)), 2000 + digits)


def _number(words: str) -> int:
    return 10 if words == "十" else int("".join(w.DIGITS.get(c, c) for c in words) or 1)
