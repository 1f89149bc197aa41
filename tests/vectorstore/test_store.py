from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from support import ROOT, HashEmbedder

from assistant import Assistant
from ingest.models import Extraction, SourceFile
from ingest.parsing import parse_reports
from vectorstore import IndexMismatchError, IndexUnavailableError, NewSource, ReportStore

TEXT = "雁浦区教育局2023年工作总结\n\n一、安全\n抓好校车管理，签订责任书。\n二、队伍\n招聘教师86名。\n"


def put(store: ReportStore, text: str, source: str = "a.txt") -> None:
    file = SourceFile(path=source, sha256=str(hash(text)), media_type="text/plain", size=len(text))
    store.put_sources([NewSource("/somewhere", source, file, parse_reports(source, Extraction(text=text)))], "1")


@pytest.fixture
def store(tmp_path: Path, embedder: HashEmbedder) -> ReportStore:
    return ReportStore(tmp_path / "index", embedder, create=True)


def passage_texts(store: ReportStore) -> set[str]:
    rows = store.rank_by_words("校车管理责任书招聘教师新增内容", 50)
    return {p.text for p in store.passages_by_row([row for row, _ in rows]).values()}


def test_a_passage_is_the_slice_of_its_report(store: ReportStore) -> None:
    put(store, TEXT)
    report = store.report(store.entries()[0].report_id)
    assert report.text == TEXT.strip()
    for row, _ in store.rank_by_words("招聘教师", 10):
        stored = store.passages_by_row([row])[row]
        assert stored.text == TEXT[stored.passage.start : stored.passage.end]


def test_texts_of_many_reports_are_read_at_once(store: ReportStore) -> None:
    for number in range(3):
        put(store, TEXT.replace("86", str(number)), f"{number}.txt")
    ids = [e.report_id for e in store.entries()]
    assert store.texts([*ids * 300, "r0"]) == {i: store.report(i).text for i in ids}
    assert store.texts([]) == {}


def test_replacing_a_source_leaves_no_old_passage(store: ReportStore) -> None:
    put(store, TEXT)
    put(store, TEXT.replace("招聘教师86名", "新增内容"))
    assert not store.find_everywhere("招聘教师")
    assert store.find_everywhere("新增内容")
    assert all("招聘" not in text for text in passage_texts(store))


def test_a_changed_report_embeds_only_its_changed_passages(store: ReportStore, embedder: HashEmbedder) -> None:
    put(store, TEXT)
    embedder.embedded.clear()
    put(store, TEXT.replace("招聘教师86名", "新增内容"))
    assert [text for text in embedder.embedded if "新增内容" in text] == embedder.embedded
    assert len(embedder.embedded) == 1


def test_equal_words_share_a_vector_until_the_last_user_goes(store: ReportStore, embedder: HashEmbedder) -> None:
    put(store, TEXT, "a.txt")
    embedder.embedded.clear()
    put(store, TEXT, "b.txt")
    assert embedder.embedded == []
    store.remove_source("a.txt")
    found = store.rank_by_meaning(embedder.embed_query("招聘教师86名"), 10)
    assert len(found) == 2
    store.remove_source("b.txt")
    assert store.rank_by_meaning(embedder.embed_query("招聘教师86名"), 10) == []


def test_an_update_that_dies_before_the_commit_shows_nothing_and_is_swept(
    store: ReportStore, embedder: HashEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(store, TEXT)

    def die(*_: object) -> None:
        raise sqlite3.OperationalError("disk full")

    with monkeypatch.context() as patched:
        patched.setattr(store._catalog, "put_source", die)
        with pytest.raises(sqlite3.OperationalError):
            put(store, TEXT.replace("86", "99"))
    assert store.find_everywhere("教师86名")
    assert not store.find_everywhere("教师99名")
    assert all("99" not in s.text for s in store.passages_by_row([r for r, _ in store.rank_by_meaning(embedder.embed_query("99名"), 9)]).values())
    assert len(store._vectors.ids()) == 3
    assert store.finish_update() == 0
    assert store._vectors.ids() == store._catalog.vector_ids()
    assert len(store._vectors.ids()) == 2


def test_rebuild_makes_lost_vectors_and_words_again(store: ReportStore, embedder: HashEmbedder) -> None:
    put(store, TEXT)
    before = store.rank_by_meaning(embedder.embed_query("校车管理"), 5), store.rank_by_words("校车管理", 5)
    store._vectors.clear()
    store._catalog.db.execute("INSERT INTO passages_fts (passages_fts) VALUES ('delete-all')")
    assert store.rank_by_meaning(embedder.embed_query("校车管理"), 5) == []
    assert store.rebuild() == 2
    assert (store.rank_by_meaning(embedder.embed_query("校车管理"), 5), store.rank_by_words("校车管理", 5)) == before


def test_an_index_of_another_model_is_refused_with_the_remedy(store: ReportStore, tmp_path: Path) -> None:
    put(store, TEXT)
    store.close()
    with pytest.raises(IndexMismatchError, match="rebuild"):
        ReportStore(tmp_path / "index", HashEmbedder("other", 64))
    other = ReportStore(tmp_path / "index", HashEmbedder("other", 64), any_model=True)
    assert other.rebuild() == 2
    assert len(other.rank_by_meaning(other.embed_query("招聘教师"), 5)) == 2
    other.close()
    ReportStore(tmp_path / "index", HashEmbedder("other", 64)).close()


def test_an_index_of_a_newer_version_is_refused(store: ReportStore, tmp_path: Path, embedder: HashEmbedder) -> None:
    store._catalog.db.execute("PRAGMA user_version = 99")
    store.close()
    with pytest.raises(IndexMismatchError, match="第 99 版"):
        ReportStore(tmp_path / "index", embedder)


def test_a_missing_index_says_how_to_make_one(tmp_path: Path, embedder: HashEmbedder) -> None:
    with pytest.raises(IndexUnavailableError, match="report-assistant ingest"):
        ReportStore(tmp_path / "nothing", embedder)


def test_an_index_path_that_is_a_file_is_explained(tmp_path: Path, embedder: HashEmbedder) -> None:
    (tmp_path / "index").write_text("x", encoding="utf-8")
    with pytest.raises(IndexUnavailableError, match="--index"):
        ReportStore(tmp_path / "index", embedder, create=True)


def test_an_index_folder_without_write_permission_is_explained(tmp_path: Path, embedder: HashEmbedder) -> None:
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o500)
    if os.access(locked, os.W_OK):  # root may write anywhere but in the kernel's own file systems
        locked = Path("/proc")
    with pytest.raises(IndexUnavailableError, match="写入权限"):
        ReportStore(locked / "index", embedder, create=True)


def test_only_one_process_writes(store: ReportStore, tmp_path: Path, embedder: HashEmbedder) -> None:
    other = ReportStore(tmp_path / "index", embedder)
    with store.writing(), pytest.raises(IndexUnavailableError, match="另一个程序"), other.writing():
        pass
    with other.writing():
        pass
    other.close()


def test_what_another_process_adds_is_found(open_assistant: Callable[..., Assistant], reports: Path, tmp_path: Path) -> None:
    assistant = open_assistant()
    assistant.sync(reports)
    assert assistant.search("无人机航拍课程")
    (reports / "怀湖市2024.txt").write_text("怀湖市教育局2024年工作计划\n\n开设无人机航拍课程12门。\n", encoding="utf-8")
    script = (
        "import sys; from pathlib import Path; from support import HashEmbedder; from assistant import Assistant, Settings\n"
        "with Assistant(Settings(index=Path(sys.argv[1])), embedder=HashEmbedder()) as a: a.sync(sys.argv[2])"
    )
    subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "index"), str(reports)],
        check=True,
        env={**os.environ, "PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}"},
        cwd=tmp_path,
    )
    best = assistant.search("无人机航拍课程")[0]
    assert best.source == "怀湖市2024.txt"
    vector = assistant._store.embed_query("无人机航拍课程")
    rows = [row for row, _ in assistant._store.rank_by_meaning(vector, 3)]
    assert any("无人机" in stored.text for stored in assistant._store.passages_by_row(rows).values())


def test_a_term_cut_by_a_passage_end_is_found(store: ReportStore) -> None:
    put(store, "雁浦区教育局2023年工作总结\n" + "推进工作" * 99 + "落实校车安全管理责任制" + "继续推进" * 50)
    text = store.report(store.entries()[0].report_id).text
    passages = store._catalog.passages(store.entries()[0].report_id)
    assert len(passages) > 2, "the text must be cut for this test to mean anything"
    for start in range(390, 420):
        term = text[start : start + 8]
        assert any(m.start <= start < m.end for m in store.find_everywhere(term)), term


def test_single_characters_are_found_too(store: ReportStore) -> None:
    put(store, TEXT)
    assert [TEXT[m.start : m.end] for m in store.find_everywhere("车")] == ["车"]


def test_headings_are_found_but_do_not_rank(store: ReportStore) -> None:
    put(store, "雁浦区教育局2023年工作总结\n\n一、校车安全\n（一）签订责任书。共计35份，覆盖全部驾驶员。\n")
    assert store.find_everywhere("校车安全")
    stored = store.passages_by_row([row for row, _ in store.rank_by_words("校车安全", 9)])
    assert {s.passage.kind.value for s in stored.values()} == {"body"}
    assert stored, "the heading path must lead to the body below it"


def test_ranking_keeps_to_the_reports_asked_for(filled: Assistant) -> None:
    wanted = [r.report_id for r in filled.reports() if r.region.name == "鹭洲区"]
    hits = filled.search("招聘教师", reports=wanted)
    assert hits
    assert {hit.passage.report_id for hit in hits} == set(wanted)


@pytest.mark.parametrize("term", ["“双减”工作", "校 车 管理", "校车管理", "5G 校园"])
@pytest.mark.parametrize("filler", ["推进工作", "落实 责任"])
def test_a_term_is_found_wherever_a_passage_is_cut(store: ReportStore, term: str, filler: str) -> None:
    plain = term.replace(" ", "").replace("“", "").replace("”", "")
    texts = ["雁浦区教育局2023年工作总结\n" + (filler * 120)[:length] + term + filler * 60 for length in range(385, 402)]
    for number, text in enumerate(texts):
        put(store, text, f"{number}.txt")
    found = {match.passage.report_id for match in store.find_everywhere(plain)}
    missing = [e.source for e in store.entries() if e.report_id not in found]
    assert missing == []
