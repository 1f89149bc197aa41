"""Reports, file names, corrections, topics and questions that try to be more than text, all through the page."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest
from asking import ANSWER_MS, ask
from docx import Document
from hostile_reports import BROKEN, FORMULA, MARKUP, REGION, SHORT, TITLE, TOPIC, TURNING, write_reports
from looking import shows_text_only
from PIL import Image
from playwright.sync_api import Browser, Download, Page, expect
from served import SCREENSHOTS, served, watched
from support import HashEmbedder

from assistant import Assistant, Settings

pytestmark = pytest.mark.browser
SIZES = [(1366, 768), (390, 844)]
ODD = "<svg hacked onload=hacked=1>**粗**\u202e"
QUESTIONS = {
    "survey": f"哪些区提到校车安全？{ODD}",
    "negated": "哪些区没有提到食品安全？",
    "counted": "有多少个区提到食品安全？",
    "quoted": f"哪些区提到“{ODD}”？",
    "lookup": "雁浦区的校车有多少辆？",
    "compare": "雁浦区和鹭洲区校车安全的比较",
    "years": "雁浦区2023年和2024年校车安全相比有什么变化？",
    "summarise": "雁浦区校车安全做了什么？",
    "collection": "有哪些报告？",
    "help": "你能做什么？",
    "unsupported": f"**？？**{MARKUP}",
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index over the hostile reports, two of them corrected by hand."""
    folder = tmp_path_factory.mktemp("hostile")
    reports = folder / "reports"
    reports.mkdir()
    write_reports(reports)
    with Assistant(Settings(index=folder / "index"), create=True, embedder=HashEmbedder()) as assistant:
        result = assistant.sync(reports)
        assert len(result.added) == 5
        assert len(result.failed) == 1
        of = {(entry.region.name, entry.year): entry.report_id for entry in assistant.reports()}
        assistant.edit(of["青栾县", 2024], title=TITLE, region=REGION)
        assistant.edit(of["鹭洲区", 2023], title=FORMULA)
    return folder / "index"


@pytest.fixture(scope="module")
def address(index: Path) -> Iterator[str]:
    with served(index) as address:
        yield address


@pytest.fixture(params=SIZES, ids=["screen", "phone"])
def page(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    with watched(browser, address, size=request.param) as context:
        page = context.new_page()
        page.goto(address)
        page.wait_for_selector("#question textarea")
        yield page
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=SCREENSHOTS / f"{request.node.name}.png")


def test_answers_of_every_kind_show_text(page: Page) -> None:
    for kind, question in QUESTIONS.items():
        ask_anything(page, question)
        said = shows_text_only(page, kind)
        assert kind == "help" or any(words in said for words in ("<hacked", "<svg hacked")), kind
    expect(page.locator(".question").first).to_have_text(QUESTIONS["survey"].rstrip("\u202e"))
    for fold in page.locator(".answer details:not(.every-report)").all():
        fold.evaluate("fold => { fold.open = true }")
    answer = page.locator(".answer").first
    answer.get_by_text("逐份列表").click()
    rows = answer.locator(".every-report tbody")
    expect(rows).to_contain_text(FORMULA)
    expect(rows).to_contain_text(TITLE.split("\u200f")[1])
    answer.get_by_role("button", name="年份").click()
    shows_text_only(page, "folds and the table of every report")
    page.locator("button.chip").first.click()
    expect(page.locator(".question")).to_have_count(len(QUESTIONS) + 1, timeout=ANSWER_MS)
    page.get_by_role("button", name="修改问题").first.click()
    expect(page.locator("#question textarea")).not_to_have_value("")
    shows_text_only(page, "a chip taken away, a question changed")
    page.emulate_media(media="print")
    shows_text_only(page, "printed")


def ask_anything(page: Page, question: str) -> None:
    """Ask, also what gets no whole answer."""
    before = page.locator(".answer").count()
    page.fill("#question textarea", question)
    page.keyboard.press("Enter")
    expect(page.locator(".answer")).to_have_count(before + 1, timeout=ANSWER_MS)
    expect(page.locator(".answer").last).not_to_contain_text("正在查找", timeout=ANSWER_MS)
    expect(page.locator(".doing")).to_have_count(0)


def test_the_evidence_and_the_history_show_text(page: Page) -> None:
    answer = ask(page, QUESTIONS["survey"])
    for link in answer.locator("tbody a.citation").all()[:3]:
        link.click()
        expect(page.locator("#evidence mark")).to_be_in_viewport()
        shows_text_only(page, "evidence")
        expect(page.locator("#evidence dl")).to_contain_text("<b hacked>文件夹 'x' 倒着 &lt; [a](b)/")
        page.keyboard.press("Escape")
    page.get_by_text("逐份列表").click()
    page.locator(".every-report a.citation", has_text="更正的标题").click()
    expect(page.locator("#evidence h3")).to_contain_text("<img hacked src=x")
    expect(page.locator("#evidence dl")).to_contain_text("石桥镇<bhacked>区")
    shows_text_only(page, "the evidence of a corrected report")
    page.keyboard.press("Escape")
    page.wait_for_function("localStorage.length > 0")
    page.reload()
    expect(page.locator(".question")).to_contain_text("<svg hacked")
    page.get_by_role("button", name="以前的对话").click()
    expect(page.locator("#history li b")).to_contain_text("<svg hacked")
    shows_text_only(page, "history")
    page.get_by_role("button", name="关闭").click()
    page.get_by_role("button", name="复制答案").click()
    expect(page.get_by_role("button", name="已复制")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert not set(TURNING) & set(copied)
    assert "<hacked" in copied


def test_the_library_shows_text(page: Page) -> None:
    page.get_by_role("tab", name="材料").click()
    table = page.locator("#library .collection tbody")
    expect(table.locator("tr")).to_have_count(6)
    said = shows_text_only(page, "library")
    assert SHORT in said
    assert "<b hacked>文件夹 'x' 倒着" in said
    for row in range(6):
        table.locator("tr:not(.detail) button.title").nth(row).click()
        expect(table.locator("tr.detail")).to_be_visible()
        shows_text_only(page, f"details of row {row}")
        if table.locator("details.cuts").count():
            table.locator("details.cuts summary").click()
            expect(table.locator("details.cuts")).not_to_contain_text("正在读取")
            shows_text_only(page, f"cuts of row {row}")
        table.locator("tr.detail button.remove").click()
        expect(page.locator("#library dialog")).to_be_visible()
        shows_text_only(page, f"removal of row {row}")
        page.get_by_role("button", name="不移除").click()
        table.locator("tr:not(.detail) button.title").nth(row).click()
        expect(table.locator("tr.detail")).to_have_count(0)
    expect(table).to_contain_text(BROKEN.replace("\u202e", ""))
    page.locator("#library .folders summary").click()
    shows_text_only(page, "folders")


def test_the_overview_and_its_files_show_text(page: Page, tmp_path: Path) -> None:
    page.get_by_role("tab", name="总览").click()
    page.get_by_role("button", name="编辑话题").click()
    page.get_by_label("话题，一行一个").fill(f"校车安全\n{TOPIC}\n=SUM一\n[链接](http://a.b)\n\u202e倒着的话题")
    page.get_by_role("button", name="保存").click()
    chart = page.locator("#overview .box > svg")
    expect(chart).to_contain_text(TOPIC)
    expect(page.locator("#overview progress")).to_be_hidden()
    shows_text_only(page, "map")
    page.locator('#overview g[data-topic="校车安全"][aria-label*="石桥镇<bhacked>区"]').click()
    expect(page.locator("#overview .quotes")).to_contain_text("更正的标题")
    said = shows_text_only(page, "quotes of a cell")
    assert "<hacked" in said
    page.locator("#overview .quotes a.citation").first.click()
    expect(page.locator("#evidence mark").first).to_be_visible()
    shows_text_only(page, "evidence beside the overview")
    page.keyboard.press("Escape")
    for name, check in (("下载 SVG", drawing_is_text), ("下载图片", picture_opens), ("下载 Excel", workbook_is_text)):
        with page.expect_download() as download:
            page.get_by_role("button", name=name).click()
        check(saved(download.value, tmp_path))
    page.get_by_role("button", name="各年份").click()
    expect(chart).to_contain_text("2023年")
    page.locator('#overview g[data-topic="校车安全"]').first.click()
    expect(page.locator("#overview .quotes")).to_be_visible()
    shows_text_only(page, "years")
    page.get_by_role("button", name="编辑话题").click()
    expect(page.get_by_label("话题，一行一个")).to_have_value(re.compile("<img src=x"))
    shows_text_only(page, "topics")
    page.get_by_role("button", name="恢复默认").click()
    page.get_by_role("button", name="保存").click()
    expect(chart).not_to_contain_text(TOPIC)


def test_answers_taken_away_hold_text(browser: Browser, address: str, tmp_path: Path) -> None:
    with watched(browser, address) as context:
        page = context.new_page()
        page.goto(address)
        page.wait_for_selector("#question textarea")
        for kind in ("survey", "negated", "compare", "collection"):
            answer = ask(page, QUESTIONS[kind])
            for name, check in (("Word", document_is_text), ("Excel", workbook_is_text), ("Markdown", markdown_is_text)):
                with page.expect_download() as download:
                    answer.get_by_role("button", name=name).click()
                check(saved(download.value, tmp_path))


def saved(download: Download, folder: Path) -> Path:
    name = download.suggested_filename
    assert not set(TURNING) & set(name)
    assert "/" not in name
    download.save_as(folder / name)
    return folder / name


def parts_of(path: Path) -> dict[str, str]:
    """The XML parts of an Office file, in which no mark of direction may be."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name).decode("utf-8") for name in archive.namelist() if name.endswith((".xml", ".rels"))}
    for name, part in parts.items():
        assert not set(TURNING) & set(part), name
        assert 'TargetMode="External"' not in part, name
    return parts


def document_is_text(path: Path) -> None:
    parts = parts_of(path)
    assert "hyperlink" not in parts["word/document.xml"]
    document = Document(str(path))
    words = [p.text for p in document.paragraphs] + [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert any("<svg hacked" in text or "<hacked" in text for text in words)


def workbook_is_text(path: Path) -> None:
    for name, part in parts_of(path).items():
        if name.startswith("xl/worksheets/"):
            assert "<f>" not in part, name
            assert "<hyperlink" not in part or "http" not in part.split("<hyperlink", 1)[1], name
    book = openpyxl.load_workbook(path)
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert not any(cell.data_type == "f" for cell in cells)
    assert any("<svg hacked" in str(cell.value) or "<hacked" in str(cell.value) for cell in cells)


def markdown_is_text(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not set(TURNING) & set(text)
    assert not re.search(r"(?<!\\)<(?!br>)", text), "every < is escaped"
    assert not re.search(r"(?<!\\)\](?:\(|\[)", text), "nothing is a link"


def drawing_is_text(path: Path) -> None:
    content = path.read_text(encoding="utf-8")
    assert not set(TURNING) & set(content)
    root = ElementTree.fromstring(content)
    for node in root.iter():
        assert node.tag.rsplit("}", 1)[-1] not in {"script", "img", "image", "foreignObject", "a", "iframe"}
        assert not any(name.startswith("on") or name == "hacked" for name in node.attrib)
    assert TOPIC in "\n".join(root.itertext())


def picture_opens(path: Path) -> None:
    with Image.open(io.BytesIO(path.read_bytes())) as picture:
        picture.load()
        assert picture.width > 300
