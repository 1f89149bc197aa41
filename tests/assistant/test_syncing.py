from __future__ import annotations

import io
import itertools
import os
import shutil
import time
import zipfile
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from support import HashEmbedder

from assistant import Assistant, AssistantError, Settings, cli
from assistant.cli_sync import sync_summary
from assistant.models import SyncResult
from assistant.syncing import SyncProgress
from ingest import read_file
from ingest.archives import Member
from ingest.folder import Listing
from ingest.models import Extraction, PassageKind
from ingest.readers import PageProgress

PLAN = "怀湖市教育局2024年工作计划\n\n开展研学。\n"


def pack(path: Path, **members: str | bytes) -> Path:
    """Write a zip; names are given without ``.txt``."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name if isinstance(content, bytes) else f"{name}.txt", content)
    return path


def corrupt(path: Path, name: str) -> None:
    """Spoil the stored bytes of one member."""
    data = bytearray(path.read_bytes())
    data[data.index(name.encode()) + len(name.encode()) + 3] ^= 0xFF
    path.write_bytes(data)


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
    (reports / "图.txt").write_bytes(bytes(range(256)) * 40)
    pack(reports / "表.pptx", **{"[Content_Types].xml": b"<Types/>", "ppt/presentation.xml": b"<p/>"})
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
    assert filled.ask("哪些区提到“校车”？").count == 1


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
    assert filled.ask("哪些区提到“校车”？").count == 2


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
        assert text == (reports / entry.source).read_text(encoding="utf-8").rstrip()
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
    (reports / "空.txt").write_bytes(b"")
    filled.sync(reports)
    assert filled.remove_folder(reports, ["雁浦区2023.txt"]) == 1
    assert filled.remove_folder(reports) == 2
    assert (filled.reports(), filled.failures()) == ([], [])
    assert filled.remove_folder(reports) == 0
    assert counts(filled.sync(reports)) == {"added": 3, "replaced": 0, "unchanged": 0, "removed": 0, "failed": 1}


def test_files_removed_in_the_page_are_told(filled: Assistant, reports: Path) -> None:
    pack(reports / "材料.zip", 甲区="甲山区教育局2023年工作总结\n\n开展游泳普及。\n", 乙区="乙水区教育局2023年工作总结\n\n开展轮滑普及。\n")
    assert "移除过" not in sync_summary(filled.sync(reports))
    assert filled.remove_folder(reports, ["雁浦区2023.txt", "材料.zip/甲区.txt"]) == 2
    result = filled.sync(reports)
    assert set(result.skipped) == {"雁浦区2023.txt", "材料.zip/甲区.txt"}
    assert counts(result) == {"added": 0, "replaced": 0, "unchanged": 3, "removed": 0, "failed": 0}
    assert "另有 2 个文件在网页里移除过" in sync_summary(result)


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
    assert open_assistant().ask("哪些区提到“校车”？").count == 1


def test_members_of_an_archive_are_sources(filled: Assistant, reports: Path, embedder: HashEmbedder) -> None:
    archive = pack(reports / "材料.zip", 甲区="甲山区教育局2023年工作总结\n\n开展游泳普及。\n", 乙区="乙水区教育局2023年工作总结\n\n开展轮滑普及。\n")
    result = filled.sync(reports)
    assert result.added == ("材料.zip/甲区.txt", "材料.zip/乙区.txt")
    assert filled.search("游泳普及", 1)[0].source == "材料.zip/甲区.txt"

    embedder.embedded.clear()
    assert counts(filled.sync(reports)) == {"added": 0, "replaced": 0, "unchanged": 5, "removed": 0, "failed": 0}
    assert embedder.embedded == []

    pack(archive, 甲区="甲山区教育局2023年工作总结\n\n开展游泳普及。\n", 乙区="乙水区教育局2023年工作总结\n\n开展滑雪普及。\n")
    result = filled.sync(reports)
    assert (result.replaced, len(result.unchanged), result.removed) == (("材料.zip/乙区.txt",), 4, ())
    assert len(embedder.embedded) == 1

    pack(archive, 乙区="乙水区教育局2023年工作总结\n\n开展滑雪普及。\n", 丙区=PLAN)
    result = filled.sync(reports)
    assert (result.added, result.removed) == (("材料.zip/丙区.txt",), ("材料.zip/甲区.txt",))

    archive.unlink()
    assert set(filled.sync(reports).removed) == {"材料.zip/乙区.txt", "材料.zip/丙区.txt"}
    assert len(filled.reports()) == 3


def test_an_archive_that_cannot_be_read_keeps_what_it_gave(filled: Assistant, reports: Path) -> None:
    archive = pack(reports / "材料.zip", 甲区=PLAN, 乙区=PLAN)
    filled.sync(reports)
    whole = archive.read_bytes()
    for bad, category in ((whole[:-25], "damaged"), (b"", "empty"), (b"PK\x05\x06" + bytes(18), "empty")):
        archive.write_bytes(bad)
        result = filled.sync(reports)
        assert (result.removed, [(f.source, f.category) for f in result.failed]) == ((), [("材料.zip", category)])
        assert len(filled.reports()) == 5
    archive.write_bytes(whole)
    assert counts(filled.sync(reports)) == {"added": 0, "replaced": 0, "unchanged": 5, "removed": 0, "failed": 0}
    assert filled.failures() == []


def test_a_member_that_cannot_be_read_keeps_what_it_gave_and_the_others_go_on(filled: Assistant, reports: Path) -> None:
    archive = pack(reports / "材料.zip", 甲区=PLAN, 乙区=PLAN)
    filled.sync(reports)
    pack(archive, 甲区=PLAN, 丙区=PLAN)
    corrupt(archive, "甲区.txt")
    result = filled.sync(reports)
    assert [(f.source, f.category) for f in result.failed] == [("材料.zip/甲区.txt", "damaged")]
    assert (result.added, result.removed) == (("材料.zip/丙区.txt",), ("材料.zip/乙区.txt",))
    assert {f.source for f in filled.failures()} == {"材料.zip/甲区.txt"}
    assert "材料.zip/甲区.txt" in {r.source for r in filled.reports()}
    archive.unlink()
    filled.sync(reports)
    assert (filled.failures(), len(filled.reports())) == ([], 3)


def test_an_archive_inside_that_cannot_be_read_keeps_its_members_only(filled: Assistant, reports: Path, tmp_path: Path) -> None:
    inner = pack(tmp_path / "内.zip", 甲区=PLAN).read_bytes()
    archive = pack(reports / "材料.zip", **{"内.zip": inner}, 乙区=PLAN)
    assert filled.sync(reports).added == ("材料.zip/内.zip/甲区.txt", "材料.zip/乙区.txt")
    pack(archive, **{"内.zip": inner[:-25]})
    result = filled.sync(reports)
    assert (result.removed, [f.source for f in result.failed]) == (("材料.zip/乙区.txt",), ["材料.zip/内.zip"])
    assert "材料.zip/内.zip/甲区.txt" in {r.source for r in filled.reports()}


def test_an_e_mail_gives_its_body_and_attachments(filled: Assistant, reports: Path) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@example.cn", "b@example.cn", "报送总结"
    mail.set_content("各位领导：现将怀湖市教育局2024年工作计划报上，请审阅。\n")
    mail.add_attachment(PLAN.encode(), maintype="text", subtype="plain", filename="怀湖市计划.txt")
    (reports / "邮件.eml").write_bytes(mail.as_bytes())
    assert filled.sync(reports).added == ("邮件.eml/正文.txt", "邮件.eml/怀湖市计划.txt")
    assert len(filled.sync(reports).unchanged) == 5


def test_archives_of_equal_names_in_two_folders(filled: Assistant, reports: Path, tmp_path: Path) -> None:
    pack(reports / "材料.zip", 甲区=PLAN)
    filled.sync(reports)
    other = tmp_path / "2024年"
    other.mkdir()
    pack(other / "材料.zip", 甲区=PLAN)
    assert filled.sync(other).added == ("2024年/材料.zip/甲区.txt",)
    assert filled.sync(other).unchanged == ("2024年/材料.zip/甲区.txt",)
    (other / "材料.zip").unlink()
    (other / "别的.txt").write_text(PLAN, encoding="utf-8")
    assert filled.sync(other).removed == ("2024年/材料.zip/甲区.txt",)
    assert "材料.zip/甲区.txt" in {r.source for r in filled.reports()}


def test_a_moved_folder_of_archives_is_recognised(open_assistant: Callable[..., Assistant], tmp_path: Path, embedder: HashEmbedder) -> None:
    folder = tmp_path / "甲"
    folder.mkdir()
    pack(folder / "材料.zip", 甲区=PLAN, 乙区=PLAN)
    assistant = open_assistant()
    assistant.sync(folder)
    embedder.embedded.clear()
    moved = folder.rename(tmp_path / "搬到这里")
    assert counts(assistant.sync(moved)) == {"added": 0, "replaced": 0, "unchanged": 2, "removed": 0, "failed": 0}
    assert embedder.embedded == []


def test_a_file_that_becomes_an_archive_is_replaced_by_its_members(filled: Assistant, reports: Path) -> None:
    path = reports / "材料"
    path.write_text(PLAN, encoding="utf-8")
    filled.sync(reports)
    pack(path, 甲区=PLAN)
    result = filled.sync(reports)
    assert (result.added, result.removed) == (("材料/甲区.txt",), ("材料",))


def test_a_lock_file_is_told_until_it_is_gone(filled: Assistant, reports: Path) -> None:
    lock = reports / "~$岚溪县2024.docx"
    lock.write_bytes(b"\x05admin".ljust(162, b"\0"))
    result = filled.sync(reports)
    assert [(f.source, f.category) for f in result.failed] == [(lock.name, "lock_file")]
    assert counts(result)["unchanged"] == 3
    lock.unlink()
    assert filled.sync(reports).failed == ()
    assert filled.failures() == []


def test_a_folder_with_nothing_but_a_lock_file_loses_nothing(filled: Assistant, reports: Path) -> None:
    for path in reports.iterdir():
        path.unlink()
    (reports / "~$岚溪县2024.docx").write_bytes(b"\x05admin")
    with pytest.raises(AssistantError, match="没有改动"):
        filled.sync(reports)
    assert len(filled.reports()) == 3


def crashing(path: str, data: bytes, progress: PageProgress) -> Extraction:
    if path.endswith("坏.txt"):
        raise IndexError("list index out of range")
    return read_file(path, data, progress)


def test_a_crash_of_a_library_stops_one_file_only(
    filled: Assistant, reports: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    (reports / "坏.txt").write_text(PLAN, encoding="utf-8")
    pack(reports / "材料.zip", 坏=PLAN, 好=PLAN)
    monkeypatch.setattr("assistant.reading.read_file", crashing)
    result = filled.sync(reports)
    assert [(f.source, f.category) for f in result.failed] == [("坏.txt", "damaged"), ("材料.zip/坏.txt", "damaged")]
    assert all("IndexError" in f.message and "请" in f.message and "list index" not in f.message for f in result.failed)
    assert result.added == ("材料.zip/好.txt",)
    assert "crashing" in caplog.text
    assert {f.source for f in filled.failures()} == {"坏.txt", "材料.zip/坏.txt"}
    monkeypatch.undo()
    assert set(filled.sync(reports).added) == {"坏.txt", "材料.zip/坏.txt"}
    assert filled.failures() == []


def test_a_component_that_is_missing_is_not_the_files_fault(filled: Assistant, reports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object) -> Extraction:
        raise ModuleNotFoundError("No module named 'onnxruntime'", name="onnxruntime")

    (reports / "新增.txt").write_text(PLAN, encoding="utf-8")
    monkeypatch.setattr("assistant.reading.read_file", missing)
    (failure,) = filled.sync(reports).failed
    assert (failure.source, failure.category) == ("新增.txt", "converter_missing")
    assert "onnxruntime" in failure.message
    assert "请重新安装" in failure.message


def test_a_crash_while_unpacking_stops_one_archive_only(filled: Assistant, reports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pack(reports / "材料.zip", 甲区=PLAN, 乙区=PLAN)
    filled.sync(reports)

    def crash(*_: object) -> Iterator[object]:
        yield Member("材料.zip/甲区.txt", PLAN.encode())
        raise RuntimeError("unforeseen")

    monkeypatch.setattr("ingest.archives.unpack", crash)
    result = filled.sync(reports)
    assert [(f.source, f.category) for f in result.failed] == [("材料.zip", "damaged")]
    assert (len(result.unchanged), result.removed) == (4, ())


def test_pages_are_told_while_a_file_is_read(filled: Assistant, reports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(path: str, data: bytes, progress: PageProgress) -> Extraction:
        progress(1, 2)
        progress(2, 2)
        return read_file(path, data, progress)

    monkeypatch.setattr("assistant.reading.read_file", slow)
    pack(reports / "材料.zip", 甲区=PLAN, 乙区=PLAN)
    seen: list[SyncProgress] = []
    filled.sync(reports, seen.append)
    assert {step.total for step in seen} == {4}
    assert [(s.path, s.page, s.pages) for s in seen if s.pages] == [(f"材料.zip/{name}区.txt", page, 2) for name in "甲乙" for page in (1, 2)]
    assert seen[-1] == SyncProgress("材料.zip", done=4, total=4, embedded=1)
    assert sorted({step.done for step in seen}) == [1, 2, 3, 4]


def test_cancelling_keeps_what_is_done(open_assistant: Callable[..., Assistant], reports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def cancelled(path: str, data: bytes, progress: PageProgress) -> Extraction:
        if path == "鹭洲区2023.txt":
            raise KeyboardInterrupt
        return read_file(path, data, progress)

    assistant = open_assistant()
    with monkeypatch.context() as patched:
        patched.setattr("assistant.reading.read_file", cancelled)
        patched.setattr("assistant.syncing._EMBED_TOGETHER", 1)
        with pytest.raises(KeyboardInterrupt):
            assistant.sync(reports)
    assert {r.source for r in assistant.reports()} == {"岚溪县2024.md", "雁浦区2023.txt"}
    result = assistant.sync(reports)
    assert (len(result.unchanged), result.added) == (2, ("鹭洲区2023.txt",))


def test_long_reading_is_stored_at_once(open_assistant: Callable[..., Assistant], reports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = itertools.count(0, 6)
    monkeypatch.setattr("assistant.syncing.time", SimpleNamespace(monotonic=lambda: next(clock), perf_counter=time.perf_counter))
    seen: list[SyncProgress] = []
    open_assistant().sync(reports, seen.append)
    assert [(step.done, step.embedded) for step in seen] == [(0, 4), (1, 4), (2, 4), (2, 6), (3, 6)]


def test_the_bar_shows_the_page(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    def sync(_folder: Path, progress: Callable[[SyncProgress], None]) -> SyncResult:
        progress(SyncProgress("材料.zip/扫描.pdf", 1, 4, 30, 37, 100))
        progress(SyncProgress("材料.zip", 2, 4, 30))
        return SyncResult()

    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    cli.sync_with_bar(cast(Assistant, SimpleNamespace(sync=sync)), tmp_path)
    paged, *_, plain = (line for line in terminal.getvalue().split("\r") if "材料.zip" in line)
    assert "第 37/100 页" in paged
    assert "1/4" in paged
    assert "页" not in plain
