from __future__ import annotations

import subprocess
import sys

import pytest

from ingest.detection import Format
from ingest.models import FailureCategory, UnreadableFileError
from ingest.readers import read


@pytest.mark.parametrize("format", [Format.TEXT, Format.MARKDOWN])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_is_decoded_and_keeps_its_lines(format: Format, encoding: str) -> None:
    data = "清源区教育局2023年工作总结\r\n\r\n一、校园安全。\r\n\u3000\u3000全区共有校车35辆，逐车签订责任书。\r\n".encode(encoding)
    extraction = read(data, format)
    assert extraction.text == "清源区教育局2023年工作总结\n\n一、校园安全。\n\u3000\u3000全区共有校车35辆，逐车签订责任书。\n"
    assert extraction.cuts == ()


@pytest.mark.parametrize(("data", "format"), [(b" \n\n", Format.TEXT), ("<p>\u200b</p>".encode(), Format.HTML), (b",,\n,,\n", Format.CSV)])
def test_blank_text_is_empty(data: bytes, format: Format) -> None:
    with pytest.raises(UnreadableFileError) as caught:
        read(data, format)
    assert caught.value.category is FailureCategory.EMPTY


@pytest.mark.parametrize("format", [Format.ZIP, Format.EML])
def test_containers_are_for_others_to_unpack(format: Format) -> None:
    with pytest.raises(UnreadableFileError) as caught:
        read(b"x", format)
    assert caught.value.category is FailureCategory.UNSUPPORTED


def test_readers_load_no_library_before_a_file_needs_it() -> None:
    script = "import sys, ingest.readers; print(*sorted(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True).stdout.split()
    assert not {"lxml", "trafilatura", "docx", "pdfplumber", "rapidocr", "python_calamine", "olefile", "PIL"}.intersection(loaded)
