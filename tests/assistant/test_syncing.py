from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from support import HashEmbedder

from assistant import Assistant, AssistantError, Settings
from assistant.models import SyncResult
from assistant.syncing import SyncProgress
from ingest.folder import Listing
from ingest.models import PassageKind


def counts(result: SyncResult) -> dict[str, int]:
    return {name: len(getattr(result, name)) for name in ("added", "replaced", "unchanged", "removed", "failed")}


def test_an_unchanged_folder_does_no_embedding(filled: Assistant, reports: Path, embedder: HashEmbedder) -> None:
    embedder.embedded.clear()
    result = filled.sync(reports)
    assert counts(result) == {"added": 0, "replaced": 0, "unchanged": 3, "removed": 0, "failed": 0}
    assert (embedder.embedded, result.embedded) == ([], 0)


def test_ingesting_twice_changes_nothing(filled: Assistant, reports: Path) -> None:
    before = filled.reports(), [filled.report(r.report_id) for r in filled.reports()], filled.search("校车", 20)
    filled.sync(reports)
    assert (filled.reports(), [filled.report(r.report_id) for r in filled.reports()], filled.search("校车", 20)) == before


def test_added_replaced_removed(filled: Assistant, reports: Path, embedder: HashEmbedder) -> None:
    (reports / "新增.txt").write_text("怀湖市教育局2024年工作计划\n\n开展研学。\n", encoding="utf-8")
    changed = reports / "雁浦区2023.txt"
    changed.write_text(changed.read_text(encoding="utf-8").replace("招聘教师86名", "招聘教师90名"), encoding="utf-8")
    (reports / "鹭洲区2023.txt").unlink()
    embedder.embedded.clear()
    result = filled.sync(reports)
    assert (result.added, result.replaced, result.removed) == (("新增.txt",), ("雁浦区2023.txt",), ("鹭洲区2023.txt",))
    assert len(embedder.embedded) == result.embedded == 2
    assert {r.source for r in filled.reports()} == {"新增.txt", "雁浦区2023.txt", "岚溪县2024.md"}
    assert not filled.ask("哪些区提到课后服务？").count


def test_a_renamed_file_is_not_embedded_again(filled: Assistant, reports: Path, embedder: HashEmbedder) -> None:
    embedder.embedded.clear()
    (reports / "雁浦区2023.txt").rename(reports / "改名.txt")
    result = filled.sync(reports)
    assert (result.added, result.removed) == (("改名.txt",), ("雁浦区2023.txt",))
    assert embedder.embedded == []
    assert filled.search("校车管理", 1)[0].source == "改名.txt"


def test_bad_files_fail_with_a_message_and_the_others_go_on(filled: Assistant, reports: Path) -> None:
    (reports / "空.txt").write_bytes(b"")
    (reports / "图.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40)
    (reports / "表.pptx").write_bytes(b"PK\x03\x04")
    (reports / "新增.txt").write_text("怀湖市教育局2024年工作计划\n\n开展研学。\n", encoding="utf-8")
    result = filled.sync(reports)
    assert {f.source: f.category for f in result.failed} == {"空.txt": "empty", "图.txt": "not_text", "表.pptx": "unsupported"}
    assert all("请" in f.message for f in result.failed)
    assert result.added == ("新增.txt",)
    assert {f.source for f in filled.failures()} == {"空.txt", "图.txt", "表.pptx"}
    for name in ("空.txt", "图.txt", "表.pptx"):
        (reports / name).unlink()
    filled.sync(reports)
    assert filled.failures() == []


def test_a_file_that_goes_bad_keeps_what_it_gave_before(filled: Assistant, reports: Path) -> None:
    (reports / "雁浦区2023.txt").write_bytes(b"")
    assert counts(filled.sync(reports))["failed"] == 1
    assert filled.ask("哪些区提到校车？").count == 1


def test_a_file_removed_during_the_run(filled: Assistant, reports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    listed = ["岚溪县2024.md", "消失.txt", "雁浦区2023.txt", "鹭洲区2023.txt"]
    monkeypatch.setattr("assistant.syncing.find_files", lambda *_: Listing(listed, []))
    result = filled.sync(reports)
    assert [(f.source, f.category) for f in result.failed] == [("消失.txt", "missing")]
    assert counts(result)["unchanged"] == 3


def test_a_folder_that_does_not_exist_or_is_a_file(filled: Assistant, reports: Path) -> None:
    with pytest.raises(AssistantError, match="不存在"):
        filled.sync(reports / "没有")
    with pytest.raises(AssistantError, match="不是文件夹"):
        filled.sync(reports / "雁浦区2023.txt")
    assert len(filled.reports()) == 3


def test_a_folder_that_is_suddenly_empty_loses_nothing(filled: Assistant, reports: Path) -> None:
    for path in reports.iterdir():
        path.unlink()
    with pytest.raises(AssistantError, match="没有改动"):
        filled.sync(reports)
    assert len(filled.reports()) == 3


def test_two_folders_with_equal_file_names_stand_side_by_side(filled: Assistant, tmp_path: Path) -> None:
    other = tmp_path / "2024年"
    other.mkdir()
    (other / "雁浦区2023.txt").write_text("青栾县教育局2024年工作要点\n\n开展校车检查。\n", encoding="utf-8")
    assert filled.sync(other).added == ("2024年/雁浦区2023.txt",)
    assert filled.sync(other).unchanged == ("2024年/雁浦区2023.txt",)
    assert len(filled.reports()) == 4
    assert filled.ask("哪些区提到校车？").count == 2


def test_progress_names_every_file(open_assistant: Callable[..., Assistant], reports: Path) -> None:
    seen: list[SyncProgress] = []
    open_assistant().sync(reports, seen.append)
    assert [(step.done, step.total, step.embedded) for step in seen] == [(0, 3, 6), (1, 3, 6), (2, 3, 6), (3, 3, 6)]
    assert {step.path for step in seen} == {"", *(path.name for path in reports.iterdir())}


def test_new_reading_code_reads_unchanged_files_again(filled: Assistant, reports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.syncing.PIPELINE_VERSION", "next")
    assert len(filled.sync(reports).replaced) == 3
    assert len(filled.sync(reports).unchanged) == 3


def test_no_body_character_is_lost_between_file_and_passages(filled: Assistant, reports: Path) -> None:
    for entry in filled.reports():
        text = filled.report(entry.report_id).text
        assert text == (reports / entry.source).read_text(encoding="utf-8")
        covered: set[int] = set()
        for stored in filled._store._catalog.passages(entry.report_id):
            assert stored.text == text[stored.passage.start : stored.passage.end]
            assert (stored.vector_id is None) == (stored.passage.kind is PassageKind.HEADING)
            covered |= set(range(stored.passage.start, stored.passage.end))
        assert all(c.isspace() or i in covered for i, c in enumerate(text))


def test_a_sub_folder_that_cannot_be_read_keeps_its_reports(filled: Assistant, reports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (reports / "子").mkdir()
    (reports / "子" / "新增.txt").write_text("怀湖市教育局2024年工作计划\n\n开展研学。\n", encoding="utf-8")
    filled.sync(reports)
    listed = sorted(path.name for path in reports.iterdir() if path.is_file())
    with monkeypatch.context() as patched:
        patched.setattr("assistant.syncing.find_files", lambda *_: Listing(listed, ["子"]))
        result = filled.sync(reports)
    assert (result.removed, [f.source for f in result.failed]) == ((), ["子"])
    assert filled.ask("哪些区提到研学？").count == 1
    assert filled.sync(reports).failed == ()


def test_a_file_name_in_another_encoding_fails_alone(filled: Assistant, reports: Path) -> None:
    bad = os.fsencode(reports) + b"/" + "总结.txt".encode("gb18030")
    with open(bad, "wb") as file:  # noqa: PTH123  # pathlib takes no bytes
        file.write("怀湖市教育局2024年工作计划\n".encode())
    result = filled.sync(reports)
    assert [f.category for f in result.failed] == ["unreadable"]
    assert "文件名" in result.failed[0].message
    assert counts(result)["unchanged"] == 3
    assert filled.sync(reports).failed == result.failed


def test_an_index_inside_the_folder_is_not_read(embedder: HashEmbedder, reports: Path) -> None:
    with Assistant(Settings(index=reports / "index"), create=True, embedder=embedder) as assistant:
        assert counts(assistant.sync(reports)) == {"added": 3, "replaced": 0, "unchanged": 0, "removed": 0, "failed": 0}
        assert counts(assistant.sync(reports))["unchanged"] == 3


def test_a_moved_folder_is_recognised(filled: Assistant, reports: Path, tmp_path: Path, embedder: HashEmbedder) -> None:
    before = [r.report_id for r in filled.reports()]
    moved = reports.rename(tmp_path / "搬到这里")
    (moved / "雁浦区2023.txt").unlink()
    embedder.embedded.clear()
    result = filled.sync(moved)
    assert counts(result) == {"added": 0, "replaced": 0, "unchanged": 2, "removed": 1, "failed": 0}
    assert set(r.report_id for r in filled.reports()) < set(before)
    assert embedder.embedded == []


def test_another_folder_is_not_taken_for_a_vanished_one(filled: Assistant, reports: Path, tmp_path: Path) -> None:
    other = tmp_path / "别的"
    other.mkdir()
    (other / "雁浦区2023.txt").write_text("青栾县教育局2024年工作要点\n\n开展校车检查。\n", encoding="utf-8")
    reports.rename(tmp_path / "拔掉的网络盘")
    assert len(filled.sync(other).added) == 1
    assert len(filled.reports()) == 4


def test_a_folder_inside_a_known_one_is_refused(filled: Assistant, reports: Path) -> None:
    (reports / "子").mkdir()
    with pytest.raises(AssistantError, match="互相包含"):
        filled.sync(reports / "子")
    with pytest.raises(AssistantError, match="互相包含"):
        filled.sync(reports.parent)
    assert len(filled.reports()) == 3


def test_a_folder_can_be_removed_whole(filled: Assistant, reports: Path) -> None:
    assert filled.remove_folder(reports) == 3
    assert filled.reports() == []
    assert filled.remove_folder(reports) == 0
    assert len(filled.sync(reports).added) == 3


def test_lost_vectors_are_made_again(filled: Assistant, reports: Path, tmp_path: Path, open_assistant: Callable[..., Assistant]) -> None:
    before = filled.search("校车管理", 5)
    filled.close()
    shutil.rmtree(tmp_path / "index" / "chroma")
    again = open_assistant()
    assert again.sync(reports).embedded == 6
    assert again.search("校车管理", 5) == before
    assert again.sync(reports).embedded == 0


def test_an_interrupted_rebuild_is_noticed(
    filled: Assistant, embedder: HashEmbedder, monkeypatch: pytest.MonkeyPatch, open_assistant: Callable[..., Assistant]
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(embedder, "embed_passages", interrupt)
        with pytest.raises(KeyboardInterrupt):
            filled.rebuild()
    with pytest.raises(AssistantError, match="上次重建没有完成"):
        open_assistant()
    assert open_assistant(any_model=True).rebuild() == 6
    assert open_assistant().ask("哪些区提到校车？").count == 1
