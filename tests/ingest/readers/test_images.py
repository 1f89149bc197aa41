from __future__ import annotations

import io
import struct
import zlib

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from pdf_files import FUNDS, REPORT, SAFETY, encoded, likeness, scan
from PIL import Image

from ingest.models import CutReason, Extraction, FailureCategory, UnreadableFileError
from ingest.readers import images
from ingest.readers.images import read_image

PARAGRAPHS = ["二、保安全", SAFETY, FUNDS]
HALF = (595.0, 420.0)


def read(data: bytes) -> Extraction:
    return read_image(data, lambda done, pages: None)


def failure(data: bytes) -> UnreadableFileError:
    with pytest.raises(UnreadableFileError) as caught:
        read(data)
    return caught.value


@pytest.mark.parametrize("format", ["PNG", "JPEG", "BMP", "TIFF", "WEBP", "GIF"])
def test_formats(format: str) -> None:
    extraction = read(encoded(scan(PARAGRAPHS, size=HALF), format))
    assert likeness(extraction.text, "".join(PARAGRAPHS)) >= 0.97
    assert len(extraction.text.split("\n")) == len(PARAGRAPHS)
    assert (extraction.pages, extraction.recognised_pages) == ((0,), (1,))


def test_pages_of_a_tiff() -> None:
    parts = [REPORT[:6], [], REPORT[6:9], REPORT[9:]]
    pictures = [scan(part, head="清源区教育局文件" if part else "", foot=f"- {i} -" if part else "") for i, part in enumerate(parts, 1)]
    data = encoded(pictures[0].convert("1"), "TIFF", save_all=True, append_images=[p.convert("1") for p in pictures[1:]], compression="group4")
    told: list[tuple[int, int]] = []
    extraction = read_image(data, lambda done, pages: told.append((done, pages)))
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4)]
    assert extraction.recognised_pages == (1, 3, 4)
    assert extraction.pages[1] == extraction.pages[2]
    assert likeness(extraction.text, "".join(REPORT)) >= 0.97
    assert [cut.reason for cut in extraction.cuts] == [CutReason.RUNNING_HEAD, CutReason.PAGE_MARK] * 3


def test_first_picture_of_an_animation() -> None:
    first, second = scan(["教师招聘公告"], size=HALF), scan(["食堂管理办法"], size=HALF)
    extraction = read(encoded(first, "GIF", save_all=True, append_images=[second], duration=100))
    assert extraction.text == "教师招聘公告"
    assert len(extraction.pages) == 1


def test_picture_without_text_is_empty() -> None:
    error = failure(encoded(Image.linear_gradient("L").resize((600, 400)), "PNG"))
    assert error.category is FailureCategory.EMPTY
    assert "文字" in str(error)


WHOLE = {format: encoded(Image.effect_noise((300, 300), 60).convert("RGB"), format) for format in ("PNG", "JPEG", "BMP", "TIFF", "WEBP")}


@pytest.mark.parametrize("format", WHOLE)
@pytest.mark.parametrize("share", [0.02, 0.5, 0.9])
def test_truncated_picture_is_damaged(format: str, share: float) -> None:
    error = failure(WHOLE[format][: int(len(WHOLE[format]) * share)])
    assert error.category is FailureCategory.DAMAGED
    assert "重新" in str(error) or "另存" in str(error)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"II*\0", bytes(range(256)) * 8])
def test_garbage_is_damaged(data: bytes) -> None:
    assert failure(data).category is FailureCategory.DAMAGED


@given(format=st.sampled_from(sorted(WHOLE)), place=st.floats(0, 1), junk=st.binary(min_size=1, max_size=40))
@hypothesis_settings(max_examples=150)
def test_damage_is_a_failure_or_a_picture(format: str, place: float, junk: bytes) -> None:
    data = WHOLE[format]
    at = int(place * (len(data) - 1))
    try:
        for picture in images.open_pictures(data[:at] + junk + data[at + len(junk) :]):
            assert picture.width
    except UnreadableFileError as error:
        assert error.category in (FailureCategory.DAMAGED, FailureCategory.TOO_LARGE)


def png_of(width: int, height: int) -> bytes:
    """A small file that says it is large."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")


@pytest.mark.parametrize("size", [(12_300, 12_300), (30_000, 30_000), (200_000, 200_000)])
def test_decompression_bomb_is_too_large(size: tuple[int, int]) -> None:
    error = failure(png_of(*size))
    assert error.category is FailureCategory.TOO_LARGE
    assert "缩小" in str(error)


def test_large_but_honest_picture_is_not_refused() -> None:
    buffer = io.BytesIO()
    Image.new("1", (10_000, 9_500), 1).save(buffer, "PNG")
    assert failure(buffer.getvalue()).category is FailureCategory.EMPTY
