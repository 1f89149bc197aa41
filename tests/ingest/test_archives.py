from __future__ import annotations

import io
import itertools
import struct
import tracemalloc
import zipfile
import zlib
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest import archives
from ingest.archives import Member, open_file, unpack
from ingest.formats import Format
from ingest.models import FailureCategory, FileFailure, SourceFile

TEXT = "清源区教育局2023年工作总结\n\n全年招聘教师86名。\n".encode()


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def zipped_raw(*names: bytes, flags: int = 0, extra: bytes = b"") -> bytes:
    """A zip whose names are the given bytes, which ``zipfile`` itself would not write."""
    buffer = io.BytesIO()
    places = [f"{number:0{len(name)}d}" for number, name in enumerate(names, 1)]
    with zipfile.ZipFile(buffer, "w") as archive:
        for place in places:
            info = zipfile.ZipInfo(place)
            info.extra = extra
            archive.writestr(info, TEXT)
    data = buffer.getvalue()
    for place, name in zip(places, names, strict=True):
        data = data.replace(place.encode(), name)
    return patched(data, 6, 8, lambda old: old | flags)


def patched(data: bytes, local: int | None, central: int | None, change: object, size: str = "H") -> bytes:
    """Change a field of the first entry, before its data and in the directory."""
    out = bytearray(data)
    for start, offset in ((data.index(b"PK\x03\x04"), local), (data.index(b"PK\x01\x02"), central)):
        if offset is not None:
            (old,) = struct.unpack_from(f"<{size}", out, start + offset)
            struct.pack_into(f"<{size}", out, start + offset, change(old) if callable(change) else change)
    return bytes(out)


def opened(data: bytes, kind: Format = Format.ZIP) -> tuple[dict[str, bytes], dict[str, FileFailure]]:
    found = list(unpack(data, kind, "总.zip"))
    members = {item.path: item.data for item in found if isinstance(item, Member)}
    failures = {item.source: item for item in found if isinstance(item, FileFailure)}
    assert len(members) + len(failures) == len(found)
    assert all("请" in failure.message for failure in failures.values())
    return members, failures


def categories(data: bytes, kind: Format = Format.ZIP) -> dict[str, str]:
    return {path: failure.category.value for path, failure in opened(data, kind)[1].items()}


def test_members_are_files_below_the_archive() -> None:
    members, failures = opened(zipped({"清源/总结.txt": TEXT, "岚溪/": b"", "岚溪/计划.txt": b"b"}))
    assert members == {"总.zip/清源/总结.txt": TEXT, "总.zip/岚溪/计划.txt": b"b"}
    assert not failures


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_compression_methods(method: int) -> None:
    assert opened(zipped({"a.txt": TEXT * 100}, method))[0] == {"总.zip/a.txt": TEXT * 100}


@pytest.mark.parametrize("name", ["清源区/李镕总结.docx", "联通.txt", "plain.txt"])
def test_names_of_every_archiver(name: str) -> None:
    raw = name.encode("gb18030")
    unicode_path = name.encode()
    extra = struct.pack("<HHBL", 0x7075, 5 + len(unicode_path), 1, zlib.crc32(b"\x8f\x90\x91.txt")) + unicode_path
    for data in (
        zipped({name: TEXT}),
        zipped_raw(raw),
        zipped_raw(name.encode()),
        zipped_raw(b"\x8f\x90\x91.txt", extra=struct.pack("<HHH", 0x5455, 2, 0) + extra),
    ):
        assert opened(data) == ({f"总.zip/{name}": TEXT}, {})


def test_a_unicode_path_of_another_name_is_not_believed() -> None:
    extra = struct.pack("<HHBL", 0x7075, 5 + 5, 1, 1) + b"a.txt"
    assert list(opened(zipped_raw("总结.txt".encode("gb18030"), extra=extra))[0]) == ["总.zip/总结.txt"]


def test_a_name_that_differs_before_the_data_and_in_the_directory() -> None:
    data = zipped_raw("总结.txt".encode("gb18030"))
    other = data.replace("总结.txt".encode("gb18030"), b"zj__.txt", 1)
    assert opened(other) == ({"总.zip/总结.txt": TEXT}, {})


def test_names_cannot_lead_out_of_the_archive() -> None:
    names = ["../../上.txt", "/根.txt", "C:\\盘\\文.txt", "..\\隐.txt"]
    assert list(opened(zipped({name: TEXT for name in names}))[0]) == ["总.zip/上.txt", "总.zip/根.txt", "总.zip/盘/文.txt", "总.zip/隐.txt"]


def test_equal_names_are_told_apart() -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            for number, name in enumerate(["区/总结.v1.txt", "区/总结.v1.txt", "./区/总结.v1.txt", "区/总结.v1(2).txt"]):
                archive.writestr(name, bytes([65 + number]))
    paths = ["总.zip/区/总结.v1.txt", "总.zip/区/总结.v1(2).txt", "总.zip/区/总结.v1(3).txt", "总.zip/区/总结.v1(2)(2).txt"]
    assert opened(buffer.getvalue())[0] == dict(zip(paths, [b"A", b"B", b"C", b"D"], strict=True))


def test_what_systems_leave_behind_is_skipped_and_lock_files_are_told() -> None:
    members, failures = opened(
        zipped({"__MACOSX/._总结.docx": b"a", ".DS_Store": b"a", "区/Thumbs.db": b"a", "区/~$总结.docx": b"a", "区/总结.txt": TEXT})
    )
    assert list(members) == ["总.zip/区/总结.txt"]
    assert {path: f.category for path, f in failures.items()} == {"总.zip/区/~$总结.docx": FailureCategory.LOCK_FILE}
    assert "Word/WPS" in failures["总.zip/区/~$总结.docx"].message


def test_locked_members_fail_each() -> None:
    data = patched(zipped({"密.txt": TEXT, "明.txt": TEXT}), 6, 8, lambda old: old | 1)
    members, failures = opened(data)
    assert list(members) == ["总.zip/明.txt"]
    assert {path: f.category for path, f in failures.items()} == {"总.zip/密.txt": FailureCategory.ENCRYPTED}


def test_strong_encryption_is_no_unknown_compression() -> None:
    data = patched(zipped({"密.txt": TEXT, "明.txt": TEXT}), 6, 8, lambda old: old | 0x40)
    assert categories(data) == {"总.zip/密.txt": "encrypted"}


def test_an_unknown_compression_is_named() -> None:
    members, failures = opened(patched(zipped({"新.txt": TEXT, "旧.txt": TEXT}), 8, 10, 9))
    assert list(members) == ["总.zip/旧.txt"]
    assert failures["总.zip/新.txt"].category is FailureCategory.UNSUPPORTED
    assert "Deflate64" in failures["总.zip/新.txt"].message


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_damaged_member_does_not_stop_the_others(method: int) -> None:
    data = bytearray(zipped({"坏.txt": TEXT * 20, "好.txt": TEXT}, method))
    at = data.index("坏.txt".encode()) + 25
    data[at] ^= 0xFF
    assert categories(bytes(data)) == {"总.zip/坏.txt": "damaged"}
    assert list(opened(bytes(data))[0]) == ["总.zip/好.txt"]


@pytest.mark.parametrize("data", [zipped({"总结.txt": TEXT * 50})[:-30], b"PK\x03\x04", b"", b"no zip at all" * 9])
def test_a_wholly_damaged_archive(data: bytes) -> None:
    assert categories(data) == {"总.zip": "damaged"}


def test_an_archive_without_files_is_empty() -> None:
    assert categories(zipped({})) == categories(zipped({"区/": b"", ".DS_Store": b"a"})) == {"总.zip": "empty"}
    assert categories(b"Subject: a\r\n\r\n", Format.EML) == {"总.zip": "empty"}


def test_office_files_are_files() -> None:
    import docx

    buffer = io.BytesIO()
    docx.Document().save(buffer)
    assert list(opened(zipped({"总结.docx": buffer.getvalue(), "改名.zip": buffer.getvalue()}))[0]) == ["总.zip/总结.docx", "总.zip/改名.zip"]


def test_archives_in_archives_up_to_a_depth() -> None:
    data = TEXT
    for level in range(archives.MAX_DEPTH, 0, -1):
        data = zipped({f"{level}.zip" if level < archives.MAX_DEPTH else "总结.txt": data})
    assert list(opened(data)[0]) == ["总.zip/1.zip/2.zip/总结.txt"]
    members, failures = opened(zipped({"外.zip": data, "旁.txt": TEXT}))
    assert list(members) == ["总.zip/旁.txt"]
    assert {path: f.category for path, f in failures.items()} == {"总.zip/外.zip/1.zip/2.zip": FailureCategory.UNSUPPORTED}


def test_a_damaged_or_empty_archive_inside_fails_alone() -> None:
    inner = zipped({"a.txt": TEXT * 30})
    data = zipped({"坏.zip": inner[:-30], "空.zip": zipped({}), "好.zip": inner})
    members, failures = opened(data)
    assert list(members) == ["总.zip/坏.zip", "总.zip/好.zip/a.txt"]  # what is no archive any more is for whoever reads it
    assert {path: f.category for path, f in failures.items()} == {"总.zip/空.zip": FailureCategory.EMPTY}


def test_a_member_is_read_up_to_the_limit_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_FILE_BYTES", 3_000_000)
    bomb = zipped({"弹.txt": bytes(50_000_000), "旁.txt": TEXT})
    assert len(bomb) < 100_000
    small = patched(bomb, 22, 24, 1_000_000, "L")
    large = patched(zipped({"小.txt": TEXT}), 22, 24, 1_000_000_000, "L")
    assert categories(bomb) == {"总.zip/弹.txt": "too_large"}
    assert categories(small) == {"总.zip/弹.txt": "damaged"}
    assert categories(large) == {"总.zip/小.txt": "too_large"}
    assert list(opened(bomb)[0]) == list(opened(small)[0]) == ["总.zip/旁.txt"]


def test_the_limit_holds_whatever_size_is_declared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_FILE_BYTES", 3_000_000)
    monkeypatch.setattr(archives, "_CHUNK", 1_000_000)
    data = patched(zipped({"弹.txt": bytes(50_000_000)}), 22, 24, 2_900_000, "L")
    tracemalloc.start()
    list(unpack(data, Format.ZIP, "总.zip"))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 10_000_000


def test_the_limit_holds_for_every_compression(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_FILE_BYTES", 1_000_000)
    data = patched(zipped({"弹.txt": bytes(80_000_000)}, zipfile.ZIP_LZMA), 22, 24, 900_000, "L")
    tracemalloc.start()
    assert categories(data) == {"总.zip/弹.txt": "damaged"}
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 75_000_000


def test_the_sum_of_members_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_UNPACKED_BYTES", 2_500_000)
    inner = zipped({f"{n}.txt": bytes(1_000_000) for n in range(3)})
    for data, kept in (
        (inner, ["总.zip/0.txt", "总.zip/1.txt"]),
        (zipped({"内.zip": inner, "后.txt": TEXT}), ["总.zip/内.zip/0.txt", "总.zip/内.zip/1.txt"]),
    ):
        members, failures = opened(data)
        assert list(members) == kept
        assert {path: f.category for path, f in failures.items()} == {"总.zip": FailureCategory.TOO_LARGE}


def test_the_number_of_members_is_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_MEMBERS", 3)
    assert categories(zipped({f"{n}.txt": TEXT for n in range(3)})) == {}
    members, failures = opened(zipped({f"{n}.txt": TEXT for n in range(4)}))
    assert (len(members), list(failures)) == (3, ["总.zip"])
    assert "3 个" in failures["总.zip"].message


def test_a_directory_of_very_many_entries_is_not_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "_MAX_ENTRIES", 10)
    monkeypatch.setattr(zipfile, "ZipFile", lambda *_: pytest.fail("listed"))
    assert categories(b"PK\x01\x02" * 11) == {"总.zip": "too_large"}


def test_one_member_at_a_time_is_in_memory() -> None:
    data = zipped({f"{n}.txt": bytes(4_000_000) for n in range(8)})
    tracemalloc.start()
    sizes = [len(item.data) for item in unpack(data, Format.ZIP, "总.zip") if isinstance(item, Member)]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert sizes == [4_000_000] * 8
    assert peak < 20_000_000


def message(*attachments: tuple[str, bytes], text: str = "各位领导：总结见附件，请查收。\n") -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@example.cn", "b@example.cn", "报送2023年工作总结"
    mail.set_content(text)
    for name, data in attachments:
        mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return mail.as_bytes()


def test_an_e_mail_is_a_folder_of_body_and_attachments() -> None:
    data = message(("清源区总结.txt", TEXT), ("打包.zip", zipped({"乡/总结.txt": TEXT})), ("~$锁.docx", b"a"), ("../正文.txt", TEXT))
    members, failures = opened(data, Format.EML)
    assert list(members) == ["总.zip/正文.txt", "总.zip/清源区总结.txt", "总.zip/打包.zip/乡/总结.txt", "总.zip/正文(2).txt"]
    assert [f.category for f in failures.values()] == [FailureCategory.LOCK_FILE]


def test_e_mails_in_e_mails_up_to_a_depth() -> None:
    data = message(text="最里面。")
    for _ in range(archives.MAX_DEPTH):
        data = message(("转发.eml", data))
    members, failures = opened(data, Format.EML)
    assert len(members) == archives.MAX_DEPTH
    assert list(failures) == ["总.zip/转发.eml/转发.eml/转发.eml"]


def test_a_file_or_its_members_are_loaded(tmp_path: Path) -> None:
    (tmp_path / "子").mkdir()
    (tmp_path / "子" / "总结.txt").write_bytes(TEXT)
    (tmp_path / "子" / "总.zip").write_bytes(zipped({"a.txt": TEXT, "b.exe": b"\x7fELF" + bytes(range(256))}))
    (tmp_path / "邮件.eml").write_bytes(message())
    ((file, data),) = open_file(tmp_path, "子/总结.txt")  # type: ignore[misc]
    assert (file.path, data) == ("子/总结.txt", TEXT)
    (member, _), failure = open_file(tmp_path, "子/总.zip")  # type: ignore[misc]
    assert isinstance(member, SourceFile)
    assert (member.path, member.sha256, member.media_type, member.size) == ("子/总.zip/a.txt", file.sha256, "text/plain", len(TEXT))
    assert isinstance(failure, FileFailure)
    assert (failure.source, failure.category) == ("子/总.zip/b.exe", FailureCategory.UNSUPPORTED)
    assert [item.source for item in open_file(tmp_path, "没有.zip") if isinstance(item, FileFailure)] == ["没有.zip"]
    ((body, _),) = open_file(tmp_path, "邮件.eml")  # type: ignore[misc]
    assert (body.path, body.media_type) == ("邮件.eml/正文.txt", "text/plain")


@given(st.binary(max_size=60), st.integers(0, 400), st.sampled_from([Format.ZIP, Format.EML]))
def test_no_bytes_raise(noise: bytes, at: int, kind: Format) -> None:
    whole = zipped({"总结.txt": TEXT, "内.zip": zipped({"a.txt": TEXT})}) if kind is Format.ZIP else message(("a.zip", zipped({"b.txt": TEXT})))
    broken = whole[:at] + noise + whole[at + len(noise) :]
    assert list(itertools.islice(unpack(broken, kind, "总.zip"), 50))
