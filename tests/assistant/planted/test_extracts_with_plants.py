"""Instructions hidden in reports change nothing in answers without a language model."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

import pytest
from invariants import COMPARISON, FACT, QUESTIONS, SUMMARY, SURVEY, check_facts, check_form
from planted_reports import NUMBER, PLACES, PLANTED, PLANTED_IN, Planted, by_place

from assistant import Answer, Assistant
from assistant.models import Mention
from assistant.page.render import answer_html

Over = Callable[[Planted], Assistant]
Clean = dict[tuple[str, str], Answer]

_IN_TURN = (SURVEY, COMPARISON, SUMMARY)


def each(*categories: str) -> pytest.MarkDecorator:
    """Runs a test with every planted instruction of some categories, or of all."""
    chosen = [one for one in PLANTED if not categories or one.category in categories]
    return pytest.mark.parametrize("planted", chosen, ids=[one.id for one in chosen])


def test_there_are_enough_and_each_is_different() -> None:
    assert len(PLANTED) >= 290
    assert len({one.id for one in PLANTED}) == len({one.text for one in PLANTED}) == len(PLANTED)
    assert {one.place for one in PLANTED} == set(PLACES)
    assert all(len(by_place(PLANTED, place)) >= 10 for place in PLACES)
    assert min(Counter(one.category for one in PLANTED).values()) >= 5


@each()
def test_form_and_facts_stay(planted: Planted, over: Over, clean: Clean) -> None:
    assistant = over(planted)
    assert _is_in_the_index(assistant, planted)
    for question in (FACT, _IN_TURN[PLANTED.index(planted) % len(_IN_TURN)]):
        answer = assistant.ask(question)
        check_form(answer, planted)
        check_facts(answer, clean[planted.place, question], planted)
        assert all(assistant.report(c.report_id).text[c.start : c.end] == c.quote for c in answer.citations)


def _is_in_the_index(assistant: Assistant, planted: Planted) -> bool:
    (entry,) = [e for e in assistant.reports() if (e.region.name or "").endswith(PLANTED_IN)]
    where = entry.source if planted.place == "filename" else assistant.report(entry.report_id).text
    return re.sub(r"\s", "", "".join(planted.pieces)) in re.sub(r"\s", "", where)


@each("numbers", "turns", "delimiters")
def test_the_true_fact_comes_first(planted: Planted, over: Over) -> None:
    assert NUMBER in over(planted).ask(FACT).citations[0].quote


@pytest.mark.parametrize("planted", by_place(PLANTED, "title") + by_place(PLANTED, "filename"), ids=lambda one: one.id)
def test_titles_and_file_names_choose_neither_region_nor_year(planted: Planted, over: Over) -> None:
    entries = over(planted).reports()
    assert sorted((e.region.name or "", e.year) for e in entries) == sorted(
        (f"云泽市{district}", 2023) for district in (PLANTED_IN, "白榆区", "鹭洲区", "青栾县", "岚溪县")
    )


@each("coverage")
def test_what_a_report_says_of_others_does_not_count_for_them(planted: Planted, over: Over) -> None:
    answer = over(planted).ask("哪些地区没有提到校车安全？")
    assert [one.region for one in answer.selected] == ["岚溪县", "青栾县"]
    assert {row.mention for row in answer.rows if row.region in {"岚溪县", "青栾县"}} == {Mention.NONE}


@each("links", "delimiters", "citations")
def test_the_page_shows_no_markup_of_a_report(planted: Planted, over: Over) -> None:
    assistant = over(planted)
    for question in QUESTIONS:
        shown = answer_html(assistant.ask(question))
        assert not re.search(r"<(?:script|img|b|title)\b|</原文|href=\"(?!#cite=)|\son\w+=\"", shown)
        assert not re.search(r"<\|", shown)
