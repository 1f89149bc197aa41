"""One report in every format that the product reads; every name in them is fictional."""

from __future__ import annotations

import subprocess
from email.message import EmailMessage
from pathlib import Path

from ingest.readers.office import find_office
from tests.assistant.library.documents import packed, xlsx
from tests.ingest.readers import word_files
from tests.ingest.readers.pdf_files import encoded, pdf, report_pages, scan, shown
from tests.ingest.readers.web_pages import browser_archive, government

CITY = "云泽市"
PADDING = "坚持立德树人，深化课堂教学改革，推进城乡教育一体发展，办好每一所家门口的学校，人民群众的教育获得感持续增强。"
BROKEN = "打不开的文件.docx"


def lines(region: str, buses: int, year: int = 2023) -> list[str]:
    """Lines of a report, its title first."""
    return [
        f"{CITY}{region}教育局{year}年工作总结",
        "一、校园安全",
        f"（一）抓好校车管理。全区共有校车{buses}辆，{region}逐车签订安全责任书。",
        "二、教师队伍",
        f"公开招聘教师{buses + 100}名，选派骨干教师到乡村学校支教。",
    ]


def text(region: str, buses: int, year: int = 2023) -> bytes:
    """The report as plain text."""
    return "\n".join(lines(region, buses, year)).encode()


def markdown(region: str, buses: int) -> bytes:
    """The report with the headings of Markdown."""
    title, one, first, two, second = lines(region, buses)
    return f"# {title}\n\n## {one}\n\n{first}\n\n## {two}\n\n{second}\n".encode()


def numbered(region: str, buses: int) -> bytes:
    """A Word file whose numbers Word itself makes."""
    para = word_files.para
    title, _, first, _, second = lines(region, buses)
    body = [
        para(title, style="a3"),
        para("校园安全", style="1", num=1, level=0),
        para(first.removeprefix("（一）"), num=1, level=1),
        para("教师队伍", style="1", num=1, level=0),
        para(second),
    ]
    return word_files.docx(*body, numbering=word_files.OFFICIAL)


def long_pdf(region: str, buses: int) -> bytes:
    """Two pages; what is asked for stands on the second."""
    title, one, first, *_ = lines(region, buses)
    return pdf(*report_pages([title, *[f"{i}是，{PADDING}" for i in range(1, 8)], one, first]))


def rtf(region: str, buses: int) -> bytes:
    """Rich text, all of it in numbers."""
    numbers = [[ord(c) - 2**16 if ord(c) >= 2**15 else ord(c) for c in line] for line in lines(region, buses)]
    paragraphs = r"\par ".join("".join(rf"\u{number}?" for number in line) for line in numbers).encode()
    return rb"{\rtf1\ansi\deff0 " + paragraphs + rb"\par}"


def csv(region: str, buses: int) -> bytes:
    """A table in the encoding of a Chinese Windows."""
    title, _, first, _, second = lines(region, buses)
    return f"{title},\n项目,内容\n安全,{first}\n队伍,{second}\n".encode("gbk")


def mail(region: str, buses: int) -> bytes:
    """A message with a report attached."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@other.example", "b@other.example", "报送总结"
    message.set_content("各位领导：总结见附件。")
    message.add_attachment(text(region, buses), maintype="application", subtype="octet-stream", filename=f"{region}.txt")
    return message.as_bytes()


def saved_by_office(program: Path, data: bytes, folder: Path) -> bytes:
    """A Word file as LibreOffice saves it in the format of Word 97, which WPS uses too."""
    source = folder / "source.docx"
    source.write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [str(program), profile, "--headless", "--convert-to", "doc", "--outdir", str(folder / "out"), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (folder / "out" / "source.doc").read_bytes()


def dropped() -> dict[str, bytes]:
    """Files to drag onto the page."""
    return {
        "霁月区.txt": text("霁月区", 31),
        "听澜区.md": markdown("听澜区", 32),
        "沐风县.docx": numbered("沐风县", 33),
        "网页.html": government().data,
        "扶光区.xlsx": xlsx(f"{CITY}扶光区"),
        "墨池区.csv": csv("墨池区", 37),
    }


def chosen(folder: Path) -> dict[str, bytes]:
    """Files to choose in a dialog, with those of LibreOffice where there is one."""
    office = {}
    program = find_office()
    if program is not None:
        office = {
            "云岫县.doc": saved_by_office(program, numbered("云岫县", 35), folder),
            "采薇区.wps": saved_by_office(program, numbered("采薇区", 36), folder),
            "稻香区.rtf": rtf("稻香区", 38),
        }
    return {
        **office,
        "竹里区.pdf": long_pdf("竹里区", 41),
        "扫描.pdf": pdf(shown(scan(lines("望舒区", 42)))),
        "扫描.png": encoded(scan(lines("清晏区", 43), size=(595.0, 420.0), points=14), "PNG"),
        "存下的网页.mht": browser_archive().data.replace(b"http://www.qingyuan.example", b"http://www.other.example"),
        "邮件.eml": mail("星野县", 39),
        "两份.zip": packed({"梨洲区.txt": text("梨洲区", 44), "枫桥区.txt": text("枫桥区", 45)}),
        BROKEN: b"PK\x03\x04 no archive at all",
    }
