"""Builds PDF files and pictures of fictional reports."""

from __future__ import annotations

import functools
import io
import shutil
import subprocess
from collections.abc import Callable, Sequence
from difflib import SequenceMatcher

import pytest
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

WIDTH, HEIGHT = A4
MARGIN = 79.5
"""Left and right margin: 26 characters of 16 points remain between them, and a bit."""
SIZE = 16
LEADING = 28
PER_PAGE = 15
SONG = "STSong-Light"
pdfmetrics.registerFont(UnicodeCIDFont(SONG))
NO_START = "，。、；：？！”’）》%"

TITLE = "云泽市清源区教育局2023年工作总结"
OPENING = (
    "2023年，云泽市清源区教育局坚持以立德树人为根本任务，扎实推进各项重点工作，全年新建改扩建幼儿园12所，"
    "新增普惠性学位3,600个，普惠率达到92.5%，圆满完成了年初确定的各项目标任务，现将主要工作情况总结如下。"
)
TEACHERS = (
    "公开招聘教师186名，其中硕士研究生45名，选派骨干教师28名到乡村学校支教，依托名师工作室开展线上线下教研活动210场，"
    "参训教师1.3万人次，教师队伍结构进一步优化，城乡差距进一步缩小。"
)
SAFETY = (
    "组织校园安全专项检查36次，排查整改隐患214处，全年未发生重大安全责任事故。食堂食品安全实行校长陪餐制，"
    "明厨亮灶覆盖率100%。加强校车管理，逐车签订安全责任书，实现动态监控全覆盖。"
)
FUNDS = "投入资金4.2亿元，改善薄弱学校办学条件，更新多媒体设备860套，组建教育集团9个，覆盖学校47所，集团内教师交流轮岗322人。"
REPORT = [
    TITLE,
    OPENING,
    "一、抓队伍，夯实教育发展根基",
    TEACHERS,
    "（一）加强师德师风建设",
    SAFETY + FUNDS,
    "二、保安全，守牢校园平安底线",
    SAFETY,
    "1.落实校车安全管理责任。" + FUNDS,
    TEACHERS + FUNDS,
    "三、强保障，改善办学条件",
    OPENING,
    FUNDS + SAFETY,
]
"""Paragraphs of a report: a title, headings, numbered and plain paragraphs."""

Draw = Callable[[Canvas], None]


def pdf(*pages: Draw, size: tuple[float, float] = A4, password: str | None = None, owner: str | None = None, turns: Sequence[int] = ()) -> bytes:
    """A PDF; each page is drawn by a function."""
    buffer = io.BytesIO()
    lock = StandardEncryption(password or "", owner, canPrint=0) if password or owner else None
    canvas = Canvas(buffer, pagesize=size, encrypt=lock, invariant=True)
    for draw in pages:
        canvas.setFont(SONG, SIZE)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return turned(buffer.getvalue(), turns) if turns else buffer.getvalue()


def turned(data: bytes, turns: Sequence[int]) -> bytes:
    """The same pages, shown turned clockwise by so many degrees."""
    import pypdfium2 as pdfium

    document = pdfium.PdfDocument(data)
    for page, turn in zip(document, turns, strict=True):
        page.set_rotation(turn)
    buffer = io.BytesIO()
    document.save(buffer)
    document.close()
    return buffer.getvalue()


def wrap(text: str, width: float, size: float = SIZE, indent: float = 2) -> list[str]:
    """Lines of a paragraph; the first one has room for an indent, in em."""
    lines, line = [], ""
    room = width - indent * size
    for char in text:
        if line and pdfmetrics.stringWidth(line + char, SONG, size) > room and char not in NO_START:
            lines.append(line)
            line, room = "", width
        line += char
    return [*lines, line]


def put(*lines: tuple[float, float, str] | tuple[float, float, str, float]) -> Draw:
    """Draws texts: points from the left, points from the top to the baseline, the text, its size."""

    def draw(canvas: Canvas) -> None:
        for x, y, text, *size in lines:
            canvas.setFont(SONG, size[0] if size else SIZE)
            canvas.drawString(x, HEIGHT - y, text)

    return draw


def both(*draws: Draw) -> Draw:
    def draw(canvas: Canvas) -> None:
        for each in draws:
            each(canvas)

    return draw


def is_heading(text: str) -> bool:
    return not text.endswith("。") and len(text) < 25


def report_pages(paragraphs: Sequence[str], head: str = "", foot: str = "", indent: float = 2) -> list[Draw]:
    """Pages of a report with wrapped lines; ``{}`` in head and foot is the page's number, ``{all}`` the count."""
    lines: list[tuple[float, str, float]] = []
    for i, text in enumerate(paragraphs):
        if i == 0:
            size = 20
            wide = pdfmetrics.stringWidth(text, SONG, size)
            lines.append(((WIDTH - wide) / 2, text, size))
            continue
        first, *others = wrap(text, WIDTH - 2 * MARGIN, indent=indent)
        lines += [(MARGIN + indent * SIZE, first, SIZE), *((MARGIN, line, SIZE) for line in others)]
    parts = [lines[i : i + PER_PAGE] for i in range(0, len(lines), PER_PAGE)]
    pages = []
    for number, part in enumerate(parts, 1):
        body = [(x, 110 + LEADING * i, text, size) for i, (x, text, size) in enumerate(part)]
        frame = [(MARGIN, 50, head.format(number, all=len(parts)), 10.5)] if head else []
        frame += [(WIDTH / 2 - 20, HEIGHT - 40, foot.format(number, all=len(parts)), 10.5)] if foot else []
        pages.append(put(*frame, *body))
    return pages


def ruled(x: float, y: float, widths: Sequence[float], rows: Sequence[Sequence[str]], row_height: float = 24) -> Draw:
    """A table with all its rulings; a line end in a cell begins a line."""

    def draw(canvas: Canvas) -> None:
        heights = [row_height * max(cell.count("\n") + 1 for cell in row) for row in rows]
        xs = [x + sum(widths[:i]) for i in range(len(widths) + 1)]
        ys = [y + sum(heights[:i]) for i in range(len(rows) + 1)]
        canvas.grid(xs, [HEIGHT - each for each in ys])
        canvas.setFont(SONG, 12)
        for r, row in enumerate(rows):
            for c, text in enumerate(row):
                for i, line in enumerate(text.split("\n")):
                    canvas.drawString(xs[c] + 4, HEIGHT - ys[r] - 17 - row_height * i, line)

    return draw


def shown(image: Image.Image) -> Draw:
    """A page that is one picture."""

    def draw(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(image), 0, 0, WIDTH, HEIGHT)

    return draw


@functools.cache
def font_file() -> tuple[str, int] | None:
    if not shutil.which("fc-match"):
        return None
    found = subprocess.run(["fc-match", "-f", "%{file}|%{index}|%{lang}", "serif:lang=zh-cn"], capture_output=True, text=True, check=False).stdout
    file, _, rest = found.partition("|")
    index, _, languages = rest.partition("|")
    return (file, int(index)) if "zh-cn" in languages.split("|") else None


def chinese_font(pixels: float) -> ImageFont.FreeTypeFont:
    """A font with Chinese characters; skips the test where there is none."""
    found = font_file()
    if found is None:
        pytest.skip("no Chinese font is installed")
    return ImageFont.truetype(found[0], round(pixels), index=found[1])


def scan(
    paragraphs: Sequence[str], points: float = SIZE, dpi: int = 200, head: str = "", foot: str = "", size: tuple[float, float] = A4
) -> Image.Image:
    """A picture of a page with wrapped paragraphs; the first is its title unless it ends a sentence."""
    scale = dpi / 72
    image = Image.new("RGB", (round(size[0] * scale), round(size[1] * scale)), "white")
    draw = ImageDraw.Draw(image)
    font = chinese_font(points * scale)
    small = chinese_font(10.5 * scale)
    width = (size[0] - 2 * MARGIN) * scale
    y = 100 * scale
    for text in paragraphs:
        line, lines = "", []
        if text.endswith("。"):
            line = "　　"
        for char in text:
            if font.getlength(line + char) > width and char not in NO_START:
                lines.append(line)
                line = ""
            line += char
        for each in [*lines, line]:
            draw.text((MARGIN * scale, y), each, font=font, fill=(25, 25, 25))
            y += points * 1.75 * scale
    if head:
        draw.text((MARGIN * scale, 40 * scale), head, font=small, fill=(25, 25, 25))
    if foot:
        draw.text((size[0] / 2 * scale - 40, (size[1] - 50) * scale), foot, font=small, fill=(25, 25, 25))
    return image


def encoded(image: Image.Image, format: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, format, **options)
    return buffer.getvalue()


def squeeze(text: str) -> str:
    return "".join(text.split())


def likeness(found: str, expected: str) -> float:
    """Character accuracy, white space apart."""
    return SequenceMatcher(None, squeeze(found), squeeze(expected), autojunk=False).ratio()
