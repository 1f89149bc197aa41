"""Questions with what is right, as staff write them: one JSON object a line."""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator, model_validator

from assistant.errors import ConfigError

_SHOWN = 10
"""Bad lines named at once."""


class QuestionType(StrEnum):
    """What is asked for."""

    FACT = "fact"
    ENUMERATE = "enumerate"
    COUNT = "count"
    COMPLEMENT = "complement"
    SET = "set"
    COMPARE = "compare"
    SUMMARISE = "summarise"
    MULTITURN = "multiturn"
    UNANSWERABLE = "unanswerable"
    ADVERSARIAL = "adversarial"


TYPE_NAMES = {
    QuestionType.FACT: "事实",
    QuestionType.ENUMERATE: "列举",
    QuestionType.COUNT: "计数",
    QuestionType.COMPLEMENT: "未提到",
    QuestionType.SET: "组合",
    QuestionType.COMPARE: "比较",
    QuestionType.SUMMARISE: "总结",
    QuestionType.MULTITURN: "多轮",
    QuestionType.UNANSWERABLE: "无答案",
    QuestionType.ADVERSARIAL: "误导",
}
"""What staff call the types; a file may use either name."""
REGION_TYPES = frozenset({QuestionType.ENUMERATE, QuestionType.COUNT, QuestionType.COMPLEMENT, QuestionType.SET})
"""Questions whose answer is a set of regions."""
_TELLING_TYPES = frozenset({QuestionType.COMPARE, QuestionType.SUMMARISE})
_LISTS = ("turns", "regions", "optional_regions", "quotes", "numbers", "reports")


class Question(BaseModel):
    """A question, or a conversation of which the last answer is judged, and what is right."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = ""
    """Its name in the results; in a file, its line when none is given."""
    type: QuestionType
    """What is asked for; it says how the answer is judged."""
    question: str = ""
    """The question; empty for a conversation."""
    turns: tuple[str, ...] = ()
    """The questions of a conversation, in order."""
    regions: tuple[str, ...] | None = None
    """Regions that answer, by any unambiguous name (a report whose region is unknown by the name of its file);
    empty when none does, None when regions are not judged."""
    optional_regions: tuple[str, ...] = ()
    """Regions that neither help nor hurt."""
    quotes: tuple[str, ...] = ()
    """Verbatim words of the reports that the citations have to hold."""
    numbers: tuple[str, ...] = ()
    """Numbers that the answer has to tell: 86, 5.5%, 1.24."""
    reports: tuple[str, ...] = ()
    """Files that the citations have to come from; empty for those that hold the quotes, and those of the regions."""
    refuse: bool = False
    """Whether the reports do not tell it, so that the answer has to say so; always for ``unanswerable``."""
    note: str = ""
    """For whoever reads the file."""
    place: str = ""
    """File and line, for messages; not written by hand."""

    @property
    def asked(self) -> tuple[str, ...]:
        """What is asked, in order: one question, or the turns of a conversation."""
        return self.turns or (self.question,)

    @field_validator("type", mode="before")
    @classmethod
    def _type_by_either_name(cls, value: object) -> object:
        return next((kind for kind, name in TYPE_NAMES.items() if name == value), value)

    @field_validator(*_LISTS, mode="before")
    @classmethod
    def _one_is_a_list_too(cls, value: object) -> object:
        values = value if isinstance(value, list | tuple) else [value]
        return [str(v) if isinstance(v, int | float) and not isinstance(v, bool) else v for v in values]

    @model_validator(mode="after")
    def _can_be_judged(self) -> Question:
        if self.type is QuestionType.MULTITURN and (len(self.turns) < 2 or self.question):
            raise ValueError('多轮问题不用“question”，要用“turns”写出至少两句话，例如 ["雁浦区招聘了多少教师？", "那鹭洲区呢？"]')
        if self.type is not QuestionType.MULTITURN and (self.turns or not self.question.strip()):
            raise ValueError("缺少“question”（问题本身）；只有多轮问题（multiturn）才用“turns”")
        if not all(words.strip() for name in _LISTS for words in getattr(self, name) or ()):
            raise ValueError("列表里有一项是空的，请填上或删去")
        if self.refuses and (self.regions or self.quotes or self.numbers):
            raise ValueError("应当拒答的问题不要再写“regions”“quotes”“numbers”")
        self._check_expectations()
        return self

    @property
    def refuses(self) -> bool:
        """Whether the answer has to say that the reports do not tell it."""
        return self.refuse or self.type is QuestionType.UNANSWERABLE

    def _check_expectations(self) -> None:
        if self.refuses or self.type is QuestionType.ADVERSARIAL:
            return
        if self.type in REGION_TYPES and self.regions is None:
            raise ValueError("要用“regions”写出应当列出的地区；一个都没有时写 []")
        if self.type in _TELLING_TYPES and not self.quotes:
            raise ValueError("要用“quotes”写出答案应当引用的原文")
        if self.type is QuestionType.FACT and not (self.quotes or self.numbers):
            raise ValueError("要用“quotes”写出答案所在的原文，或用“numbers”写出应当说出的数字")
        if self.type is QuestionType.MULTITURN and self.regions is None and not (self.quotes or self.numbers):
            raise ValueError('要写出最后一问的“regions”“quotes”或“numbers”；应当拒答时写 "refuse": true')


def load_questions(path: Path | str) -> list[Question]:
    """Read a file of questions.

    Args:
        path: The file: UTF-8, one JSON object a line; empty lines are passed over.

    Returns:
        The questions in their order, at least one.

    Raises:
        ConfigError: The file cannot be read, or lines of it are wrong; the message names them and the remedies.
    """
    path = Path(path)
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"问题文件“{path}”读不出来：{error}。请确认路径正确，并存为 UTF-8。") from error
    questions: list[Question] = []
    bad: list[str] = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            place = f"问题文件“{path}”第 {number} 行"
            try:
                questions.append(_question(line, number, place, {question.id for question in questions}))
            except ValueError as error:
                bad.append(f"{place}：{error}。")
    raise_if_bad(bad)
    if not questions:
        raise ConfigError(f"问题文件“{path}”里没有问题。每行写一个 {{…}}，格式见 docs/evaluation.md。")
    return questions


def raise_if_bad(problems: list[str]) -> None:
    """Stop when lines are wrong, and name them.

    Args:
        problems: One a wrong line.

    Raises:
        ConfigError: There are some.
    """
    if problems:
        more = [f"另有 {len(problems) - _SHOWN} 行也要改。"] if len(problems) > _SHOWN else []
        raise ConfigError("\n".join([*problems[:_SHOWN], *more]))


def _question(line: str, number: int, place: str, taken: set[str]) -> Question:
    try:
        entry = json.loads(line)
    except json.JSONDecodeError as error:
        raise ValueError(
            f"不是完整的 JSON（第 {error.pos + 1} 个字符附近）。每行写一个 {{…}}，名称和文字都用半角双引号，各项之间用半角逗号"
        ) from error
    if not isinstance(entry, dict):
        raise ValueError("应是 {…} 形式的 JSON 对象")  # noqa: TRY004  # the file is wrong, not the call
    if "place" in entry:
        raise ValueError(_unknown("place"))
    try:
        question = Question(**{"id": f"第{number}行", **entry, "place": place})
    except ValidationError as error:
        raise ValueError("；".join(dict.fromkeys(_in_chinese(dict(problem)) for problem in error.errors()))) from error
    if question.id in taken:
        raise ValueError(f"编号“{question.id}”前面已经用过，请换一个")
    return question


def _in_chinese(problem: dict[str, Any]) -> str:
    name = str(problem["loc"][0]) if problem["loc"] else ""
    match problem["type"]:
        case "value_error":
            return str(problem["ctx"]["error"])
        case "missing":
            return f"缺少“{name}”"
        case "extra_forbidden":
            return _unknown(name)
        case "enum":
            return f"“type”是“{problem['input']}”，应为{'、'.join(f'{kind}（{words}）' for kind, words in TYPE_NAMES.items())}之一"
        case _ if name in _LISTS:
            return f'“{name}”应是文字的列表，例如 ["雁浦区", "岚溪县"]'
        case "bool_type" | "bool_parsing":
            return f"“{name}”应为 true 或 false"
        case _:
            return f"“{name}”应是用双引号括起来的文字"


def _unknown(name: str) -> str:
    return f"没有“{name}”这一项；可用的有 {'、'.join(field for field in Question.model_fields if field != 'place')}"
