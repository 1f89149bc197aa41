from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from fictional_reports import mangle, put, report, text_of
from langchain_core.retrievers import BaseRetriever
from support import HashEmbedder

from assistant import Answer, Assistant
from assistant.chain.retrieval import PASSAGE_MEANING, PASSAGE_WORDS, REPORT_WORDS, HybridRetriever, _fuse
from assistant.models import Status
from assistant.plans import Intent
from assistant.work import Activity
from ingest.models import Region, RegionBasis


def test_a_lookup_answers_with_verbatim_cited_sentences(filled: Assistant) -> None:
    answer = filled.ask("雁浦区公开招聘教师多少名？")
    assert answer.status is Status.ANSWERED
    assert answer.plan.intent is Intent.LOOKUP
    assert any("招聘教师86名，其中硕士12名。" in c.quote for c in answer.citations)
    for c in answer.citations:
        assert filled.report(c.report_id).text[c.start : c.end] == c.quote
        assert f"”[{c.number}]" in answer.text
    assert answer.citations[0].heading_path == ("二、教师队伍",)


@pytest.mark.parametrize("question", ["明天的天气预报怎么样", "足球世界杯冠军是谁", "zzzz qqqq"])
def test_what_the_reports_do_not_hold_is_refused(filled: Assistant, question: str) -> None:
    answer = filled.ask(question)
    assert answer.status is Status.NO_EVIDENCE
    assert answer.text.startswith("资料中没有找到")


@pytest.mark.parametrize("question", ["", "？？！", "校", "校" * 5000])
def test_questions_that_cannot_be_worked_on_are_answered_plainly(filled: Assistant, question: str) -> None:
    answer = filled.ask(question)
    assert answer.status is Status.UNSUPPORTED
    assert "请" in answer.text
    assert answer.citations == ()


def test_an_empty_index_says_so(open_assistant: Callable[..., Assistant]) -> None:
    assistant = open_assistant()
    assert assistant.ask("校车有多少辆").status is Status.NO_EVIDENCE
    assert "资料中没有报告" in assistant.ask("哪些区提到校车").text
    assert assistant.search("校车") == []


def test_a_year_in_the_question_narrows_the_search(filled: Assistant) -> None:
    answer = filled.ask("2024年食品安全检查怎么开展")
    assert {c.region for c in answer.citations} == {"岚溪县"}
    assert filled.ask("1999年食品安全检查怎么开展").status is Status.NO_EVIDENCE


def test_fusion_weighs_each_ranking_over_its_own_range() -> None:
    scores = _fuse({1: 8.0, 2: 4.0}, {1: 0.80, 2: 0.90, 3: 0.85}, {1: 10.0, 2: 10.0, 3: 5.0})
    assert scores[1] == pytest.approx(PASSAGE_WORDS + REPORT_WORDS)
    assert scores[2] == pytest.approx(PASSAGE_WORDS / 2 + PASSAGE_MEANING + REPORT_WORDS)
    assert scores[3] == pytest.approx(PASSAGE_MEANING / 2 + REPORT_WORDS / 2)


def test_hits_are_best_first_with_scores_between_0_and_1(filled: Assistant) -> None:
    hits = filled.search("食品安全专项检查", 20)
    assert [hit.rank for hit in hits] == list(range(1, len(hits) + 1))
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert all(0 <= hit.score <= 1 for hit in hits)
    assert "食品安全" in hits[0].text


def test_meaning_finds_what_shares_no_ranked_word(open_assistant: Callable[..., Assistant], tmp_path: Path) -> None:
    class Synonyms(HashEmbedder):
        def embed_query(self, text: str) -> object:
            return super().embed_query(text.replace("校车", "接送车辆"))

    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text("岚溪县教育局2024年工作总结\n\n接送车辆全部安装定位。\n", encoding="utf-8")
    (folder / "b.txt").write_text("青栾县教育局2024年工作总结\n\n食堂明厨亮灶。\n", encoding="utf-8")
    assistant = open_assistant(embedder=Synonyms())
    assistant.sync(folder)
    assert assistant.search("校车", 1)[0].source == "a.txt"


def test_the_retriever_is_a_langchain_retriever(filled: Assistant) -> None:
    retriever = HybridRetriever(store=filled._store, top_k=2)
    assert isinstance(retriever, BaseRetriever)
    documents = retriever.invoke("食品安全")
    assert [d.page_content for d in documents] == [hit.text for hit in filled.search("食品安全", 2)]


def test_streaming_gives_the_text_in_pieces_then_the_answer(filled: Assistant) -> None:
    *pieces, answer = filled.stream("哪些区提到食品安全？")
    assert len(pieces) > 3
    assert "".join(pieces) == answer.text


def test_a_region_in_the_question_narrows_the_search(filled: Assistant) -> None:
    answer = filled.ask("鹭洲区招聘了多少名教师？")
    assert answer.status is Status.ANSWERED
    assert {c.region for c in answer.citations} == {"鹭洲区"}
    assert "招聘教师45名" in answer.text
    elsewhere = filled.ask("岚溪县招聘了多少名教师？")
    assert elsewhere.status is Status.NO_EVIDENCE
    assert {c.region for c in elsewhere.citations} <= {"岚溪县"}


@pytest.mark.parametrize("question", ["雁浦区", "那雁浦区呢？", "2023年", "雁浦区2023年", "雁浦区怎么样"])
def test_a_region_or_year_alone_asks_for_more(filled: Assistant, question: str) -> None:
    answer = filled.ask(question)
    assert answer.status is Status.UNSUPPORTED
    assert "请写完整" in answer.text


def test_a_narrowed_search_reaches_reports_far_from_the_question(filled: Assistant, reports: Path) -> None:
    for number in range(60):
        paragraphs = "\n".join(f"第{n}项，继续做好食品安全与校车管理工作第{number}号台账。" for n in range(8))
        (reports / f"其他{number}.txt").write_text(f"云泽市第{number}中学2023年总结\n\n{paragraphs}\n", encoding="utf-8")
    filled.sync(reports)
    wanted = [r.report_id for r in filled.reports() if r.region.name == "鹭洲区"]
    assert {hit.source for hit in filled.search("食品安全与校车管理", 5, wanted)} == {"鹭洲区2023.txt"}


CANTEEN = "食堂全部实行明厨亮灶，配备食品快检设备四十台。"


@pytest.fixture
def copies(open_assistant: Callable[..., Assistant]) -> Assistant:
    """A report, a mangled copy that comes first and has a sentence more, and a private text."""
    assistant = open_assistant()
    store = assistant._store
    text = f"{text_of(1, count=12)}{CANTEEN}\n{text_of(2, count=12)}"
    place = Region(name="云泽市清源区", basis=RegionBasis.STATED)
    put(store, report("0.txt", text=f"{mangle(text, 3, 0.02)}\n校园屋顶种植蔬菜三亩。\n"), passages=True)
    put(store, report("1.txt", text=text, region=place), passages=True)
    put(store, report("2.txt", text=f"{text_of(5, count=12)}我参观的食堂实行明厨亮灶，很受教育。\n", official=False), passages=True)
    store.link_duplicates()
    return assistant


def test_a_sentence_is_quoted_from_the_fuller_copy_and_once(copies: Assistant) -> None:
    answer = copies.ask("食堂实行明厨亮灶，配备了多少台食品快检设备？")
    assert answer.status is Status.ANSWERED
    assert {c.source for c in answer.citations} == {"1.txt"}
    assert answer.citations[0].region == "清源区"
    assert CANTEEN in answer.text


def test_what_only_the_copy_has_is_quoted_from_it(copies: Assistant) -> None:
    answer = copies.ask("校园屋顶种植蔬菜多少亩？")
    assert any("三亩" in c.quote and c.source == "0.txt" and c.region == "清源区" for c in answer.citations)


def test_texts_of_no_public_body_answer_only_when_asked_for(copies: Assistant) -> None:
    question = "参观的食堂实行明厨亮灶，受教育吗？"
    assert "2.txt" not in {c.source for c in copies.ask(question).citations}
    assert "2.txt" in {c.source for c in copies.ask(f"{question}（包括非公文材料）").citations}
    assert copies.ask(f"{question}（包括非公文材料）").plan.include_unofficial


def test_a_plain_search_leaves_nothing_out(copies: Assistant) -> None:
    assert {hit.source for hit in copies.search("食堂实行明厨亮灶", 8)} == {"0.txt", "1.txt", "2.txt"}


def test_what_stands_in_words_is_shown_while_the_embedding_model_is_loaded(open_assistant: Callable[..., Assistant], reports: Path) -> None:
    class Slow(HashEmbedder):
        is_loaded = False

        def embed_query(self, text: str) -> object:
            self.is_loaded = True
            return super().embed_query(text)

    with open_assistant() as assistant:
        assistant.sync(reports)
    slow = open_assistant(embedder=Slow())
    first, *others = slow.stream("哪些区提到校车？")
    assert isinstance(first, Activity)
    assert "正在准备向量模型" in first.doing
    assert first.answer is not None
    assert {one.region for one in first.answer.selected} == {"雁浦区", "岚溪县"}
    whole = others[-1]
    assert isinstance(whole, Answer)
    assert whole.selected == first.answer.selected
    assert not [event for event in slow.stream("哪些区提到校车？") if isinstance(event, Activity)]
