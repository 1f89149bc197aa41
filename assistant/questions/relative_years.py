"""Years that a follow-up counts from the question before: 两年后呢, 再往前一年, 第二年."""

from __future__ import annotations

import re

from assistant.plans import Holdings, Intent, Plan
from assistant.questions.follow_up_patterns import ALL_OF_THEM, NUMBERS
from assistant.questions.masking import PLACE, mask

_N = rf"(?:[{NUMBERS}两]|[1-9])"
_LEAD = r"(?:那么?|那就|然后|而|又|如果是?|要是|换成|改成|改为|等?到了?|看看?|查一?下|至于|在|[,，\s])*"
_OF = r"(?![级龄轮制])"
_YEARS = re.compile(
    rf"(?:(?:再|又)?(?:(?:往|向|再)?(?:之?前|早)(?:推|数|倒)?|往上|上)(?P<before>一|(?<=推)(?:{_N})|(?<=[往向]前)(?:{_N})|(?<=[早数倒])(?:{_N}))(?:个)?年度?{_OF}"
    rf"|(?P<ago>{_N})个?年(?:之|以)?前(?![后沿期])|上(?P<last>年)度?{_OF}"
    rf"|(?P<later>{_N})个?年(?:之|以)?后|(?:再|又)?过(?:了|上)?(?P<passed>{_N})个?年{_OF}(?:之后|以后|后)?"
    rf"|(?:再|又)?(?:(?:往|向|再)?(?:之?后|晚)(?:推|数)?|往下|下)(?P<after>一|(?<=推)(?:{_N})|(?<=[往向]后)(?:{_N})|(?<=[晚数])(?:{_N}))(?:个)?年度?{_OF}"
    rf"|(?P<next>[次翌转])年{_OF}|第(?P<nth>[二三四五六七八九])年度?{_OF}"
    rf"|再往(?:(?P<back>前)|后)(?:推|看|数)?(?=[呢啊?？\s]*$)"
    rf"|(?<![之往])前(?P<first>[两二三四五])年{_OF}|(?<![之往])后(?P<second>[两二三四五])年{_OF})"
)
_REST = re.compile(r"(?!相?比|较|[以之]?[前后]|[0-9])(?:的|里)?[^,，。;；]{0,12}[。!！]?")
_BESIDE = re.compile(rf"(?<=[比较与和跟同])(?:前一年|上一?个?年度?){_OF}")

_SHORT = 20
"""Longest follow-up, in characters, that sets the year before beside that of the question before."""


def dated(plain: str, before: Plan, holdings: Holdings) -> tuple[str, str]:
    """A follow-up with its year, where it counts from the year of the question before.

    Args:
        plain: The follow-up, normalized.
        before: The plan before; one without a year stands for the latest of the collection.
        holdings: What the collection holds.

    Returns:
        The follow-up, and how the words were taken, in Chinese; empty when nothing was put in.
    """
    base = before.years or tuple(holdings.years[-1:])
    if not base or any(c.years for c in before.conditions):
        return plain, ""
    if before.intent is not Intent.LOOKUP and len(plain) < _SHORT and (beside := _BESIDE.search(plain)):
        return _BESIDE.sub(f"{base[0] - 1}年", plain), _note(beside.group(), (base[0] - 1,), before, base)
    match = _YEARS.search(plain)
    if match is None or not _opens(plain[: match.start()], holdings) or not _REST.fullmatch(plain[match.end() :].rstrip("?？呢啊吗")):
        return plain, ""
    if ALL_OF_THEM.search(plain[match.end() :]):
        return plain, ""
    years = _meant(match, base)
    said = f"{years[0]}年" if len(years) == 1 else f"{years[0]}年到{years[-1]}年"
    return f"{plain[: match.start()]}{said}{plain[match.end() :]}", _note(match.group(), years, before, base)


def _opens(head: str, holdings: Holdings) -> bool:
    """Whether nothing stands in front but what leads over, or a place."""
    return re.fullmatch(_LEAD, head) is not None or re.fullmatch(rf"{_LEAD}{PLACE}的?", mask(head, holdings).text) is not None


def _meant(match: re.Match[str], base: tuple[int, ...]) -> tuple[int, ...]:
    if count := match["first"]:
        return tuple(range(base[0] - _number(count), base[0]))
    if count := match["second"]:
        return tuple(range(base[-1] + 1, base[-1] + _number(count) + 1))
    if match["last"] or match["back"]:
        return (base[0] - 1,)
    if match["next"] or not any(match.groupdict().values()):
        return (base[-1] + 1,)
    if nth := match["nth"]:
        return (base[-1] + _number(nth) - 1,)
    back = match["before"] or match["ago"]
    return (base[0] - _number(back),) if back else (base[-1] + _number(match["later"] or match["passed"] or match["after"]),)


def _number(said: str) -> int:
    return 2 if said == "两" else NUMBERS.find(said) + 1 or int(said)


def _note(said: str, years: tuple[int, ...], before: Plan, base: tuple[int, ...]) -> str:
    from_today = "" if before.years else f"按资料中最近的{base[-1]}年推算，"
    return f"“{said}”{from_today}指{'—'.join(map(str, dict.fromkeys((years[0], years[-1]))))}年"
