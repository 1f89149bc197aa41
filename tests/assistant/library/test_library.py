"""The library with its real worker process, real files, SQLite and Chroma; only the embedder is small."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path

import filelock
import pytest
from documents import docx, html, packed, pdf_file, png, txt, xlsx
from support import HashEmbedder
from waiting import finished, wait_for

from assistant import Assistant, AssistantError
from assistant.library import Library
from assistant.library.jobs import JobState
from assistant.library.models import FileRef
from assistant.library.originals import OriginalMissingError
from assistant.syncing import FileState

MakeLibrary = Callable[..., Library]


def upload(library: Library, **files: bytes) -> None:
    """Send files, whose names are given with ``__`` for the point, and have them read."""
    with library.taking():
        for name, data in files.items():
            library.arrived(library.uploads.save(name.replace("__", "."), [data]))


def ref(library: Library, source: str) -> FileRef:
    listing = library.listing()
    found = [row.file for row in listing.reports if row.source == source] + [row.file for row in listing.failures if row.file.path == source]
    return found[0]


def states(library: Library) -> dict[str, tuple[FileState, int]]:
    return {file.path: (file.state, file.reports) for file in finished(library).files}


def test_uploads_of_each_format_are_answered_at_once(make_library: MakeLibrary, filled: Assistant) -> None:
    library = make_library(filled)
    assert filled.ask("哪些区提到“校车”？").count == 1
    upload(
        library,
        甲__docx=docx("云泽市清源区"),
        乙__pdf=pdf_file("云泽市石桥区"),
        丙__xlsx=xlsx("云泽市松湖区"),
        丁__html=html("云泽市白鹭区"),
        戊__png=png("云泽市青岚区"),
        己__zip=packed({"里/庚.txt": txt("云泽市东岭区"), "辛.docx": docx("云泽市南浦区")}),
        空__txt=b"",
    )
    job = finished(library)
    assert (job.state, job.error) == (JobState.DONE, None)
    added = {path: outcome for path, outcome in states(library).items() if outcome == (FileState.ADDED, 1)}
    assert added.keys() == {"甲.docx", "乙.pdf", "丙.xlsx", "丁.html", "戊.png", "己.zip/里/庚.txt", "己.zip/辛.docx"}
    failed = next(file for file in job.files if file.state is FileState.FAILED)
    assert failed.path == "空.txt"
    assert "请" in failed.message
    assert filled.ask("哪些区提到“校车”？").count == 8
    assert filled.search("选派骨干教师支教", 20)[0].source in {path for path in added}
    listing = library.listing()
    regions = {row.source: row.region for row in listing.reports}
    assert regions["甲.docx"] == "清源区"
    assert regions["己.zip/里/庚.txt"] == "东岭区"
    row = next(row for row in listing.reports if row.source == "甲.docx")
    assert (row.basis_shown, row.year, row.doc_type, row.corrected) == ("报告写明", 2023, "总结", ())
    assert any("清源区" in piece for piece in row.evidence)
    assert [failure.file.path for failure in listing.failures] == ["空.txt"]
    ours, theirs = listing.folders
    assert (ours.uploads, ours.files, ours.failures, ours.fresh) == (True, 7, 1, 0)
    assert (theirs.uploads, theirs.files, theirs.exists) == (False, 3, True)


def test_the_same_name_again_replaces_the_report(make_library: MakeLibrary, filled: Assistant) -> None:
    library = make_library(filled)
    upload(library, 甲__txt=txt("云泽市清源区"))
    finished(library)
    upload(library, 甲__txt=txt("云泽市清源区", more="建成智慧操场6个。"))
    wait_for(lambda: (job := library.job()) is not None and job.number == 2)
    assert states(library) == {"甲.txt": (FileState.REPLACED, 1)}
    assert filled.ask("哪些区提到“智慧操场”？").count == 1
    assert [row.source for row in library.listing().reports].count("甲.txt") == 1


def test_many_uploads_are_read_together(make_library: MakeLibrary, filled: Assistant) -> None:
    library = make_library(filled)
    with library.taking():
        for number in range(5):
            upload(library, **{f"{number}__txt": txt("云泽市清源区", more=f"第{number}号。")})
    assert len(states(library)) == 5
    job = finished(library)
    assert (job.number, job.done, job.total) == (1, 5, 5)


def test_only_what_came_is_looked_at(make_library: MakeLibrary, filled: Assistant) -> None:
    library = make_library(filled)
    upload(library, 甲__txt=txt("云泽市清源区"), 空__txt=b"")
    finished(library)
    (library.uploads.folder / "甲.txt").unlink()
    upload(library, 乙__txt=txt("云泽市石桥区"))
    wait_for(lambda: (job := library.job()) is not None and job.number == 2)
    assert finished(library).total == 1
    assert {row.source for row in library.listing().reports} >= {"甲.txt", "乙.txt"}
    assert [failure.file.path for failure in library.listing().failures] == ["空.txt"]
    library.start()
    wait_for(lambda: (job := library.job()) is not None and job.number == 3)
    job = finished(library)
    assert job.result is not None
    assert job.result.removed == ("甲.txt",)


def test_a_known_folder_is_read_again(make_library: MakeLibrary, filled: Assistant, reports: Path) -> None:
    library = make_library(filled)
    (reports / "新.txt").write_bytes(txt("云泽市清源区"))
    folder = next(folder for folder in library.listing().folders if not folder.uploads)
    library.start(folder.id)
    job = finished(library)
    assert (job.done, job.total, job.unchanged) == (4, 4, 3)
    assert states(library) == {"新.txt": (FileState.ADDED, 1)}
    with pytest.raises(AssistantError, match="没有这个文件夹"):
        library.start("/etc")


def test_a_second_update_waits_for_the_first(make_library: MakeLibrary, filled: Assistant, reports: Path) -> None:
    library = make_library(filled, slow_s=1.0)
    folder = next(folder for folder in library.listing().folders if not folder.uploads)
    (reports / "新.txt").write_bytes(txt("云泽市清源区"))
    library.start(folder.id)
    upload(library, 甲__txt=txt("云泽市石桥区"))
    wait_for(lambda: (job := library.job()) is not None and job.waiting == (str(library.uploads.folder),))
    assert finished(library).number == 2
    assert {row.source for row in library.listing().reports} >= {"新.txt", "甲.txt"}


def test_nothing_is_changed_during_an_update(make_library: MakeLibrary, filled: Assistant, reports: Path) -> None:
    library = make_library(filled, slow_s=1.5)
    report = filled.reports()[0]
    upload(library, 甲__txt=txt("云泽市石桥区"))
    wait_for(lambda: (job := library.job()) is not None and job.total > 0)
    with pytest.raises(AssistantError, match="完成后才能更正"):
        library.edit(report.report_id, year=2020)
    with pytest.raises(AssistantError, match="完成后才能移除"):
        library.remove([ref(library, report.source)])
    finished(library)
    assert library.edit(report.report_id, year=2020) is not None
    assert next(row for row in library.listing().reports if row.report_id == report.report_id).corrected == ("年份",)


def test_an_update_waits_for_another_program(make_library: MakeLibrary, filled: Assistant) -> None:
    library = make_library(filled)
    with filelock.FileLock(filled.settings.index / "write.lock"):
        upload(library, 甲__txt=txt("云泽市石桥区"))
        wait_for(lambda: (job := library.job()) is not None and job.held)
    job = finished(library)
    assert (job.state, job.error, job.held) == (JobState.DONE, None, False)
    assert states(library) == {"甲.txt": (FileState.ADDED, 1)}
    assert filled.search("全区校车管理规范", 1)[0].source == "甲.txt"


def test_another_program_updates_for_long(make_library: MakeLibrary, filled: Assistant) -> None:
    library = make_library(filled, wait_s=0.5)
    file = ref(library, "雁浦区2023.txt")
    with filelock.FileLock(filled.settings.index / "write.lock"):
        upload(library, 甲__txt=txt("云泽市石桥区"))
        job = finished(library)
        with pytest.raises(AssistantError, match="另一个程序"):
            library.remove([file])
    assert (job.state, "另一个程序" in (job.error or "")) == (JobState.FAILED, True)
    assert library.listing().folders[0].fresh == 1
    library.start()
    wait_for(lambda: (job := library.job()) is not None and job.number == 2)
    finished(library)
    assert {row.source for row in library.listing().reports} >= {"甲.txt", "雁浦区2023.txt"}
    assert library.listing().folders[0].fresh == 0


@pytest.mark.parametrize("how", ["cancel", "kill"])
def test_stopped_in_the_middle_nothing_is_lost(make_library: MakeLibrary, filled: Assistant, how: str) -> None:
    library = make_library(filled, slow_s=1.0)
    files = {f"{number}__txt": txt("云泽市清源区", more=f"第{number}项：" + f"第{number}次培训。" * 400) for number in range(40)}
    upload(library, **files)
    wait_for(lambda: (job := library.job()) is not None and job.done > 0)
    if how == "cancel":
        library.cancel()
    else:
        assert library._runner._process is not None
        os.kill(library._runner._process.pid, signal.SIGKILL)
    job = finished(library)
    assert job.state is (JobState.CANCELLED if how == "cancel" else JobState.FAILED)
    assert how == "cancel" or "意外停止" in (job.error or "")
    kept = {row.source for row in library.listing().reports}
    assert 3 < len(kept) < 43
    assert library.listing().folders[0].fresh == 43 - len(kept)
    quick = make_library(filled)
    quick.start()
    assert finished(quick).state is JobState.DONE
    assert finished(quick).unchanged == len(kept) - 3
    rows = quick.listing().reports
    assert len(rows) == 43
    assert {hit.source for hit in filled.search("第39次培训", 3)} == {"39.txt"}
    assert all(filled.report(row.report_id).text for row in rows)


def test_a_removed_file_stays_away_until_it_is_restored(make_library: MakeLibrary, filled: Assistant, reports: Path) -> None:
    library = make_library(filled)
    file = ref(library, "雁浦区2023.txt")
    removal = library.remove([file])
    assert (removal.removed, removal.deleted) == (1, 0)
    assert (reports / "雁浦区2023.txt").exists()
    assert filled.ask("哪些区提到“校车”？").count == 0
    for again in (lambda: filled.sync(reports), lambda: library.start(file.folder)):
        again()
    finished(library)
    assert "雁浦区2023.txt" not in {row.source for row in library.listing().reports}
    folder = next(folder for folder in library.listing().folders if folder.id == file.folder)
    assert folder.removed == ("雁浦区2023.txt",)
    library.restore([file])
    wait_for(lambda: (job := library.job()) is not None and job.number == 2)
    assert states(library) == {"雁浦区2023.txt": (FileState.ADDED, 1)}
    assert filled.ask("哪些区提到“校车”？").count == 1
    assert filled.search("逐车签订责任书", 1)[0].source == "雁浦区2023.txt"
    assert all(folder.removed == () for folder in library.listing().folders)


def test_a_removed_file_stays_away_when_its_folder_is_moved(make_library: MakeLibrary, filled: Assistant, reports: Path, tmp_path: Path) -> None:
    library = make_library(filled)
    library.remove([ref(library, "雁浦区2023.txt")])
    moved = reports.rename(tmp_path / "搬到这里")
    result = filled.sync(moved)
    assert (result.added, len(result.unchanged), result.skipped) == ((), 2, ("雁浦区2023.txt",))
    assert [folder.removed for folder in library.listing().folders if not folder.uploads] == [("雁浦区2023.txt",)]
    library.restore([FileRef(folder=library.listing().folders[1].id, path="雁浦区2023.txt")])
    assert finished(library).result is not None
    assert states(library) == {"雁浦区2023.txt": (FileState.ADDED, 1)}


def test_many_files_are_removed_at_once(make_library: MakeLibrary, filled: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    library = make_library(filled)
    upload(library, 空__txt=b"", **{f"{number}__txt": txt("云泽市清源区", more=f"第{number}号。") for number in range(5)})
    finished(library)
    linked: list[int] = []
    link = filled._store.link_duplicates
    monkeypatch.setattr(filled._store, "link_duplicates", lambda: linked.append(link()))
    removal = library.remove([ref(library, path) for path in ("0.txt", "1.txt", "2.txt", "3.txt", "空.txt")])
    assert (removal.removed, removal.deleted, len(linked)) == (5, 5, 1)
    assert [path.name for path in library.uploads.folder.iterdir()] == ["4.txt"]
    listing = library.listing()
    assert (len(listing.reports), listing.failures, listing.folders[0].removed) == (4, (), ())


def test_a_file_name_that_is_no_unicode_does_not_stop_an_update(make_library: MakeLibrary, filled: Assistant, reports: Path) -> None:
    library = make_library(filled)
    with open(os.fsencode(reports) + b"/" + "总结.txt".encode("gb18030"), "wb") as file:  # noqa: PTH123  # pathlib takes no bytes
        file.write(txt("云泽市清源区"))
    (reports / "新.txt").write_bytes(txt("云泽市石桥区"))
    library.start(next(folder.id for folder in library.listing().folders if not folder.uploads))
    job = finished(library)
    assert (job.state, job.error, job.done) == (JobState.DONE, None, 5)
    assert {file.state for file in job.files} == {FileState.FAILED, FileState.ADDED}
    library.remove([next(row.file for row in library.listing().failures)])
    library.start(library.listing().folders[1].id)
    wait_for(lambda: (job := library.job()) is not None and job.number == 2)
    assert finished(library).result is not None
    assert library.listing().failures == ()


def test_removal_on_the_command_line_lets_the_file_come_back(filled: Assistant, reports: Path) -> None:
    filled.remove("雁浦区2023.txt")
    assert filled.sync(reports).added == ("雁浦区2023.txt",)


def test_a_removed_upload_is_deleted(make_library: MakeLibrary, filled: Assistant) -> None:
    library = make_library(filled)
    upload(library, 甲__txt=txt("云泽市清源区"), 空__txt=b"")
    finished(library)
    removal = library.remove([ref(library, "甲.txt"), ref(library, "空.txt")])
    assert (removal.removed, removal.deleted) == (2, 2)
    assert list(library.uploads.folder.iterdir()) == []
    listing = library.listing()
    assert (listing.failures, listing.folders[0].removed) == ((), ())
    with pytest.raises(AssistantError, match="刷新"):
        library.remove([FileRef(folder=listing.folders[0].id, path="甲.txt")])
    upload(library, 甲__txt=txt("云泽市清源区"))
    wait_for(lambda: (job := library.job()) is not None and job.number == 2)
    assert states(library) == {"甲.txt": (FileState.ADDED, 1)}


def test_an_archive_goes_with_its_last_member(make_library: MakeLibrary, filled: Assistant) -> None:
    library = make_library(filled)
    upload(library, 包__zip=packed({"甲.txt": txt("云泽市清源区"), "乙.txt": txt("云泽市石桥区")}))
    finished(library)
    archive = library.uploads.folder / "包.zip"
    assert library.remove([ref(library, "包.zip/甲.txt")]).deleted == 0
    assert archive.exists()
    library.start()
    wait_for(lambda: (job := library.job()) is not None and job.number == 2)
    assert (states(library), finished(library).unchanged) == ({}, 1)
    assert library.remove([ref(library, "包.zip/乙.txt")]).deleted == 1
    assert not archive.exists()
    assert library.listing().folders[0].removed == ()


def test_answers_stay_right_over_changes_by_both_processes(make_library: MakeLibrary, filled: Assistant) -> None:
    library = make_library(filled)
    for number in range(1, 4):
        upload(library, **{f"{number}__txt": txt("云泽市清源区", more=f"建成第{number}批智慧操场。")})
        wait_for(lambda number=number: (job := library.job()) is not None and job.number == number)
        finished(library)
        assert filled.search(f"第{number}批智慧操场", 1)[0].source == f"{number}.txt"
        library.remove([ref(library, f"{number}.txt")])
        assert f"{number}.txt" not in {hit.source for hit in filled.search(f"第{number}批智慧操场", 30)}
    assert filled._store._vectors.ids() == filled._store._catalog.vector_ids()


def test_an_idle_worker_is_let_go_and_comes_back(make_library: MakeLibrary, filled: Assistant) -> None:
    library = make_library(filled, idle_s=0.3)
    library.prepare()
    first = library._runner._process
    assert first is not None
    wait_for(lambda: library._runner._process is None)
    first.wait(10)
    upload(library, 甲__txt=txt("云泽市清源区"))
    assert finished(library).state is JobState.DONE


def test_a_warm_worker_is_used_again(make_library: MakeLibrary, filled: Assistant) -> None:
    library = make_library(filled)
    library.prepare()
    first = library._runner._process
    upload(library, 甲__txt=txt("云泽市清源区"))
    finished(library)
    assert library._runner._process is first


def test_the_worker_ends_with_the_page(make_library: MakeLibrary, filled: Assistant) -> None:
    library = make_library(filled, slow_s=30)
    upload(library, 甲__txt=txt("云泽市清源区"))
    wait_for(lambda: (job := library.job()) is not None and job.total > 0)
    process = library._runner._process
    assert process is not None
    assert process.stdin is not None
    process.stdin.close()
    process.wait(10)


def test_originals(make_library: MakeLibrary, filled: Assistant, reports: Path) -> None:
    library = make_library(filled)
    member = docx("云泽市清源区")
    upload(library, 包__zip=packed({"里/甲.docx": member, "空.txt": b""}))
    finished(library)
    ids = {row.source: row.report_id for row in library.listing().reports}
    found = library.original(ids["雁浦区2023.txt"])
    assert (Path(found.path), found.member, found.name) == (reports / "雁浦区2023.txt", None, "雁浦区2023.txt")
    inside = library.original(ids["包.zip/里/甲.docx"])
    assert (Path(inside.path).name, inside.member, inside.name) == ("包.zip", "包.zip/里/甲.docx", "甲.docx")
    assert library.member(ids["包.zip/里/甲.docx"]) == member
    (reports / "雁浦区2023.txt").unlink()
    with pytest.raises(OriginalMissingError, match="已不在原处"):
        library.original(ids["雁浦区2023.txt"])
    with pytest.raises(AssistantError):
        library.original("r0")


def test_a_folder_around_the_index_does_not_overlap_the_uploads(
    make_library: MakeLibrary, open_assistant: Callable[..., Assistant], tmp_path: Path
) -> None:
    library = make_library()
    upload(library, 甲__txt=txt("云泽市清源区"))
    finished(library)
    (tmp_path / "乙.txt").write_bytes(txt("云泽市石桥区"))
    with open_assistant(embedder=HashEmbedder()) as other:
        assert other.sync(tmp_path).added == ("乙.txt",)
    upload(library, 丙__txt=txt("云泽市松湖区"))
    wait_for(lambda: (job := library.job()) is not None and job.number == 2)
    assert finished(library).state is JobState.DONE
    assert {row.source for row in library.listing().reports} == {"甲.txt", "乙.txt", "丙.txt"}


def test_a_list_of_removed_files_that_is_broken_is_told(make_library: MakeLibrary, filled: Assistant, reports: Path) -> None:
    library = make_library(filled)
    (filled.settings.index / "removed.json").write_text("[", encoding="utf-8")
    with pytest.raises(AssistantError, match="名单"):
        library.listing()
    with pytest.raises(AssistantError, match="名单"):
        filled.sync(reports)


def test_a_folder_is_forgotten_with_what_came_from_it_and_can_be_read_again(make_library: MakeLibrary, filled: Assistant, reports: Path) -> None:
    library = make_library(filled)
    (reports / "空.txt").write_bytes(b"")
    filled.sync(reports)
    ours, theirs = library.listing().folders
    library.remove([next(row.file for row in library.listing().reports if row.file.folder == theirs.id)])
    assert library.forget(theirs.id) == 2
    listing = library.listing()
    assert (listing.reports, listing.failures) == ((), ())
    assert [folder.id for folder in listing.folders] == [ours.id]
    assert len(list(reports.iterdir())) == 4
    with pytest.raises(AssistantError, match="逐个移除"):
        library.forget(ours.id)
    with pytest.raises(AssistantError, match="没有这个文件夹"):
        library.forget(theirs.id)
    filled.sync(reports)
    assert len(library.listing().reports) == 3
