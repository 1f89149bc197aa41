from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
import pytest
from pdf_files import FUNDS, OPENING, SAFETY, TEACHERS, chinese_font, encoded, likeness, scan
from PIL import Image, ImageDraw, ImageFilter
from support import SHARED, needs_shared

from ingest.models import FailureCategory, UnreadableFileError
from ingest.readers import ocr
from ingest.readers.ocr import recognise, recognise_image

PARAGRAPHS = ["一、抓队伍，夯实根基", TEACHERS, "（一）保安全", SAFETY]
HALF = (595.0, 420.0)
"""Size of half a page, in points."""


def page() -> Image.Image:
    return scan(PARAGRAPHS, size=HALF, points=14)


def worn(image: Image.Image, degrees: float = 0.0) -> Image.Image:
    """As a worn scanner gives it: askew, soft, grey, noisy, compressed."""
    image = image.rotate(degrees, resample=Image.Resampling.BICUBIC, fillcolor="white").filter(ImageFilter.GaussianBlur(1))
    noise = np.random.default_rng(7).normal(0, 12, (image.height, image.width, 3))
    return Image.fromarray((np.asarray(image) * 0.8 + 30 + noise).clip(0, 255).astype(np.uint8))


def test_paragraphs_of_a_page() -> None:
    text = recognise(page())
    assert likeness(text, "".join(PARAGRAPHS)) >= 0.99
    assert len(text.split("\n")) == len(PARAGRAPHS)


@pytest.mark.parametrize("degrees", [-1.5, 0.8, 3])
def test_worn_scan_askew(degrees: float) -> None:
    text = recognise(worn(page(), degrees))
    assert likeness(text, "".join(PARAGRAPHS)) >= 0.97
    assert len(text.split("\n")) == len(PARAGRAPHS)


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_page_on_its_side_or_head(turn: int) -> None:
    text = recognise(page().rotate(turn, expand=True))
    assert likeness(text, "".join(PARAGRAPHS)) >= 0.97
    assert len(text.split("\n")) == len(PARAGRAPHS)


def test_low_resolution() -> None:
    assert likeness(recognise(scan(PARAGRAPHS, size=HALF, dpi=90)), "".join(PARAGRAPHS)) >= 0.97


def test_columns_are_read_one_after_the_other() -> None:
    left, right = (scan(text, size=(300, 420), points=9) for text in ([OPENING, TEACHERS], [SAFETY, FUNDS]))
    image = Image.new("RGB", (left.width * 2 - 200, left.height), "white")
    image.paste(left, (0, 0))
    image.paste(right.crop((200, 0, right.width, right.height)), (left.width, 0))
    ImageDraw.Draw(image).text((400, 100), "清源教育简报第十二期", font=chinese_font(60), fill="black")
    text = recognise(image)
    assert likeness(text, "清源教育简报第十二期" + OPENING + TEACHERS + SAFETY + FUNDS) >= 0.97
    assert len(text.split("\n")) == 5


def test_ruled_table_is_read_row_by_row() -> None:
    rows = [["学校", "班级数", "备注"], ["清源一小", "24", "新增班级四个"], ["清源二小", "18", "完成校舍维修"], ["城东中学", "30", "寄宿制"]]
    image = scan(["附表如下。"], size=HALF)
    draw, font = ImageDraw.Draw(image), chinese_font(40)
    for r in range(5):
        draw.line((220, 500 + 80 * r, 1420, 500 + 80 * r), fill="black", width=3)
    for c in range(4):
        draw.line((220 + 400 * c, 500, 220 + 400 * c, 820), fill="black", width=3)
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            draw.text((240 + 400 * c, 512 + 80 * r), cell, font=font, fill="black")
    for picture in (image, worn(image, 1)):
        assert recognise(picture).split("\n") == [
            "附表如下。",
            "学校：清源一小；班级数：24；备注：新增班级四个",
            "学校：清源二小；班级数：18；备注：完成校舍维修",
            "学校：城东中学；班级数：30；备注：寄宿制",
        ]


def test_long_screenshot_is_read_in_parts() -> None:
    paragraphs = [f"第{i}条 {text}" for i, text in enumerate((TEACHERS, SAFETY, FUNDS, OPENING) * 2, 1)]
    image = scan(paragraphs, size=(360, 1500), points=13)
    assert image.height > 4 * image.width
    assert likeness(recognise(image), "".join(paragraphs)) >= 0.97


def test_huge_picture_is_scaled_down() -> None:
    image = page()
    assert likeness(recognise(image.resize((image.width * 4, image.height * 4))), "".join(PARAGRAPHS)) >= 0.97


def line(text: str, mode: str = "RGB", size: tuple[int, int] = (900, 200)) -> Image.Image:
    image = Image.new("RGB", size, "white")
    ImageDraw.Draw(image).text((40, 50), text, font=chinese_font(60), fill="black")
    return image.convert(mode)


@pytest.mark.parametrize("mode", ["1", "L", "P", "CMYK", "I", "F", "I;16", "LA"])
def test_any_mode(mode: str) -> None:
    image = line("校车安全责任书", "L" if mode == "I;16" else mode)
    if mode == "I;16":
        image = Image.fromarray(np.asarray(image, np.uint16) * 256)
    assert recognise(image) == "校车安全责任书"


def test_transparent_ground_is_white() -> None:
    image = Image.new("RGBA", (900, 200), (0, 0, 0, 0))
    ImageDraw.Draw(image).text((40, 50), "校车安全责任书", font=chinese_font(60), fill=(0, 0, 0, 255))
    assert recognise(image) == "校车安全责任书"


def test_flat_strip() -> None:
    assert recognise(line("校车安全责任书", size=(1200, 200)).crop((0, 55, 1200, 135))) == "校车安全责任书"


@pytest.mark.parametrize("size", [(1, 1), (5, 400), (400, 5), (600, 400)])
def test_blank_picture_has_no_text(size: tuple[int, int]) -> None:
    assert recognise(Image.new("RGB", size, "white")) == ""


def test_camera_says_which_side_is_up() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turn clockwise to show
    data = encoded(line("校车安全责任书").rotate(90, expand=True), "JPEG", quality=90, exif=exif)
    assert recognise_image(data) == "校车安全责任书"


def test_page_number_of_a_picture_stays() -> None:
    assert recognise(scan(["校车安全责任书"], size=HALF, foot="第3页 共10页")).split("\n") == ["校车安全责任书", "第3页共10页"]


@pytest.mark.parametrize("data", [b"", b"no picture", encoded(Image.new("RGB", (300, 300), "white"), "PNG")[:60]])
def test_damaged_picture(data: bytes) -> None:
    with pytest.raises(UnreadableFileError) as caught:
        recognise_image(data)
    assert caught.value.category is FailureCategory.DAMAGED


def test_several_at_once_give_what_one_gives() -> None:
    pictures = [line(text) for text in ("校车安全责任书", "教师招聘公告", "食堂管理办法", "经费使用情况")]
    results: dict[int, str] = {}
    threads = [threading.Thread(target=lambda i=i: results.__setitem__(i, recognise(pictures[i % 4]))) for i in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [results[i] for i in range(8)] == [recognise(picture) for picture in pictures] * 2


def test_missing_weights_are_an_error_and_not_downloaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "_MODELS", {"Det": "gone.onnx", "Rec": "gone.onnx"})
    ocr._make_engine.cache_clear()
    try:
        with pytest.raises(UnreadableFileError) as caught:
            recognise(line("校车安全责任书"))
    finally:
        ocr._make_engine.cache_clear()
    assert caught.value.category is FailureCategory.CONVERTER_MISSING
    assert "重新安装" in str(caught.value)


def test_nothing_is_written_to_the_log(capfd: pytest.CaptureFixture[str]) -> None:
    ocr._make_engine.cache_clear()
    recognise(line("校车安全责任书"))
    recognise(Image.new("RGB", (600, 400), "white"))
    assert capfd.readouterr() == ("", "")


@needs_shared
def test_picture_inside_a_word_file() -> None:
    import zipfile

    with zipfile.ZipFile(Path(SHARED / "eval" / "formats" / "ocr_test.docx")) as archive:
        pictures = [archive.read(name) for name in archive.namelist() if name.endswith((".png", ".jpeg", ".jpg"))]
    text = "".join(recognise_image(data) for data in pictures)
    for words in ("横向文本框", "竖向文本框", "English text"):
        assert words in text
