"""Older office formats, converted by LibreOffice: .doc, .wps, .rtf, .odt and their kin."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

from ingest.models import Extraction, FailureCategory, UnreadableFileError
from ingest.readers import PageProgress

TIMEOUT = 120.0
"""Seconds that one conversion may take; a 400-page report takes under ten."""

_NAMES = ("soffice", "libreoffice", "soffice.com", "soffice.exe")
_USUAL_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "/usr/lib/libreoffice/program/soffice",
    "/usr/lib64/libreoffice/program/soffice",
    "/usr/local/bin/soffice",
    "/snap/bin/libreoffice",
)
"""Where the installers of LibreOffice put it when they do not put it on the path."""
_PROGRAM_FOLDERS = ("PROGRAMFILES", "PROGRAMW6432", "PROGRAMFILES(X86)")
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
</item>
</oor:items>
"""
"""Profile in which no macro runs and no linked picture is fetched from elsewhere."""
_FILTER = "docx:MS Word 2007 XML"
_REMEDY = "请用 Word 或 WPS 打开，另存为 .docx 后再导入。"
_one_at_a_time = threading.Lock()


def find_office() -> Path | None:
    """Find the program of LibreOffice.

    Returns:
        Its path: on the search path, else where its installers put it; None without it.
    """
    for name in _NAMES:
        if found := shutil.which(name):
            return Path(found)
    places = [Path(place) for place in _USUAL_PLACES]
    for variable in _PROGRAM_FOLDERS:
        if folder := os.environ.get(variable):
            places += [Path(folder) / "LibreOffice" / "program" / name for name in ("soffice.com", "soffice.exe")]
    return next((place for place in places if place.is_file()), None)


def read_through_office(data: bytes, suffix: str, progress: PageProgress) -> Extraction:
    """Read a document that LibreOffice can convert to .docx.

    Args:
        data: The file's bytes.
        suffix: Extension of its format with the dot, e.g. ``.doc``; ``.wps`` is taken for
            the Word format that WPS saves under it; ``.xml`` is read without LibreOffice.
        progress: Told of each picture that is recognised, and their number.

    Returns:
        The text with its headings and cuts, as ``read_docx`` gives them.

    Raises:
        UnreadableFileError: LibreOffice is missing or cannot convert the file, or the
            document has no text.
    """
    from ingest.readers.word import read_docx

    if suffix.lower() == ".xml":
        return read_docx(data, progress)
    return read_docx(convert(data, ".doc" if suffix.lower() == ".wps" else suffix.lower()), progress)


def convert(data: bytes, suffix: str, *, timeout: float = TIMEOUT) -> bytes:
    """Convert a document to .docx, one at a time.

    Args:
        data: The document's bytes.
        suffix: Extension of its format, with the dot.
        timeout: Seconds that it may take.

    Returns:
        Bytes of the Word file.

    Raises:
        UnreadableFileError: LibreOffice is missing or cannot convert the file.
    """
    program = find_office()
    if program is None:
        raise UnreadableFileError(
            FailureCategory.CONVERTER_MISSING,
            f"读取 {suffix} 文件要用 LibreOffice，本机没有找到。请安装 LibreOffice 后重新导入，或用 WPS、Word 另存为 .docx 后再导入。",
        )
    # Windows may still hold a file of the profile when the folder is removed.
    with _one_at_a_time, tempfile.TemporaryDirectory(prefix="office-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source, output = folder / f"document{suffix}", folder / "out"
        source.write_bytes(data)
        (folder / "profile" / "user").mkdir(parents=True)
        (folder / "profile" / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
        finished = _run(program, folder, source, output, timeout)
        results = list(output.glob("*.docx")) if output.is_dir() else []
        if results:
            return results[0].read_bytes()
    if not finished:
        raise UnreadableFileError(FailureCategory.DAMAGED, f"LibreOffice 在 {timeout:.0f} 秒内没有转换完，文件可能过大或已损坏。{_REMEDY}")
    raise UnreadableFileError(FailureCategory.DAMAGED, f"LibreOffice 转换不了这个文件，它可能已损坏或有密码。{_REMEDY}")


def _run(program: Path, folder: Path, source: Path, output: Path, timeout: float) -> bool:
    """Run LibreOffice; False when it was stopped because it took too long."""
    profile = (folder / "profile").as_uri()
    options = ["--headless", "--norestore", "--nolockcheck", "--nodefault", "--nologo"]
    command = [str(program), f"-env:UserInstallation={profile}", *options, "--convert-to", _FILTER, "--outdir", str(output), str(source)]
    try:
        # The program starts others, so it gets a process group of its own to be stopped with.
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=sys.platform != "win32"
        )
    except OSError as error:
        raise UnreadableFileError(
            FailureCategory.CONVERTER_MISSING,
            f"LibreOffice 无法启动（{error.strerror or error}）。请重新安装 LibreOffice，或用 WPS、Word 另存为 .docx 后再导入。",
        ) from error
    try:
        process.wait(timeout)
    except subprocess.TimeoutExpired:
        return False
    finally:
        _stop(process)
    return True


def _stop(process: subprocess.Popen[bytes]) -> None:
    """Stop a program and all it started."""
    if sys.platform == "win32":
        if process.poll() is None:
            subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False)
    else:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
