"""The library in a real browser: everything comes in, is corrected, goes out, and the next answer shows it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import material
import pytest
from asking import ANSWER_MS, ask
from filing import READ_MS, add, answered, choose, correct, drop, find, opened, remove, undo, until_read
from playwright.sync_api import Browser, Route, expect
from walking import both_sizes, open_citation, served, window

from ingest.readers.office import find_office

pytestmark = [pytest.mark.browser, pytest.mark.model]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of the user's own."""
    folder = tmp_path_factory.mktemp("own")
    (folder / "澄明区.txt").write_bytes(material.text("澄明区", 61))
    return folder


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, folder: Path) -> Iterator[str]:
    """Address of a page over a new index."""
    with served(tmp_path_factory.mktemp("library") / "index", folder) as address:
        yield address


@pytest.fixture(scope="module")
def empty_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a page over an index with nothing in it."""
    with served(tmp_path_factory.mktemp("empty") / "index", tmp_path_factory.mktemp("nothing")) as address:
        yield address


@pytest.fixture(scope="module")
def uploaded(browser: Browser, address: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What the page says of each file, after all of them were dropped or chosen; the walk through that is a test of its own."""
    made = tmp_path_factory.mktemp("chosen")
    inner = made / "报送" / "各区"
    inner.mkdir(parents=True)
    for name, data in {
        "临川里区.txt": material.text("临川里区", 51),
        "副本.txt": material.text("霁月区", 31) + "\n补记。".encode(),
        "~$临时.docx": b"x",
    }.items():
        (inner / name).write_bytes(data)
    chosen = material.chosen(made)
    for name, data in chosen.items():
        (made / name).write_bytes(data)
    with window(browser, address, "library-upload") as walk:
        page = walk.page
        walk.tab("材料")
        drop(page, material.dropped())
        choose(page, "选择文件", [made / name for name in chosen])
        choose(page, "选择文件夹", made / "报送")
        expect(page.locator("#library .files li", has_text="竹里区.pdf").locator(".state")).to_contain_text(re.compile("上传|读取|等待"))
        walk.picture("under-way")
        expect(page.locator("#library .uploads .message")).to_contain_text("略过 1 个")
        expect(page.locator("#library .progress .head")).to_contain_text("读取完成", timeout=READ_MS)
        expect(page.locator("#library .progress .head")).to_contain_text("失败 1 个", timeout=READ_MS)
        walk.picture("read")
        return {
            row.locator(".name").text_content() or "": row.locator(".state").text_content() or "" for row in page.locator("#library .files li").all()
        }


@both_sizes
def test_an_empty_collection_says_what_to_do(browser: Browser, empty_address: str, size: str) -> None:
    with window(browser, empty_address, "library-empty", size) as walk:
        expect(walk.page.locator("#chat")).to_contain_text("请到上面的“材料”里添加文件", timeout=ANSWER_MS)
        walk.picture("chat")
        expect(ask(walk.page, "哪些区提到校车？")).to_contain_text("没有")
        walk.picture("answer")
        walk.tab("材料")
        expect(walk.page.locator("#library .count")).to_contain_text("还没有材料")
        walk.picture("library")
        walk.tab("总览")
        expect(walk.page.locator("#overview .message")).to_contain_text("还没有收入报告")
        walk.picture("overview")


def test_every_format_comes_in_and_what_fails_says_why(uploaded: dict[str, str], browser: Browser, address: str) -> None:
    failed = {name: state for name, state in uploaded.items() if "失败" in state}
    assert list(failed) == [material.BROKEN]
    assert re.search("损坏.*请", failed[material.BROKEN])
    whole = [
        *material.dropped(),
        "扫描.png",
        "扫描.pdf",
        "竹里区.pdf",
        "存下的网页.mht",
        "邮件.eml/星野县.txt",
        "两份.zip/梨洲区.txt",
        "两份.zip/枫桥区.txt",
    ]
    assert {name: uploaded.get(name) for name in whole} == {name: "完成，1 份报告" for name in whole}
    assert {state for name, state in uploaded.items() if name != material.BROKEN} == {"完成，1 份报告"}
    assert find_office() is None or {"云岫县.doc", "采薇区.wps", "稻香区.rtf"} <= set(uploaded)


@both_sizes
def test_what_was_just_uploaded_is_found_in_the_chat(uploaded: dict[str, str], browser: Browser, address: str, tmp_path: Path, size: str) -> None:
    region = {"desk": "新月区", "phone": "新雨区"}[size]
    with window(browser, address, "library-ask", size) as walk:
        page = walk.page
        assert region not in answered(walk, "哪些区提到校车？")
        walk.tab("材料")
        add(page, tmp_path, f"{region}.pdf", material.long_pdf(region, 77))
        walk.picture("one-more")
        walk.tab("提问")
        answer = ask(page, f"{region}有多少辆校车？")
        expect(answer).to_contain_text("校车77辆")
        walk.picture("answer")
        assert "校车77辆" in open_citation(walk, answer.locator("a.citation").first)
        evidence = page.locator("#evidence")
        expect(evidence).to_contain_text("第 2 页")
        walk.picture("citation")
        original = page.request.get(f"{address}/{evidence.locator('.original a').get_attribute('href')}")
        assert original.body().startswith(b"%PDF-")
        page.keyboard.press("Escape")
        survey = ask(page, "哪些区提到校车？")
        expect(survey).to_contain_text(region)
        walk.picture("survey")


@both_sizes
def test_corrections_change_the_next_answer_and_are_undone(uploaded: dict[str, str], browser: Browser, address: str, size: str) -> None:
    name, region = {"desk": ("听澜区.md", "听澜区"), "phone": ("沐风县.docx", "沐风县")}[size]
    with window(browser, address, "library-correct", size) as walk:
        page = walk.page
        walk.tab("材料")
        walk.picture("table")
        opened(page, name)
        walk.picture("details")
        find(page, name).locator("button.title").click()
        correct(page, name, 地区=f"{material.CITY}远山区", 年份="2019", 标题="改过的标题")
        expect(page.locator("#library tbody tr").first).to_contain_text("人工更正")
        walk.picture("corrected")
        changed = answered(walk, "2019年哪些区提到校车？")
        assert "远山区" in changed
        assert "改过的标题" in changed
        assert region not in changed.split("查找用词")[0].replace(f"{region}逐车", "").replace(name, "")
        walk.tab("材料")
        undo(page, name)
        expect(page.locator("#library tbody tr").first).to_contain_text("2023")
        assert "改过的标题" not in answered(walk, "哪些区提到校车？")


def test_a_duplicate_is_corrected(uploaded: dict[str, str], browser: Browser, address: str) -> None:
    with window(browser, address, "library-duplicate") as walk:
        page = walk.page
        copy = next(report for report in walk.get("app/library/reports")["reports"] if report["duplicate_of"])
        source = copy["source"]

        def duplicates() -> int:
            answered(walk, "哪些区提到校车？")
            return int(walk.answer(page.locator(".answer").last)["coverage"]["duplicates"])

        before = duplicates()
        walk.tab("材料")
        mark = find(page, source).locator(".mark", has_text=re.compile("^重复$"))
        expect(mark).to_be_visible()
        correct(page, source, 重复="不是重复")
        expect(mark).to_have_count(0)
        walk.picture("no-duplicate")
        assert duplicates() == before - 1
        walk.tab("材料")
        undo(page, source)
        expect(mark).to_be_visible()
        assert duplicates() == before


@both_sizes
def test_what_was_cut_from_a_web_page_is_shown(uploaded: dict[str, str], browser: Browser, address: str, size: str) -> None:
    with window(browser, address, "library-cuts", size) as walk:
        walk.tab("材料")
        details = opened(walk.page, "网页.html")
        details.get_by_text("读取时删去的内容").click()
        cuts = details.locator(".cuts li")
        expect(cuts.filter(has_text="您现在的位置").first).to_be_visible()
        cuts.first.scroll_into_view_if_needed()
        walk.picture("cuts")


@both_sizes
def test_a_new_version_takes_the_place_of_the_old_one(uploaded: dict[str, str], browser: Browser, address: str, tmp_path: Path, size: str) -> None:
    region = {"desk": "换新区", "phone": "替新区"}[size]
    with window(browser, address, "library-version", size) as walk:
        for buses in (71, 72):
            walk.tab("材料")
            add(walk.page, tmp_path, f"{region}.txt", material.text(region, buses))
            answer = answered(walk, f"{region}有多少辆校车？")
            assert f"校车{buses}辆" in answer
        assert "校车71辆" not in answer
        walk.tab("材料")
        expect(walk.page.locator("#library .files .replaced .state")).to_contain_text("已更新")
        remove(walk.page, f"{region}.txt", walk)
        assert region not in answered(walk, "哪些区提到校车？")


def test_a_folder_of_ones_own_is_read_again_and_its_files_are_restored(
    uploaded: dict[str, str], browser: Browser, address: str, folder: Path
) -> None:
    (folder / "清和区.txt").write_bytes(material.text("清和区", 62))
    with window(browser, address, "library-folder") as walk:
        page = walk.page
        walk.tab("材料")
        page.locator("#library .folders summary").click()
        ours = page.locator("#library .folders li").filter(has_text=folder.name)
        ours.get_by_role("button", name="重新读取").click()
        until_read(page, ["清和区.txt"])
        walk.picture("read-again")
        assert "清和区" in answered(walk, "哪些区提到校车？")
        walk.tab("材料")
        remove(page, "清和区.txt", walk)
        assert "清和区" not in answered(walk, "哪些区提到校车？")
        walk.tab("材料")
        page.get_by_label("查找材料").fill("")
        walk.picture("removed")
        ours.get_by_role("button", name="恢复").click()
        expect(find(page, "清和区.txt")).to_have_count(1, timeout=READ_MS)
        walk.picture("restored")
        assert "清和区" in answered(walk, "哪些区提到校车？")
        assert (folder / "清和区.txt").exists()


def test_a_file_that_is_too_large_says_so_and_the_others_come_in(uploaded: dict[str, str], browser: Browser, address: str) -> None:
    listed = []

    def small(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, json={**response.json(), "max_bytes": 2000})
        listed.append(response.url)

    with window(browser, address, "library-large") as walk:
        page = walk.page
        walk.tab("材料")
        page.route("**/app/library/reports", small)
        page.evaluate("document.dispatchEvent(new CustomEvent('collection-changed'))")
        for _ in range(100):
            page.wait_for_timeout(100)
            if listed:
                break
        assert listed
        page.wait_for_timeout(500)
        drop(page, {"太大.txt": b"x" * 2001, "小而全区.txt": material.text("小而全区", 91)})
        until_read(page, ["小而全区.txt"])
        expect(page.locator("#library .files .failed")).to_contain_text("上限")
        walk.picture("too-large")


@both_sizes
def test_the_overview_follows(uploaded: dict[str, str], browser: Browser, address: str, tmp_path: Path, size: str) -> None:
    region = {"desk": "总览东区", "phone": "总览西区"}[size]
    with window(browser, address, "library-overview", size) as walk:
        page = walk.page
        walk.tab("总览")
        chart = page.locator("#overview .box > svg")
        expect(chart).to_contain_text("墨池区", timeout=READ_MS)
        expect(chart).not_to_contain_text(region)
        walk.picture("before")
        walk.tab("材料")
        add(page, tmp_path, f"{region}.txt", material.text(region, 81))
        walk.tab("总览")
        expect(chart).to_contain_text(region, timeout=READ_MS)
        walk.picture("after")


def test_an_update_is_cancelled(uploaded: dict[str, str], browser: Browser, address: str, tmp_path: Path) -> None:
    with window(browser, address, "library-cancel") as walk:
        page = walk.page
        walk.tab("材料")
        big = tmp_path / "很长.txt"
        big.write_text("\n".join([*material.lines("长谣区", 1), *(f"第{i}项，{material.PADDING}" for i in range(6000))]), encoding="utf-8")
        choose(page, "选择文件", big)
        head = page.locator("#library .progress .head")
        expect(head).to_contain_text("正在读取", timeout=READ_MS)
        page.locator("#library .progress").get_by_role("button", name="取消").click()
        expect(head).to_contain_text("已取消读取", timeout=READ_MS)
        walk.picture("cancelled")
        assert "长谣区" not in answered(walk, "哪些区提到校车？")
        walk.tab("材料")
        expect(page.locator("#library .folders summary")).to_contain_text("还没有读取")
