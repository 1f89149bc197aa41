"""A comparison that names a year for each place: 梧川23年、苇塘24年."""

from __future__ import annotations

import re

from assistant.questions.circumstances import Circumstances
from assistant.questions.masking import PERIOD, PLACE, Masked

_PAIR = re.compile(rf"(?P<place>{PLACE})(?:的|在)?(?P<time>{PERIOD})")


def own_years(found: Circumstances, masked: Masked) -> Circumstances:
    """The places and times of a comparison, with a note when each place has a year of its own.

    Every year named counts for every place, for a plan has one set of years; 上年 then counts from each of them and names none.

    Args:
        found: The places and times.
        masked: The question.
    """
    told = {masked.places[m["place"]].place.name: masked.periods[m["time"]] for m in _PAIR.finditer(found.text)}
    years = {name: time.years[0] for name, time in told.items() if time.applied and len(time.years) == 1}
    if len(told) < 2 or years.keys() != {place.name for place in found.places} or len(set(years.values())) < 2:
        return found
    others = [time.understood for time in masked.periods.values() if time not in told.values()]
    note = f"各地问的年份不同（{'、'.join(f'{name}{year}年' for name, year in years.items())}）：这些年份的报告都查了，请按各自的年份看"
    kept = (said for said in found.understood if said not in others)
    return found._replace(years=tuple(sorted(set(years.values()))), understood=(*kept, note))
