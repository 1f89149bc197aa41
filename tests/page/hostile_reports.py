"""Reports whose every part tries to be more than text."""

from __future__ import annotations

import zipfile
from pathlib import Path

from docx import Document

MARKUP = (
    "<img hacked src=x onerror=window.hacked=1><script hacked>window.hacked=1</script><hacked onclick=window.hacked=1></textarea></title>"
    "<iframe hacked src=javascript:parent.hacked=1></iframe><style hacked>*{display:none}</style>\"'><svg hacked onload=window.hacked=1>"
)
"""Elements, which all bear the same attribute, so that one look finds any that came to be."""
SHORT = "<svg hacked onload=window.hacked=1>**粗**"
FORMULA = '=HYPERLINK("http://hacked.example/","点我")'
MARKDOWN = (
    "**不是粗体**_不是斜体_ `代码` $$x^2$$ [链接](http://hacked.example/) ![图](http://hacked.example/x.png) [脚本](javascript:window.hacked=1)"
)
TURNED = "\u202e倒着\u202c\u2066隔开\u2069\u200e\u200f"
"""Marks of direction around 倒着 and 隔开."""
TURNING = ("\u200e", "\u200f", *map(chr, range(0x202A, 0x202F)), *map(chr, range(0x2066, 0x206A)))
LONG = "长" * 300 + "x" * 600
FOLDER = "<b hacked>文件夹 'x' \u202e倒着 &lt; [a](b)"
FILE = "<img src=x onerror=hacked=1>\u202e倒着 **粗** %3Cb%3E &amp; 一.txt"
BROKEN = "<svg onload=hacked=1>\u202e坏的 \"'.pdf"
REGION = "石桥镇<b hacked>区"
TITLE = f"更正的标题{TURNED}{SHORT}<img hacked src=x onerror=window.hacked=1> [链接](http://hacked.example/)"
TOPIC = "<img src=x onerror=hacked=1>"


def write_reports(folder: Path) -> None:
    """Write the reports, a file that fails, and an archive with a member of a hostile name.

    Args:
        folder: An empty folder.
    """
    inner = folder / FOLDER
    inner.mkdir()
    for region, year, name in (("雁浦区", 2023, FILE), ("雁浦区", 2024, "雁浦区2024.txt"), ("鹭洲区", 2023, "鹭洲区2023.txt")):
        (inner / name).write_text(_report(region, year), encoding="utf-8")
    _table().save(str(inner / "岚溪县\u202e<b hacked>2023.docx"))
    (inner / BROKEN).write_bytes(b"%PDF-1.7\nbroken")
    with zipfile.ZipFile(inner / "包\u202e<b hacked>.zip", "w") as archive:
        archive.writestr("<i hacked>内\u202e层.txt", _report("青栾县", 2024))


def _report(region: str, year: int) -> str:
    said = f"{year}年检查校车{year % 100}辆，开展校车安全演练{MARKUP}{MARKDOWN}{TURNED}，# 不是标题。"
    head = f"{region}教育局{SHORT}{TURNED}{year}年工作总结"
    return f"{head}\n\n一、校车安全{MARKUP}{MARKDOWN}{TURNED}\n{said}\n二、食品安全{LONG}\n食品安全检查{year % 100 * 3}次{LONG}。\n"


def _table() -> Document:
    document = Document()
    document.add_heading(f"岚溪县教育局{MARKUP}2023年工作总结", 0)
    document.add_heading(f"一、校车安全{MARKDOWN}", 1)
    table = document.add_table(2, 3)
    for cell, text in zip(
        (*table.rows[0].cells, *table.rows[1].cells), ("项目", f"数{MARKUP}", "说明", f"校车安全{MARKUP}", "73辆", MARKDOWN + LONG), strict=True
    ):
        cell.text = text
    document.add_paragraph(f"全县校车安全检查覆盖73辆校车{MARKUP}{MARKDOWN}。")
    return document
