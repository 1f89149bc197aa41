from __future__ import annotations

from pathlib import Path

import pytest
from fictional_reports import links, mangle, put, report, sentences_of, text_of
from support import HashEmbedder

from ingest.models import DocumentType, ParsedReport, Passage, PassageKind, Region, RegionBasis, SourceFile
from vectorstore import Changes, NewSource, ReportStore

BY_HAND = Region(name="云泽市清源区", parts=("云泽市", "清源区"), basis=RegionBasis.SET_BY_HAND)


@pytest.fixture
def store(tmp_path: Path, embedder: HashEmbedder) -> ReportStore:
    return ReportStore(tmp_path / "index", embedder, create=True)


def years(store: ReportStore) -> dict[str, int | None]:
    return {f"{e.source}#{e.position}": e.year for e in store.entries()}


def test_what_is_set_is_shown_and_resetting_brings_back_exactly_what_was_read(store: ReportStore) -> None:
    one = report("a.txt", text=text_of(1), year=2020, title="工作总结")
    put(store, one)
    read = store.entries()
    store.correct(one.report_id, Changes(region=BY_HAND, year=2023, title="清源区总结", period="全年"))
    store.correct(one.report_id, Changes(doc_type=DocumentType.PLAN, official=False, year=2024))
    (entry,) = store.entries()
    shown = (entry.region, entry.year, entry.title, entry.period, entry.doc_type, entry.official)
    assert shown == (BY_HAND, 2024, "清源区总结", "全年", DocumentType.PLAN, False)
    assert set(entry.corrected) == {"region", "year", "title", "period", "doc_type", "official"}
    full = store.report(one.report_id)
    assert (full.region, full.year, full.title, full.text) == (BY_HAND, 2024, "清源区总结", one.text)
    assert store.forget_correction(one.report_id)
    assert (store.entries(), store.report(one.report_id)) == (read, one)
    assert not store.forget_correction(one.report_id)


def test_an_unknown_report_cannot_be_corrected(store: ReportStore) -> None:
    put(store, report("a.txt", text=text_of(1)))
    with pytest.raises(KeyError):
        store.correct("r0", Changes(year=2020))
    with pytest.raises(KeyError):
        store.correct(store.entries()[0].report_id, Changes(duplicate_of="r0"))
    assert store.corrections() == []


def test_it_stays_when_the_same_file_is_read_again(store: ReportStore) -> None:
    one = report("a.txt", text=text_of(1))
    put(store, one)
    store.correct(one.report_id, Changes(year=2023))
    put(store, one.model_copy(update={"year": 1999}))
    assert years(store) == {"a.txt#0": 2023}
    store.forget_correction(one.report_id)
    assert years(store) == {"a.txt#0": 1999}


def test_it_follows_its_report_to_another_place_in_the_file(store: ReportStore) -> None:
    texts = [text_of(n) for n in range(4)]
    put(store, *(report("a.txt", n, text) for n, text in enumerate(texts)))
    for entry in store.entries():
        store.correct(entry.report_id, Changes(year=2000 + entry.position))
    put(store, *(report("a.txt", n, mangle(text, n, 0.03)) for n, text in enumerate([text_of(9), texts[2], texts[0], texts[1]])))
    assert years(store) == {"a.txt#0": None, "a.txt#1": 2002, "a.txt#2": 2000, "a.txt#3": 2001}
    assert [c.changes.year for c in store.corrections() if c.report_id is None] == [2003]
    put(store, report("a.txt", 0, texts[3]))
    assert years(store) == {"a.txt#0": 2003}
    assert sum(c.report_id is None for c in store.corrections()) == 3


def test_equal_twins_in_one_file_keep_their_own(store: ReportStore) -> None:
    twins = [report("a.txt", n, text_of(1)) for n in range(3)]
    put(store, *twins)
    for one in twins[1:]:
        store.correct(one.report_id, Changes(year=2000 + one.position))
    put(store, *twins)
    assert years(store) == {"a.txt#0": None, "a.txt#1": 2001, "a.txt#2": 2002}


@pytest.mark.parametrize(
    ("kept", "title", "position", "follows"),
    [
        (0.9, "另一个标题", 1, True),
        (0.5, "另一个标题", 0, True),
        (0.5, "另一个标题", 1, False),
        (0.3, "清源区工作总结", 1, True),
        (0.0, "清源区工作总结", 0, False),
    ],
    ids=["same text", "same place", "another place", "same title", "nothing but the title"],
)
def test_how_much_of_a_report_must_be_left(store: ReportStore, kept: float, title: str, position: int, follows: bool) -> None:
    sentences = sentences_of(1, 60)
    put(store, report("a.txt", 0, "".join(sentences), title="清源区工作总结"))
    store.correct(store.entries()[0].report_id, Changes(year=2023))
    rest = round(60 * kept)
    changed = report("a.txt", position, "".join(sentences[:rest] + sentences_of(2, 60 - rest)), title=title)
    other = report("a.txt", 1 - position, text_of(3), title="岚溪县工作总结")
    put(store, *sorted((changed, other), key=lambda r: r.position))
    assert years(store) == {f"a.txt#{position}": 2023 if follows else None, f"a.txt#{1 - position}": None}


def test_a_title_that_several_reports_have_tells_nothing(store: ReportStore) -> None:
    sentences = sentences_of(1, 60)
    put(store, report("a.txt", 0, "".join(sentences)))
    store.correct(store.entries()[0].report_id, Changes(year=2023))
    put(store, report("a.txt", 0, text_of(3)), report("a.txt", 1, "".join(sentences[:18] + sentences_of(2, 42))))
    assert years(store) == {"a.txt#0": None, "a.txt#1": None}


def test_it_waits_while_its_report_is_gone_and_comes_back_with_it(store: ReportStore) -> None:
    one = report("a.txt", text=text_of(1))
    put(store, one)
    store.correct(one.report_id, Changes(year=2023))
    store.remove_source("a.txt")
    store.link_duplicates()
    (waiting,) = store.corrections()
    assert (waiting.report_id, waiting.made_for, waiting.changes.year) == (None, one.report_id, 2023)
    put(store, report("b.txt", text=text_of(2)))
    store.link_duplicates()
    assert years(store) == {"b.txt#0": None}
    put(store, one)
    assert years(store) == {"a.txt#0": 2023, "b.txt#0": None}


def test_it_follows_a_renamed_file(store: ReportStore) -> None:
    one, short = report("a.txt", text=text_of(1)), report("b.txt", text="一句话。")
    for read in (one, short):
        put(store, read)
        store.correct(read.report_id, Changes(region=BY_HAND))
    put(store, report("新名.txt", text=one.text), report("新名.txt", 1, short.text))
    store.link_duplicates()
    assert [e.region.name for e in store.entries() if e.source == "新名.txt" and e.corrected] == []
    store.remove_source("a.txt")
    store.remove_source("b.txt")
    store.link_duplicates()
    assert [e.region for e in store.entries()] == [BY_HAND, BY_HAND]
    assert store.forget_correction(store.entries()[0].report_id)


def test_a_waiting_one_can_be_forgotten(store: ReportStore) -> None:
    one = report("a.txt", text=text_of(1))
    put(store, one)
    store.correct(one.report_id, Changes(year=2023))
    store.remove_source("a.txt")
    assert store.forget_correction(one.report_id)
    put(store, one)
    assert years(store) == {"a.txt#0": None}


def test_a_copy_by_hand_stays_a_copy_of_the_same_text(store: ReportStore) -> None:
    reports = [report("a.txt", n, text_of(n)) for n in range(3)]
    copy = report("b.txt", text=text_of(7))
    put(store, *reports)
    put(store, copy)
    store.correct(copy.report_id, Changes(duplicate_of=reports[2].report_id))
    assert links(store) == {"b.txt#0": "a.txt#2"}
    assert [c.made_for for c in store.corrections()] == [copy.report_id], "that a report is pointed at is no correction of it"
    put(store, *(report("a.txt", at, r.text) for at, r in enumerate([reports[1], reports[2], reports[0]])))
    store.link_duplicates()
    assert links(store) == {"b.txt#0": "a.txt#1"}
    put(store, report("a.txt", 1, text_of(8)))
    store.link_duplicates()
    assert links(store) == {}
    put(store, *reports)
    store.link_duplicates()
    assert links(store) == {"b.txt#0": "a.txt#2"}
    assert not store.forget_correction(reports[2].report_id)
    store.forget_correction(copy.report_id)
    assert links(store) == {}


def test_a_waiting_one_that_another_points_at_can_be_forgotten(store: ReportStore) -> None:
    one, copy = report("a.txt", text=text_of(1)), report("b.txt", text=text_of(7))
    put(store, one)
    put(store, copy)
    store.correct(one.report_id, Changes(year=2023))
    store.correct(copy.report_id, Changes(duplicate_of=one.report_id))
    store.remove_source("a.txt")
    store.link_duplicates()
    assert store.forget_correction(one.report_id)
    assert not store.forget_correction(one.report_id)
    assert [(c.made_for, c.changes.duplicate_of) for c in store.corrections()] == [(copy.report_id, one.report_id)]
    put(store, one)
    store.link_duplicates()
    assert years(store) == {"a.txt#0": None, "b.txt#0": None}
    assert links(store) == {"b.txt#0": "a.txt#0"}


def test_words_are_found_and_removed_under_the_title_that_was_read(store: ReportStore, embedder: HashEmbedder) -> None:
    def words(text: str) -> NewSource:
        one = report("a.txt", text=text, title="清源区教育局工作总结")
        body = Passage(passage_id="p", report_id=one.report_id, ordinal=0, start=0, end=len(text), heading_path=("一、安全",), kind=PassageKind.BODY)
        file = SourceFile(path="a.txt", sha256=text, media_type="text/plain", size=1)
        return NewSource("/f", "a.txt", file, (ParsedReport(report=one, sections=(), passages=(body,)),))

    store.put_sources([words("抓好校车管理，签订责任书。")], "1")
    report_id = store.entries()[0].report_id
    vectors = store._vectors.ids()
    store.correct(report_id, Changes(title="人工改过的标题"))
    embedder.embedded.clear()
    assert store.rebuild() == len(vectors)
    assert store._vectors.ids() == vectors
    assert embedder.embedded
    assert all("人工改过" not in embedded for embedded in embedder.embedded)
    store.put_sources([words("开展研学。")], "1")
    store._catalog.db.execute("INSERT INTO passages_fts (passages_fts, rank) VALUES ('integrity-check', 0)")
    assert not store.find_everywhere("校车")
    assert store.rank_by_words("人工改过的标题", 5) == []
