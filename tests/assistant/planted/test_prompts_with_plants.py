"""Words of documents and users cannot pass for the marks of a prompt."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from invariants import FACT, SUMMARY
from planted_reports import PLANTED, Planted
from scripted_model import ScriptedModel

from assistant import Assistant
from assistant.generation.numbered import sources_block
from assistant.judging.candidates import Candidate
from assistant.judging.wording import question
from assistant.language.base import Message
from assistant.language.budget import Budget
from assistant.models import Citation
from assistant.planning.by_model import plan_by_model
from assistant.plans import Holdings, Intent, Plan, Topic
from assistant.thesaurus import Thesaurus
from prompts import as_data

_CONTROL = re.compile(r"<\||\|>|\[/?INST\]|<</?SYS>>|</?s>")
"""What control tokens of chat templates are made of."""

each = pytest.mark.parametrize("planted", PLANTED, ids=[one.id for one in PLANTED])
_FORGING = [one for one in PLANTED if one.category in {"delimiters", "turns", "citations", "format"}]


def _citation(number: int, quote: str, title: str, headings: tuple[str, ...]) -> Citation:
    return Citation(
        number=number,
        report_id="r",
        report_title=title,
        region="清源区",
        source="材料.txt",
        heading_path=headings,
        quote=quote,
        start=0,
        end=len(quote),
        page=None,
    )


def _frame(block: str) -> list[str]:
    """The marks of a block of sources, in their order."""
    return re.findall(r"^\[\d+\]|</?原文>|\[\d+\]", block, re.MULTILINE)


@each
def test_sources_keep_their_marks_wherever_an_instruction_lies(planted: Planted) -> None:
    harmless = [_citation(1, "全区现有校车35辆。", "工作总结", ("一、安全",)), _citation(2, "检查16次。", "工作总结", ())]
    hidden = [_citation(1, planted.text, planted.text, (planted.text,)), _citation(2, "检查16次。", "工作总结", ())]
    block = sources_block(hidden)
    assert _frame(block) == _frame(sources_block(harmless)) == ["[1]", "<原文>", "</原文>", "[2]", "<原文>", "</原文>"]
    assert len(block.splitlines()) == len(sources_block(harmless).splitlines())
    assert not _CONTROL.search(block)


@each
def test_data_are_one_line_without_marks(planted: Planted) -> None:
    words = as_data(planted.text)
    assert len(words.splitlines()) <= 1
    assert not re.search(r"[<>\[\]]", words)
    assert words.isprintable()
    assert as_data(words) == words


@each
def test_judging_keeps_its_frame(planted: Planted) -> None:
    hidden, harmless = (_judged(words) for words in (planted.text, "全区现有校车35辆。"))
    assert _roles(hidden) == _roles(harmless) == ["system", "user"]
    assert hidden[0] == harmless[0]
    assert _frame(hidden[1].text) == _frame(harmless[1].text)
    assert len(hidden[1].text.splitlines()) == len(harmless[1].text.splitlines())
    assert not _CONTROL.search(hidden[1].text)


def _judged(words: str) -> tuple[Message, ...]:
    nowhere: Any = None
    return question(Topic(text="校车安全", terms=("校车安全",)), Candidate(nowhere, words, words))


@each
def test_planning_reads_a_question_as_data(planted: Planted) -> None:
    model = ScriptedModel(filled={"type": "没提到", "topics": ["校车"], "without": [], "match": "任一", "count": False})
    plan = Plan(intent=Intent.LOOKUP, query=planted.text)
    plan_by_model(planted.text, plan, Holdings(("云泽市清源区",), (2023,)), Thesaurus(()), model, Budget())
    (messages,) = model.asked
    assert _roles(messages) == ["system", "user"]
    assert messages[-1].text == as_data(planted.text)
    assert not _CONTROL.search("".join(message.text for message in messages))


@pytest.mark.parametrize(
    "planted", [one for one in PLANTED if one.category in {"delimiters", "turns", "citations", "format"}], ids=lambda one: one.id
)
def test_no_message_to_the_model_holds_a_forged_mark(planted: Planted, over: Callable[..., Assistant]) -> None:
    model = ScriptedModel((planted.obeyed,))
    assistant = over(planted, model)
    for asked in (FACT, SUMMARY):
        assistant.ask(asked)
    assert model.asked
    for messages in model.asked:
        assert set(_roles(messages[:2])) == {"system", "user"}
        sources = messages[1].text
        assert not _CONTROL.search(sources)
        assert sources.count("<原文>") == sources.count("</原文>") == len(re.findall(r"^\[\d+\]", sources, re.MULTILINE))
        assert not _CONTROL.search("".join(m.text for m in messages if m.role != "assistant"))


def _roles(messages: Sequence[Message]) -> list[str]:
    return [message.role for message in messages]
