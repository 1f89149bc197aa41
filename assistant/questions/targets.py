"""What was reached against what had been set: 25年做到的跟24年定的目标比."""

from __future__ import annotations

import re

from assistant.questions.masking import PERIOD, PLACE

_GOAL = r"(?:预期目标|目标|指标|预期)(?:值|数)?"
_SET = rf"(?:{PERIOD}|年初|当时|原来|之前|的)*(?:制?定|提出?|设定?|确定|计划|预定|公布|立)?(?:下|好|了|过)?的?{_GOAL}(?:里|中)?"
_REACHED = rf"到?{PERIOD}(?:底|末|年底)?(?:的?实际)?(?:上)?(?:的?(?:做到|达到|完成|实现|落实))?了?的?(?:数|结果|水平|情况|实际)?"
_ASKED = r"(?:是否|有没有|到底|都|最后|算)*(?:达标|完成|实现|做到|到|达到|达成|兑现|够|差多少|超额?)(?:了|上)*(?:没有?|吗|否|么|多少)?"
_COMPARED = r"(?:相比|对比|对照|比较|比)(?:一下|下|起来)?"
_ASKS = re.compile(rf"{_COMPARED}|{_ASKED}[?。]*$")
_AROUND = re.compile(
    rf"^(?:{_ASKED}|{_COMPARED}|(?:制?定|提出?|设定?|确定|立)(?:下|好)?的|[跟与和同比把将,、:的()])+|(?:(?<=.)(?:{_COMPARED}|{_ASKED})|[跟与和同比,、:的()?。])+$"
)


def target_topic(text: str) -> str | None:
    """What a question asks of a target and of what was reached of it.

    Args:
        text: A masked question without courtesy.

    Returns:
        The topic, masked, empty when it names none; None when the question does not set the one against the other.
    """
    if not re.search(_GOAL, text) or len(re.findall(PERIOD, text)) < 2 or not _ASKS.search(text):
        return None
    rest = re.sub(_REACHED, ",", re.sub(_SET, ",", re.sub(PLACE, "", text)))
    pieces = [_trimmed(piece) for piece in re.split(r"[,。?!;:]", rest)]
    return next((piece for piece in pieces if len(piece) > 1), "")


def _trimmed(piece: str) -> str:
    while (shorter := _AROUND.sub("", piece)) != piece:
        piece = shorter
    return piece
