"""Zip archives and e-mails as folders of files: each member is a source of its own."""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from ingest.detection import detect
from ingest.folder import MAX_FILE_BYTES, LockFileError, describe, load_file
from ingest.formats import Format
from ingest.mail import mail_parts
from ingest.models import FailureCategory, FileFailure, SourceFile, UnreadableFileError
from ingest.names import decode_name, is_clutter, is_lock_file, safe_path

MAX_DEPTH = 3
"""Containers inside each other: a district's archive in a city's in a province's."""
MAX_MEMBERS = 2_000
"""Members read of one file, inner containers and their members included."""
MAX_UNPACKED_BYTES = 1024 * 1024 * 1024
"""Bytes unpacked from one file: the largest file, wrapped as deep as allowed, and text beside it."""
_MAX_ENTRIES = 100 * MAX_MEMBERS
"""Entries of a directory, above which it is not even listed: listing takes half a kilobyte each."""
_CHUNK, _SMALL_CHUNK = 1024 * 1024, 4096
"""Bytes asked for at once. ``zipfile`` unpacks bzip2 and LZMA by as many compressed bytes, whatever comes out."""
_CONTAINERS = frozenset((Format.ZIP, Format.EML))

# Source: PKWARE APPNOTE 6.3.10, 4.3.7 (local header), 4.3.12, 4.4.4 (flags), 4.4.5, 4.6.9.
_LOCAL_HEADER = struct.Struct("<4s2xH18xHH")
_DIRECTORY_ENTRY = b"PK\x01\x02"
_ENCRYPTED = 0x1 | 0x40
"""Encrypted in the traditional way or by a public key (strong encryption)."""
_UTF8 = 0x800
_UNICODE_PATH = 0x7075
_METHODS = {1: "Shrink", 6: "Implode", 9: "Deflate64", 93: "Zstandard", 95: "XZ", 96: "JPEG", 97: "WavPack", 98: "PPMd"}
_BROKEN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, struct.error, MemoryError)
"""What ``zipfile`` and its decompressors raise for damaged bytes."""


class Member(NamedTuple):
    """A file inside a container."""

    path: str
    """Path of the container, then the member's path in it, with forward slashes."""
    data: bytes
    """Its bytes."""


class _LimitReached(Exception):
    """Nothing more is read of this file; the message is for staff."""


class _Unpacking:
    """What has been unpacked of one file."""

    def __init__(self) -> None:
        self._paths: set[str] = set()
        self._bytes = 0

    def place(self, container: str, name: str) -> str:
        """A path of its own for a member."""
        if len(self._paths) >= MAX_MEMBERS:
            raise _LimitReached(f"里面的文件超过 {MAX_MEMBERS} 个，只读取了前 {MAX_MEMBERS} 个。请解压成文件夹，或分成几个压缩包后再导入。")
        inner, number = PurePosixPath(name), 1
        path = f"{container}/{name}"
        while path in self._paths:
            number += 1
            path = f"{container}/{inner.with_name(f'{inner.stem}({number}){inner.suffix}')}"
        self._paths.add(path)
        return path

    def spend(self, count: int) -> None:
        """Count unpacked bytes."""
        self._bytes += count
        if self._bytes > MAX_UNPACKED_BYTES:
            raise _LimitReached(
                f"解压后的内容超过 {MAX_UNPACKED_BYTES // 2**20} MB，后面的没有读取。请确认压缩包来源可靠，解压成文件夹，或分成几个压缩包后再导入。"
            )


def open_file(folder: Path, path: str) -> Iterator[tuple[SourceFile, bytes] | FileFailure]:
    """Load one file of a folder, or the members of a container.

    Args:
        folder: The ingested folder.
        path: Path relative to it.

    Yields:
        Each file that holds something itself, with its bytes; a failure for each that could
        not be loaded, or for the container itself.
    """
    try:
        file, data = load_file(folder, path)
        kind = detect(data, path)
    except UnreadableFileError as error:
        yield failed(path, error)
        return
    if kind not in _CONTAINERS:
        yield file, data
        return
    for member in unpack(data, kind, path):
        if isinstance(member, FileFailure):
            yield member
            continue
        try:
            described = describe(member.path, member.data)
        except UnreadableFileError as error:
            yield failed(member.path, error)
        else:
            yield described, member.data


def unpack(data: bytes, kind: Format, path: str) -> Iterator[Member | FileFailure]:
    """Take a container apart, and the containers in it.

    One member is in memory at a time, beside the containers around it.

    Args:
        data: The container's bytes.
        kind: ``Format.ZIP`` or ``Format.EML``.
        path: The container's path.

    Yields:
        Members that are no containers; a failure for each that cannot be unpacked. A failure
        that bears a container's path says that some or all of it was not read.
    """
    try:
        yield from _members(data, kind, path, 1, _Unpacking())
    except _LimitReached as limit:
        yield failed(path, UnreadableFileError(FailureCategory.TOO_LARGE, str(limit)))


def failed(path: str, error: UnreadableFileError) -> FileFailure:
    """Say why a file gave nothing.

    Args:
        path: The file's path; what is no Unicode in it is replaced.
        error: What reading it raised.
    """
    return FileFailure(source=path.encode("utf-8", "replace").decode("utf-8"), category=error.category, message=str(error))


def _members(data: bytes, kind: Format, container: str, depth: int, so_far: _Unpacking) -> Iterator[Member | FileFailure]:
    entries = _zip_entries(data, so_far) if kind is Format.ZIP else _mail_entries(data, so_far)
    empty = True
    try:
        for name, content in entries:
            empty = False
            path = so_far.place(container, name)
            if is_lock_file(path):
                yield failed(path, LockFileError())
            elif isinstance(content, UnreadableFileError):
                yield failed(path, content)
            elif (inner := _container_kind(content, path)) is None:
                yield Member(path, content)
            elif depth < MAX_DEPTH:
                yield from _members(content, inner, path, depth + 1, so_far)
            else:
                message = f"压缩包或邮件套了 {MAX_DEPTH} 层以上，里面的没有读取。请先解压出来，再导入。"
                yield failed(path, UnreadableFileError(FailureCategory.UNSUPPORTED, message))
    except UnreadableFileError as error:
        yield failed(container, error)
        return
    if empty:
        what = "压缩包里没有文件" if kind is Format.ZIP else "邮件里没有正文，也没有附件"
        yield failed(container, UnreadableFileError(FailureCategory.EMPTY, f"{what}。请确认文件已完整保存，再重新导入。"))


def _container_kind(data: bytes, path: str) -> Format | None:
    try:
        kind = detect(data, path)
    except UnreadableFileError:
        return None
    return kind if kind in _CONTAINERS else None


def _mail_entries(data: bytes, so_far: _Unpacking) -> Iterator[tuple[str, bytes | UnreadableFileError]]:
    for name, content in mail_parts(data):
        path = safe_path(name)
        if not is_clutter(path):
            if isinstance(content, bytes):
                so_far.spend(len(content))
            yield path, content


def _zip_entries(data: bytes, so_far: _Unpacking) -> Iterator[tuple[str, bytes | UnreadableFileError]]:
    if data.count(_DIRECTORY_ENTRY) > _MAX_ENTRIES:
        raise UnreadableFileError(FailureCategory.TOO_LARGE, f"压缩包里的文件超过 {_MAX_ENTRIES} 个。请解压成文件夹，只留需要的材料后再导入。")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (*_BROKEN, NotImplementedError) as error:
        raise UnreadableFileError(
            FailureCategory.DAMAGED, "压缩包打不开：已损坏、不完整，或是分卷压缩的。请重新下载或复制，或在原来的电脑上解压后再导入。"
        ) from error
    with archive:
        for info in archive.infolist():
            name = _entry_name(info)
            path = safe_path(name)
            if name.endswith(("/", "\\")) or is_clutter(path):
                continue
            try:
                content: bytes | UnreadableFileError = _unzip(archive, data, info, so_far)
            except UnreadableFileError as error:
                content = error
            yield path, content


def _entry_name(info: zipfile.ZipInfo) -> str:
    """An entry's name: declared as UTF-8, or in Info-ZIP's extra field, or guessed."""
    if info.flag_bits & _UTF8:
        return info.orig_filename
    raw = info.orig_filename.encode("cp437")
    extra = info.extra
    while len(extra) >= 4:
        kind, length = struct.unpack_from("<HH", extra)
        field, extra = extra[4 : 4 + length], extra[4 + length :]
        if kind == _UNICODE_PATH and len(field) > 5 and struct.unpack_from("<BL", field) == (1, zlib.crc32(raw)):
            return field[5:].decode("utf-8", "replace")
    return decode_name(raw)


def _unzip(archive: zipfile.ZipFile, data: bytes, info: zipfile.ZipInfo, so_far: _Unpacking) -> bytes:
    """An entry's bytes.

    ``zipfile`` gives no more than the size that an entry declares, so that a small one is no
    way round the limit; the rest then fails the checksum.
    """
    if info.flag_bits & _ENCRYPTED:
        raise UnreadableFileError(FailureCategory.ENCRYPTED, "压缩包设了密码，这个文件没有读取。请输入密码解压后，把解压出的文件放进文件夹再导入。")
    if info.file_size > MAX_FILE_BYTES:
        raise UnreadableFileError(
            FailureCategory.TOO_LARGE, f"解压后超过 {MAX_FILE_BYTES // 2**20} MB 的上限。请拆成几个文件，或从压缩包中删去后再导入。"
        )
    _accept_local_name(data, info)
    pieces: list[bytes] = []
    try:
        with archive.open(info) as entry:
            while piece := entry.read(_CHUNK if info.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) else _SMALL_CHUNK):
                so_far.spend(len(piece))
                pieces.append(piece)
    except NotImplementedError as error:
        raise UnreadableFileError(
            FailureCategory.UNSUPPORTED,
            f"不支持这个文件的压缩方式（{_METHODS.get(info.compress_type, info.compress_type)}）。请在电脑上解压后，把解压出的文件放进文件夹再导入。",
        ) from error
    except _BROKEN as error:
        raise UnreadableFileError(FailureCategory.DAMAGED, "压缩包里的这个文件已损坏。请重新下载或复制压缩包，或重新压缩后再导入。") from error
    return b"".join(pieces)


def _accept_local_name(data: bytes, info: zipfile.ZipInfo) -> None:
    """Let a name that is written differently before the data and in the directory pass.

    ``zipfile`` refuses such an entry; archivers that write the one in GBK and the other in
    UTF-8 make them.
    """
    start = info.header_offset + _LOCAL_HEADER.size
    if info.header_offset >= 0 and start <= len(data):
        _, flags, length, _ = _LOCAL_HEADER.unpack_from(data, info.header_offset)
        info.orig_filename = data[start : start + length].decode("utf-8" if flags & _UTF8 else "cp437", "replace")
