"""What is done in the library, for the tests that drive a browser."""

from __future__ import annotations

import base64
import re
from pathlib import Path

from asking import ask
from playwright.sync_api import Locator, Page, expect
from walking import Walk

READ_MS = 120_000
"""Longest time for reading what was uploaded."""
DROP = """(files) => {
  const data = new DataTransfer();
  const bytes = (coded) => Uint8Array.from(atob(coded), (c) => c.charCodeAt(0));
  for (const [name, coded] of files) data.items.add(new File([bytes(coded)], name));
  const target = document.querySelector("#library .uploads");
  const event = (kind) => new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true });
  for (const kind of ["dragenter", "dragover", "drop"]) target.dispatchEvent(event(kind));
}"""


def drop(page: Page, files: dict[str, bytes]) -> None:
    """Drag files from outside onto the page."""
    page.evaluate(DROP, [[name, base64.b64encode(data).decode()] for name, data in files.items()])


def choose(page: Page, button: str, paths: list[Path] | Path) -> None:
    """Choose files, or a folder, in the dialog that a button opens."""
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name=button, exact=True).click()
    chooser.value.set_files(paths)


def until_read(page: Page, files: list[str]) -> None:
    """Wait until the update has ended that read the files."""
    for name in files:
        shown = page.locator("#library .files li").filter(has=page.locator(".name", has_text=re.compile(f"^{re.escape(name)}")))
        expect(shown.first).to_have_class(re.compile("added|replaced|failed"), timeout=READ_MS)
    expect(page.locator("#library .progress .head")).to_contain_text(re.compile("读取完成|没有读完"), timeout=READ_MS)


def add(page: Page, folder: Path, name: str, data: bytes) -> None:
    """Upload one file and wait until it is read."""
    (folder / name).write_bytes(data)
    choose(page, "选择文件", folder / name)
    until_read(page, [name])


def find(page: Page, words: str) -> Locator:
    """The rows that the table finds."""
    page.get_by_label("查找材料").fill(words)
    rows = page.locator("#library tbody tr:not(.detail)")
    expect(page.locator("#library .count")).to_contain_text("找到")
    return rows


def opened(page: Page, words: str) -> Locator:
    """The details of the one row that is found."""
    rows = find(page, words)
    expect(rows).to_have_count(1)
    rows.locator("button.title").click()
    details = page.locator("#library .opened")
    expect(details).to_be_visible()
    return details


def correct(page: Page, words: str, **fields: str) -> None:
    """Correct the one report that is found, field by field."""
    details = opened(page, words)
    for label, value in fields.items():
        field = details.locator("form label").filter(has_text=re.compile(f"^{label}"))
        if field.locator("select").count():
            field.locator("select").select_option(label=value)
        else:
            field.locator("input").fill(value)
    details.get_by_role("button", name="保存更正").click()
    expect(page.locator("#library > .message")).to_contain_text("已更正")
    expect(page.locator("#library > .message")).to_be_in_viewport()


def undo(page: Page, words: str) -> None:
    """Take back the corrections of the one report that is found."""
    details = page.locator("#library .opened") if page.locator("#library .opened").count() else opened(page, words)
    details.get_by_role("button", name="撤销更正").click()
    expect(page.locator("#library > .message")).to_contain_text("已撤销")


def remove(page: Page, words: str, walk: Walk) -> None:
    """Remove the one file that is found, after the page has asked."""
    opened(page, words).get_by_role("button", name="移除").click()
    dialog = page.locator("#library dialog")
    expect(dialog).to_contain_text("份报告会从材料里去掉")
    expect(dialog.get_by_role("button", name="不移除")).to_be_focused()
    walk.picture("really-remove")
    dialog.get_by_role("button", name="移除", exact=True).click()
    expect(page.locator("#library > .message")).to_contain_text("已移除")
    expect(page.locator("#library .count")).to_contain_text("没有符合的材料")


def answered(walk: Walk, question: str) -> str:
    """Ask in the chat, in the same page, and give what it shows."""
    walk.tab("提问")
    return ask(walk.page, question).inner_text()
