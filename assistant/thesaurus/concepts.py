"""Concepts of the field, read from a text file that staff can extend."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib import resources
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from ingest.models import AssistantError

_BUILT_IN = "同义词表.txt"
_KEYS = {"同义": "same", "包括": "kinds", "相关": "related", "不算": "excluded", "问法": "asked"}
_REMOVE = "去掉"
_NAME = re.compile(r"[【\[](?P<name>[^】\]]+)[】\]]")
_LINE = re.compile(r"(?P<key>[^:：]{1,4})[:：](?P<terms>.*)")
_BETWEEN = re.compile(r"[、,，;；\s]+")


class ThesaurusError(AssistantError):
    """The staff's own thesaurus cannot be used; the message names file, line and remedy."""


class Concept(BaseModel):
    """A concept with its names."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    """Usual name; searched as well."""
    same: tuple[str, ...] = ()
    """Other names of the same thing: official, colloquial, older ones."""
    kinds: tuple[str, ...] = ()
    """Kinds, parts and measures of it; a text with one mentions the concept."""
    related: tuple[str, ...] = ()
    """Words that may indicate it; a person has to look."""
    excluded: tuple[str, ...] = ()
    """Longer words in which a term means something else."""
    asked: tuple[str, ...] = ()
    """Words of questions for it, which are not searched for."""

    @property
    def terms(self) -> tuple[str, ...]:
        """What is searched for: name, other names, kinds; each once."""
        return tuple(dict.fromkeys((self.name, *self.same, *self.kinds)))


def load_thesaurus(own: Path | None = None) -> tuple[Concept, ...]:
    """Read the built-in thesaurus, changed by the staff's own file.

    A concept in the staff's file adds its words to the built-in one of the same name;
    ``去掉：`` takes words out.

    Args:
        own: The staff's file; None, or one that does not exist, for none.

    Returns:
        Concepts in the files' order.

    Raises:
        ThesaurusError: The staff's file cannot be read or has a line that is not understood.
    """
    concepts = _built_in()
    if own is not None and own.is_file():
        try:
            text = own.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise ThesaurusError(f"同义词表“{own}”读不出来：{error}。请用记事本打开，另存为 UTF-8 编码的文本文件。") from error
        concepts = _parse(text, str(own), concepts)
    return tuple(concepts.values())


@lru_cache(maxsize=1)
def _built_in() -> dict[str, Concept]:
    return _parse(resources.files(__package__).joinpath(_BUILT_IN).read_text(encoding="utf-8"), _BUILT_IN, {})


def _parse(text: str, file: str, known: dict[str, Concept]) -> dict[str, Concept]:
    concepts = dict(known)
    name = ""
    for number, line in _lines(text):
        where = f"同义词表“{file}”第 {number} 行"
        if title := _NAME.fullmatch(line):
            name = title["name"].strip()
            _check(name, where)
            concepts.setdefault(name, Concept(name=name))
            continue
        found = _LINE.fullmatch(line)
        key = found["key"].strip() if found else ""
        if found is None or key not in {*_KEYS, _REMOVE}:
            raise ThesaurusError(f"{where}看不懂：“{line[:30]}”。每行应以“同义：”“包括：”“相关：”“不算：”“问法：”或“去掉：”开头，词之间用顿号隔开。")
        if not name:
            raise ThesaurusError(f"{where}前面没有名称。请先写一行名称，例如：【校车】。")
        terms = [term for term in _BETWEEN.split(found["terms"]) if term]
        for term in terms:
            _check(term, where)
        concepts[name] = _without(concepts[name], terms) if key == _REMOVE else _with(concepts[name], _KEYS[key], terms)
    return concepts


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.strip()
        if line and not line.startswith("#"):
            yield number, line


def _check(term: str, where: str) -> None:
    if sum(c.isalnum() for c in term) < 2:
        raise ThesaurusError(f"{where}的“{term}”太短，至少要有两个字，否则什么报告都会算作提到。")


def _with(concept: Concept, field: str, terms: Iterable[str]) -> Concept:
    return concept.model_copy(update={field: tuple(dict.fromkeys((*getattr(concept, field), *terms)))})


def _without(concept: Concept, terms: Iterable[str]) -> Concept:
    gone = set(terms)
    return concept.model_copy(update={field: tuple(t for t in getattr(concept, field) if t not in gone) for field in _KEYS.values()})
