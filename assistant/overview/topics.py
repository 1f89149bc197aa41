"""The user's own list of topics, a text file in the index folder."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from assistant.errors import ConfigError
from assistant.overview.cleaning import clean
from assistant.plans import Plan
from assistant.thesaurus.lookup import folded

DEFAULT_TOPICS = (
    "党的建设",
    "师德师风",
    "教师招聘",
    "教师培训",
    "学前教育",
    "义务教育均衡",
    "集团化办学",
    "双减",
    "课后服务",
    "校园安全",
    "校车安全",
    "食品安全",
    "心理健康",
    "劳动教育",
    "特殊教育",
    "学生资助",
)
"""What education bureaus report on nearly every year."""

_FILE = "话题.txt"
_MOST = 60
_SHORTEST, _LONGEST = 2, 30
_HEADER = "# 总览的话题，一行一个；以 # 开头的行不算。"
_ENCODINGS = ("utf-8-sig", "gb18030")
_BETWEEN = re.compile("[、，,；;]")
"""Between topics that stand on one line."""
_MOST_TOLD = 5


class TopicList(NamedTuple):
    """The list of topics as it was found."""

    topics: tuple[str, ...]
    """What can be used of it, each once, in order; the default ones when there is nothing."""
    lines: tuple[str, ...]
    """What stands in it, for whoever mends it; the default topics when it is empty."""
    problems: tuple[str, ...] = ()
    """What is left out and why, in Chinese for staff."""


def load_topics(folder: Path) -> TopicList:
    """Read the list of topics.

    Args:
        folder: Folder of the index.

    Raises:
        ConfigError: The list cannot be read.
    """
    lines = [line for line in map(clean, _lines(folder / _FILE)) if line and not line.startswith("#")]
    kept, wrong = _sorted_out(lines)
    problems = [f"话题表“{_FILE}”里有没用上的：{problem}" for problem in wrong[:_MOST_TOLD]]
    if len(wrong) > _MOST_TOLD:
        problems.append(f"话题表“{_FILE}”里还有 {len(wrong) - _MOST_TOLD} 处没用上。")
    return TopicList(kept or DEFAULT_TOPICS, tuple(lines) or DEFAULT_TOPICS, tuple(problems))


def save_topics(folder: Path, topics: Sequence[str], why_not: Callable[[str], str] | None = None) -> tuple[str, ...]:
    """Keep a list of topics.

    Args:
        folder: Folder of the index.
        topics: Topics in order, or several of them with commas between; none for the default ones.
            The comments of the list stay.
        why_not: Tells in Chinese why a topic cannot be used, with nothing when it can; None allows all.

    Returns:
        The topics as kept: without empty ones and repetitions.

    Raises:
        ConfigError: There are too many, one cannot be used, or the list cannot be written.
    """
    kept, wrong = _sorted_out(topics)
    reasons = map(why_not, kept) if why_not else iter(())
    if problem := next(filter(None, chain(wrong, reasons)), ""):
        raise ConfigError(problem)
    path = folder / _FILE
    try:
        if not kept:
            path.unlink(missing_ok=True)
            return DEFAULT_TOPICS
        comments = [line for line in _lines(path) if line.startswith("#")] or [_HEADER]
        _replace(path, "\n".join([*comments, *kept, ""]))
    except OSError as error:
        raise ConfigError(f"话题没有保存成：{error.strerror or error}。请检查索引文件夹是否可以写入。") from error
    return kept


def question_about(topic: str) -> str:
    """What the chat would be asked for the reports that mention a topic.

    Args:
        topic: The topic.
    """
    return f"哪些报告提到{topic}？"


def why_not_one(topic: str, plan: Plan) -> str:
    """Why a topic is more than one thing to be looked for in the reports of all years and regions.

    Args:
        topic: The topic.
        plan: How the question about it is understood.

    Returns:
        The reason and what to write instead, in Chinese for staff; empty when it is one.
    """
    names = [found.text for found in plan.topics]
    if len(names) > 1:
        return f"话题“{topic}”会被当作 {len(names)} 个话题（{'、'.join(names)}）。请分开写，一行一个。"
    years = dict.fromkeys((*plan.years, *(year for condition in plan.conditions for year in condition.years)))
    said = [f"{year}年" for year in years] + [plan.period or ""] + [place.said for place in (*plan.places, *plan.excluded_places)]
    if not any(said):
        return ""
    better = f"请只写“{names[0]}”" if names and names[0] in topic else "请写要查的事项，例如“校车安全”"
    told = "、".join(filter(None, said))
    return f"话题“{topic}”里的“{told}”是年份、时段或地区，不是话题。{better}；年份在图的上方选，地区在图上各占一列。"


def _lines(path: Path) -> list[str]:
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return []
    except OSError as error:
        raise ConfigError(f"话题表“{path}”读不出来：{error.strerror or error}。请检查该文件是否可以读取。") from error
    for encoding in _ENCODINGS:
        try:
            return [line.strip() for line in raw.decode(encoding).splitlines()]
        except UnicodeDecodeError:
            continue
    raise ConfigError(f"话题表“{path}”不是文本文件。请用记事本打开，另存为 UTF-8 编码的文本文件，或者删除它。")


def _sorted_out(given: Iterable[str]) -> tuple[tuple[str, ...], list[str]]:
    """Topics each once by their folded form, so that “双减” and 双减 are one; and why the others cannot be used."""
    kept: dict[str, str] = {}
    wrong: list[str] = []
    for topic in (clean(part) for line in given for part in _BETWEEN.split(line)):
        if problem := _problem(topic):
            wrong.append(problem)
        elif topic:
            kept.setdefault(folded(topic), topic)
    if len(kept) > _MOST:
        wrong.append(f"话题有 {len(kept)} 个，最多 {_MOST} 个。请删去一些。")
    return tuple(kept.values())[:_MOST], wrong


def _problem(topic: str) -> str:
    if topic.startswith("#"):
        return f"话题“{topic[:_LONGEST]}”以 # 开头，会被当作注释。请去掉 #。"
    if topic and (not _SHORTEST <= len(topic) <= _LONGEST or sum(c.isalnum() for c in topic) < _SHORTEST):
        return f"话题“{topic[:_LONGEST]}”不合适：每个话题 {_SHORTEST} 到 {_LONGEST} 个字，一行一个。"
    return ""


def _replace(path: Path, text: str) -> None:
    """Write a file in one step: a reader sees the old or the new one."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem}-", suffix=".tmp")
    made = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        made.replace(path)
    finally:
        made.unlink(missing_ok=True)
