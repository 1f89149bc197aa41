"""Seconds a page and character accuracy of reading scans, beside rapidocr with its own settings.

The scans are made here from fictional sentences: set in an installed Chinese font, then made
askew, soft, grey and noisy, and compressed. ``python benchmarks/ocr.py --help``
"""

from __future__ import annotations

import argparse
import io
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

import numpy as np
import psutil
from common import cores, print_table
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from ingest.readers import ocr
from ingest.readers.pdf import read_pdf

DPI = 200
A4, A3 = (595, 842), (1190, 842)
"""Width and height in points; A3 lies on its side, as a sheet of two pages."""
SIDES = (736, 960, 1280, 1600)
"""Detection sides to compare, in pixels."""
SENTENCES = (
    "云泽市清源区教育局坚持以立德树人为根本任务，扎实推进各项重点工作，取得了明显成效。",
    "全年新建改扩建幼儿园12所，新增普惠性学位3,600个，普惠率达到92.5%。",
    "公开招聘教师186名，其中硕士研究生45名，选派骨干教师28名到乡村学校支教。",
    "深入开展“双减”工作，课后服务实现义务教育学校全覆盖，参与学生比例达98.7%。",
    "组织校园安全专项检查36次，排查整改隐患214处，全年未发生重大安全责任事故。",
    "投入资金4.2亿元，改善薄弱学校办学条件，更新多媒体设备860套。",
    "加强校车管理，逐车签订安全责任书，实现动态监控全覆盖。",
    "推进集团化办学，组建教育集团9个，覆盖学校47所，交流轮岗教师322人。",
    "依托“名师工作室”开展线上线下教研活动210场，参训教师1.3万人次。",
    "食堂食品安全实行校长陪餐制，明厨亮灶覆盖率100%，家长满意度稳步提升。",
)


class Scan(NamedTuple):
    """A scanned page."""

    image: Image.Image
    text: str
    """What stands on it, without white space."""


def make_scan(seed: int, size: tuple[int, int] = A4, points: float = 16, columns: int = 1) -> Scan:
    """Make a scanned page of wrapped paragraphs.

    Args:
        seed: Decides its sentences and its flaws.
        size: Width and height in points.
        points: Size of the characters.
        columns: How many columns of text it has.
    """
    choice, scale = random.Random(seed), DPI / 72
    image = Image.new("L", (round(size[0] * scale), round(size[1] * scale)), 255)
    draw, font = ImageDraw.Draw(image), _font(points * scale)
    text = ""
    for column in range(columns):
        left, width = size[0] / columns * column + 75, size[0] / columns - 150
        y = 75.0
        while y < size[1] - 75 - points:
            line, rest = "　　", "".join(choice.sample(SENTENCES, 4))
            while rest and y < size[1] - 75 - points:
                while rest and (font.getlength(line + rest[0]) <= width * scale or rest[0] in "，。、”%"):
                    line, rest = line + rest[0], rest[1:]
                draw.text((left * scale, y * scale), line, font=font, fill=30)
                text += line.strip("　")
                line, y = "", y + 1.7 * points
    return Scan(_worn(image, seed), text)


def _worn(image: Image.Image, seed: int) -> Image.Image:
    noise = np.random.default_rng(seed)
    image = image.rotate(noise.uniform(-1, 1), resample=Image.Resampling.BICUBIC, fillcolor=255).filter(ImageFilter.GaussianBlur(0.8))
    pixels = np.asarray(image) * 0.85 + 25 + noise.normal(0, 10, (image.height, image.width))
    return Image.fromarray(pixels.clip(0, 255).astype(np.uint8))


def _font(pixels: float) -> ImageFont.FreeTypeFont:
    found = subprocess.run(["fc-match", "-f", "%{file}|%{index}", "serif:lang=zh-cn"], capture_output=True, text=True, check=True).stdout
    file, index = found.split("|")
    return ImageFont.truetype(file, round(pixels), index=int(index))


def as_pdf(scans: Sequence[Scan]) -> bytes:
    """Put scanned pages into a PDF.

    Args:
        scans: The pages.
    """
    buffer = io.BytesIO()
    first, *others = [scan.image for scan in scans]
    first.save(buffer, "PDF", save_all=True, append_images=others, resolution=DPI, quality=60)
    return buffer.getvalue()


def ours(data: bytes) -> str:
    """Read a PDF with this project.

    Args:
        data: The file.
    """
    extraction = read_pdf(data, lambda done, pages: print(f"\r{done} of {pages}", end="", file=sys.stderr))
    return extraction.text


def rapidocr_alone() -> Callable[[bytes], str]:
    """The usual way: each page drawn, then rapidocr with its own settings."""
    import pypdfium2 as pdfium
    from rapidocr import RapidOCR

    engine = RapidOCR(params={"Global.log_level": "critical"})

    def read(data: bytes) -> str:
        with pdfium.PdfDocument(data) as document:
            pages = [engine(np.asarray(page.render(scale=DPI / 72).to_pil().convert("RGB"))[:, :, ::-1]) for page in document]
        return "".join(text for page in pages for text in page.txts or ())

    return read


class Measured(NamedTuple):
    """One reading."""

    seconds: float
    cpu_seconds: float
    accuracy: float


def measure(read: Callable[[bytes], str], scans: Sequence[Scan]) -> Measured:
    """Time a reading, and compare its characters with what stands on the pages.

    Args:
        read: What is measured.
        scans: The pages.
    """
    data = as_pdf(scans)
    began, cpu_began = time.perf_counter(), time.process_time()
    text = "".join(read(data).split())
    seconds, cpu_seconds = time.perf_counter() - began, time.process_time() - cpu_began
    step = 2_000  # difflib takes the square of the length
    expected = "".join(scan.text for scan in scans)
    alike = [SequenceMatcher(None, text[i : i + step], expected[i : i + step], autojunk=False).ratio() for i in range(0, len(expected), step)]
    return Measured(seconds, cpu_seconds, statistics.fmean(alike))


def row(name: str, measured: Sequence[Measured], pages: int) -> list[str]:
    """Cells of a table.

    Args:
        name: What was measured.
        measured: Its readings.
        pages: Pages of all of them.
    """
    seconds, cpu_seconds = sum(m.seconds for m in measured) / pages, sum(m.cpu_seconds for m in measured) / pages
    return [name, str(pages), f"{seconds:.2f}", f"{cpu_seconds:.2f}", f"{statistics.fmean(m.accuracy for m in measured):.4f}"]


def compare_sides(count: int) -> list[list[str]]:
    """Read A3 scans with several detection sides, which are those of A4; A3 is taken in proportion.

    Args:
        count: How many scans.
    """
    scans = [make_scan(1000 + i, A3, points=10.5, columns=2) for i in range(count)]
    usual, rows = ocr._DETECTION_SIDE, []
    for side in SIDES:
        ocr._DETECTION_SIDE = side
        ocr._make_engine.cache_clear()
        ours(as_pdf(scans[:1]))
        rows.append(row(f"A3, detection side {side} for A4", [measure(ours, scans)], count))
    ocr._DETECTION_SIDE = usual
    ocr._make_engine.cache_clear()
    return rows


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=100, help="pages of the scanned PDF (default: %(default)s)")
    parser.add_argument("--rounds", type=int, default=4, help="turns that ours and rapidocr alone take (default: %(default)s)")
    parser.add_argument("--round-pages", type=int, default=5, help="pages of each turn (default: %(default)s)")
    parser.add_argument("--sheets", type=int, default=3, help="A3 scans to compare detection sides on; 0 for none (default: %(default)s)")
    options = parser.parse_args()
    scans = [make_scan(i) for i in range(options.pages)]
    alone = rapidocr_alone()
    for read in (ours, alone):
        read(as_pdf(scans[:1]))  # loading the weights is not timed
    whole = measure(ours, scans)
    rows = [row("ours, one PDF", [whole], options.pages)]
    turns: dict[str, list[Measured]] = {"ours, in turns": [], "rapidocr alone, in turns": []}
    for i in range(options.rounds):
        part = [make_scan(500 + options.round_pages * i + j) for j in range(options.round_pages)]
        for read, done in zip((ours, alone), turns.values(), strict=True):
            done.append(measure(read, part))
    rows += [row(name, done, options.rounds * options.round_pages) for name, done in turns.items()]
    rows += compare_sides(options.sheets) if options.sheets else []
    print(f"\n{options.pages} pages of {len(scans[0].text)} characters or so, {DPI} dpi, {cores()}\n")
    print_table(["", "pages", "s/page", "CPU s/page", "character accuracy"], rows)
    ratios = [b.seconds / a.seconds for a, b in zip(*turns.values(), strict=True)]
    print(f"\nours / rapidocr alone, pages per second: {statistics.median(ratios):.2f} ({', '.join(f'{r:.2f}' for r in ratios)})")
    print(f"memory at the end: {psutil.Process().memory_info().rss / 2**20:,.0f} MiB")


if __name__ == "__main__":
    main()
