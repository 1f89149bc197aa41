import zipfile
from io import BytesIO

import pytest
from word_files import OFFICIAL, docx, packed, para, read, table

from ingest.models import FailureCategory, UnreadableFileError
from ingest.readers import word_package


def category_of(data: bytes) -> FailureCategory:
    with pytest.raises(UnreadableFileError) as caught:
        read(data)
    message = str(caught.value)
    assert "\u4e00" <= message[0] <= "\u9fff"
    assert message.endswith("。")
    return caught.value.category


def changed(data: bytes, name: str, change: bytes | None) -> bytes:
    """The package with one file replaced, or without it."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        files = {entry: archive.read(entry) for entry in archive.namelist()}
    files.pop(name)
    return packed(files if change is None else files | {name: change})


WHOLE = docx(*("全区教育系统认真落实各项部署。" for _ in range(200)))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04 nothing",
        WHOLE[: len(WHOLE) // 2],
        packed({"readme.txt": b"x"}),
        changed(WHOLE, "word/document.xml", None),
        changed(WHOLE, "word/document.xml", b"<w:document"),
        changed(WHOLE, "word/document.xml", b"<html/>"),
        changed(WHOLE, "word/styles.xml", b"\0\0"),
        changed(WHOLE, "_rels/.rels", b"no xml"),
    ],
    ids=["empty", "header only", "truncated", "another zip", "no body", "cut xml", "another root", "broken styles", "broken links"],
)
def test_damaged_files(data: bytes) -> None:
    assert category_of(data) is FailureCategory.DAMAGED


def test_damaged_member() -> None:
    at = WHOLE.index(b"word/document.xml") + len("word/document.xml") + 40
    assert category_of(WHOLE[:at] + bytes(20) + WHOLE[at + 20 :]) is FailureCategory.DAMAGED


def test_every_cut_off_file_is_told_as_damaged() -> None:
    for end in range(0, len(WHOLE), 97):
        assert category_of(WHOLE[:end]) is FailureCategory.DAMAGED


def test_protected_member() -> None:
    data = bytearray(WHOLE)
    place = data.index(b"PK\x01\x02")
    while place >= 0:
        data[place + 8] |= 1  # general purpose bit 0: encrypted
        place = data.find(b"PK\x01\x02", place + 4)
    assert category_of(bytes(data)) is FailureCategory.ENCRYPTED


def test_far_too_large_when_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_package, "MAX_UNPACKED_BYTES", 1000)
    assert category_of(WHOLE) is FailureCategory.TOO_LARGE


@pytest.mark.parametrize("body", [[], [para()], [para("  ")], [table(["", ""])]], ids=["nothing", "paragraph", "spaces", "table"])
def test_no_text(body: list[str]) -> None:
    assert category_of(docx(*body, margins=[("header", para("页眉"))])) is FailureCategory.EMPTY


def test_unusual_packages() -> None:
    with zipfile.ZipFile(BytesIO(docx(para("回顾", style="1")))) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    macros = {
        name: data.replace(b"openxmlformats-officedocument.wordprocessingml.document.main", b"ms-word.document.macroEnabled.main")
        for name, data in files.items()
    }
    strict = {
        name: data.replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main", b"http://purl.oclc.org/ooxml/wordprocessingml/main"
        ).replace(b"http://schemas.openxmlformats.org/officeDocument/2006/relationships", b"http://purl.oclc.org/ooxml/officeDocument/relationships")
        for name, data in files.items()
    }
    backslashes = {name.replace("/", "\\") if name.startswith("word") else name: data for name, data in files.items()}
    capitals = {name.replace("word/", "Word/"): data for name, data in files.items()}
    bare = {"word/document.xml": files["word/document.xml"]}
    for variant in (macros, strict, backslashes, capitals):
        extraction = read(packed(variant))
        assert (extraction.text, len(extraction.headings)) == ("回顾", 1)
    assert read(packed(bare)).text == "回顾"


def test_entities_are_not_expanded() -> None:
    text = b'<!DOCTYPE x [<!ENTITY a "' + b"A" * 1000 + b'"><!ENTITY b SYSTEM "file:///etc/hostname">]>'
    with zipfile.ZipFile(BytesIO(docx("正文"))) as archive:
        body = archive.read("word/document.xml").replace(b"<w:document", text + b"<w:document", 1).replace("正文".encode(), "正文&a;&b;".encode())
    assert read(changed(docx("正文"), "word/document.xml", body)).text == "正文"


def changed_to_one_file(data: bytes) -> bytes:
    """Flat Open XML, as Word saves it under .xml."""
    kind = "application/xml"
    with zipfile.ZipFile(BytesIO(data)) as archive:
        files = {name: archive.read(name).decode().partition("?>")[2] or archive.read(name).decode() for name in archive.namelist() if name[0] != "["}
    parts = "".join(
        f'<pkg:part pkg:name="/{name}" pkg:contentType="{kind}"><pkg:xmlData>{text}</pkg:xmlData></pkg:part>' for name, text in files.items()
    )
    picture_part = '<pkg:part pkg:name="/word/media/i.png" pkg:contentType="image/png"><pkg:binaryData>iVBORw0K</pkg:binaryData></pkg:part>'
    start = '<?xml version="1.0" encoding="UTF-8"?><?mso-application progid="Word.Document"?>'
    return f'{start}<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">{parts}{picture_part}</pkg:package>'.encode()


def test_flat_open_xml_reads_like_its_package() -> None:
    body = [para("回顾", style="1", num=1), para("招聘86名。", num=1, level=1), table(["学校", "班级数"], ["清源一小", "24"])]
    data = docx(*body, numbering=OFFICIAL, margins=[("header", para("清源区教育局文件"))])
    assert read(changed_to_one_file(data)) == read(data)


WORD_2003 = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?><?mso-application progid="Word.Document"?>
<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml" xmlns:wx="http://schemas.microsoft.com/office/word/2003/auxHint"
 xmlns:aml="http://schemas.microsoft.com/aml/2001/core" xmlns:v="urn:schemas-microsoft-com:vml">
<w:lists><w:listDef w:listDefId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>
<w:nfc w:val="37"/><w:suff w:val="Nothing"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:lvlText w:val="%2."/></w:lvl></w:listDef><w:list w:ilfo="1"><w:ilst w:val="0"/></w:list></w:lists>
<w:styles><w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style></w:styles>
<w:body><wx:sect><wx:sub-section>
<w:p><w:pPr><w:pStyle w:val="1"/><w:listPr><w:ilvl w:val="0"/><w:ilfo w:val="1"/><wx:t wx:val="一、"/></w:listPr></w:pPr>
<w:r><w:t>回顾</w:t></w:r></w:p>
<w:p><w:pPr><w:listPr><w:ilvl w:val="1"/><w:ilfo w:val="1"/></w:listPr></w:pPr><w:r><w:t>招聘86名</w:t></w:r>
<w:r><w:footnote><w:p><w:r><w:t>截至年底。</w:t></w:r></w:p></w:footnote></w:r><w:r><w:t>，到岗。</w:t></w:r></w:p>
<w:p><aml:annotation w:type="Word.Deletion"><aml:content><w:r><w:delText>旧</w:delText></w:r></aml:content></aml:annotation>
<aml:annotation w:type="Word.Insertion"><aml:content><w:r><w:t>新增</w:t></w:r></aml:content></aml:annotation>
<w:r><aml:annotation w:type="Word.Comment"><aml:content><w:p><w:r><w:t>批注</w:t></w:r></w:p></aml:content></aml:annotation></w:r></w:p>
<w:tbl><w:tr><w:tc><w:p><w:r><w:rPr><w:b/></w:rPr><w:t>学校</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:rPr><w:b/></w:rPr><w:t>班级数</w:t></w:r></w:p></w:tc></w:tr>
<w:tr><w:tc><w:tcPr><w:vmerge w:val="restart"/></w:tcPr><w:p><w:r><w:t>清源一小</w:t></w:r></w:p></w:tc>
<w:tc><w:p><w:r><w:t>24</w:t></w:r></w:p></w:tc></w:tr>
<w:tr><w:tc><w:tcPr><w:vmerge/></w:tcPr><w:p/></w:tc><w:tc><w:p><w:r><w:t>6</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
<w:p><w:r><w:pict><w:binData w:name="wordml://1.png">AAAA</w:binData><v:shape><v:imagedata src="wordml://1.png"/></v:shape></w:pict></w:r></w:p>
<w:sectPr><w:hdr w:type="odd"><w:p><w:r><w:t>清源区教育局文件</w:t></w:r></w:p></w:hdr></w:sectPr>
</wx:sub-section></wx:sect></w:body></w:wordDocument>"""
"""A document as Word 2003 saves it in XML, and as systems fill it in from a template."""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_word_2003_xml(encoding: str) -> None:
    extraction = read(WORD_2003.replace("UTF-8", encoding).encode(encoding))
    assert extraction.text.split("\n") == [
        "一、回顾",
        "1. 招聘86名，到岗。",
        "[注1] 截至年底。",
        "新增",
        "学校：清源一小；班级数：24",
        "学校：清源一小；班级数：6",
    ]
    assert [heading.level for heading in extraction.headings] == [1]
    assert [cut.text for cut in extraction.cuts] == ["清源区教育局文件"]


@pytest.mark.parametrize("data", [WORD_2003[:1500], WORD_2003.replace("w:body>", "w:x>"), changed_to_one_file(WHOLE)[:3000].decode()])
def test_damaged_xml_files(data: str) -> None:
    assert category_of(data.encode()) is FailureCategory.DAMAGED
