import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont
from support import SHARED, needs_shared
from word_files import (
    HEADING_STYLES,
    OFFICIAL,
    cell,
    docx,
    field,
    image_link,
    lines,
    outside,
    para,
    picture,
    read,
    row,
    run,
    squeeze,
    table,
    text_box,
    words,
)

from ingest.decoding import normalise
from ingest.models import CutReason, FailureCategory, UnreadableFileError
from ingest.readers.word import read_docx

TITLE = "云泽市清源区教育局2024年工作总结"
BEGIN, SEPARATE, END = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))


# --- headings ---


def test_headings_by_style_and_outline_level() -> None:
    styles = HEADING_STYLES + (
        '<w:style w:type="paragraph" w:styleId="n"><w:name w:val="标题 3"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="m"><w:name w:val="我的标题"/><w:basedOn w:val="2"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="b"><w:name w:val="条文"/><w:basedOn w:val="1"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="g"><w:name w:val="二级标题"/></w:style>'
    )
    body = [para(TITLE, style="a3"), para("回顾", style="1", num=1), para("招聘", style="2"), para("甲", style="n"), para("乙", style="m")]
    body += [para("丙", style="b"), para("丁", properties='<w:outlineLvl w:val="3"/>'), para("戊", style="g"), para("己", style="缺")]
    extraction = read(docx(*body, styles=styles, numbering=OFFICIAL))
    found = [(extraction.text[h.start : h.end], h.level) for h in extraction.headings]
    assert found == [("一、回顾", 1), ("招聘", 2), ("甲", 3), ("乙", 2), ("丁", 4), ("戊", 2)]
    assert extraction.text.startswith(f"{TITLE}\n一、回顾\n")


def test_heading_with_a_line_break_is_one_line() -> None:
    extraction = read(docx(para(run("第一章"), "<w:r><w:br/></w:r>", run("总则"), style="1"), "正文。"))
    assert extraction.text == "第一章 总则\n正文。"
    assert len(extraction.headings) == 1


def test_paragraph_of_text_in_a_heading_style_is_no_heading() -> None:
    assert read(docx(para("全区教育系统认真落实各项部署。" * 10, style="1"))).headings == ()


# --- what is in a paragraph ---


def test_breaks_and_tabs() -> None:
    body = para(run("甲"), "<w:r><w:br/></w:r>", run("乙"), "<w:r><w:tab/><w:tab/></w:r>", run("丙"), '<w:r><w:br w:type="page"/></w:r>', run("丁"))
    assert lines(body, para("<w:r><w:tab/></w:r>", run("缩进  ")), para(), para(run("　　空两格"))) == ["甲", "乙  丙", "丁", "缩进", "空两格"]


def test_revisions() -> None:
    body = para(
        run("招聘"),
        '<w:del w:id="1"><w:r><w:delText>46</w:delText></w:r></w:del>',
        f'<w:ins w:id="2">{run("86")}</w:ins>',
        f'<w:moveFrom w:id="3">{run("移走")}</w:moveFrom>',
        f'<w:moveTo w:id="4">{run("名")}</w:moveTo>',
    )
    assert lines(body) == ["招聘86名"]


def test_removed_paragraph_mark_joins_paragraphs() -> None:
    body = [
        para("招聘教师", properties='<w:rPr><w:del w:id="1"/></w:rPr>'),
        para("86名。"),
        para("培训。", properties='<w:rPr><w:ins w:id="2"/></w:rPr>'),
    ]
    assert lines(*body) == ["招聘教师86名。", "培训。"]


def test_hidden_text_is_a_cut() -> None:
    styles = HEADING_STYLES + '<w:style w:type="character" w:styleId="h"><w:name w:val="暗"/><w:rPr><w:vanish/></w:rPr></w:style>'
    styles += '<w:style w:type="paragraph" w:styleId="hp"><w:name w:val="暗段"/><w:rPr><w:vanish/></w:rPr></w:style>'
    body = [para(run("甲"), run("密", "<w:vanish/>"), run("乙", '<w:vanish w:val="0"/>'), run("暗", '<w:rStyle w:val="h"/>'))]
    body += [para("全暗", style="hp"), para(run("例外", '<w:vanish w:val="false"/>'), style="hp"), para(run("网", "<w:webHidden/>"))]
    extraction = read(docx(*body, styles=styles))
    assert extraction.text == "甲乙\n例外\n网"
    assert outside(extraction) == ["密暗\n全暗"]


def test_fields_show_their_results() -> None:
    body = [
        para(run("第"), field(" PAGEREF x ", "3"), run("页")),
        para('<w:fldSimple w:instr=" DATE ">' + run("2024年1月5日") + "</w:fldSimple>"),
        para(field(' HYPERLINK "http://x" ', "清源教育网")),
        para(f'<w:hyperlink r:id="r9">{run("链接")}</w:hyperlink>'),
        para(BEGIN, "<w:r><w:instrText> IF </w:instrText></w:r>", field("X", "1"), run("= 1 是 否"), SEPARATE, run("是"), END),
        para(field(r"eq \o\ac(○,12)", None), run("食堂")),
        para(field(r"eq \o\ac(□,√)", None), run("合格")),
    ]
    assert lines(*body) == ["第3页", "2024年1月5日", "清源教育网", "链接", "是", "⑫食堂", "√合格"]


def test_field_without_end_hides_nothing() -> None:
    assert lines(para(field(" REF x ", None, closed=False), run("正文一")), "正文二") == ["正文一", "正文二"]


def test_content_controls_and_smart_tags() -> None:
    control = "<w:sdt><w:sdtPr>{}</w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    body = [
        control.format("", para("控件段落")),
        para(control.format("", run("控件")), f'<w:smartTag w:uri="x" w:element="y">{run("标记")}</w:smartTag>'),
        f'<w:customXml w:element="x">{para("自定义")}</w:customXml>',
        para(run("填写："), control.format("<w:showingPlcHdr/>", run("单击此处输入文字。"))),
    ]
    extraction = read(docx(*body))
    assert extraction.text == "控件段落\n控件标记\n自定义\n填写："
    assert outside(extraction) == ["单击此处输入文字。"]


def test_symbols_ruby_formulas() -> None:
    body = [
        para('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', run("合格"), '<w:r><w:sym w:font="Wingdings" w:char="F046"/></w:r>'),
        para('<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>', run("95%")),
        para(run("\uf0fc", '<w:rFonts w:ascii="Wingdings"/>'), run("达标\uf06c")),
        para("<w:r><w:ruby><w:rt><w:r><w:t>qīng</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>清</w:t></w:r></w:rubyBase></w:ruby></w:r>", run("源")),
        para(run("占"), "<m:oMath><m:f><m:num><m:r><m:t>3</m:t></m:r></m:num><m:den><m:r><m:t>4</m:t></m:r></m:den></m:f></m:oMath>"),
        para(run("A"), "<w:r><w:noBreakHyphen/></w:r>", run("B\ue000字")),
    ]
    extraction = read(docx(*body))
    assert extraction.text == "☑合格\n≥95%\n√达标\n清源\n占3/4\nA-B\ue000字"
    assert outside(extraction) == ["qīng"]


# --- tables of contents ---

CONTENTS = BEGIN + '<w:r><w:instrText> TOC \\o "1-3" </w:instrText></w:r>' + SEPARATE


def entry(text: str, page: str, *, style: str = "", before: str = "", after: str = "") -> str:
    return para(before or "<w:r/>", run(text), "<w:r><w:tab/></w:r>", run(page), after or "<w:r/>", style=style)


def control(*content: str) -> str:
    properties = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{''.join(content)}</w:sdtContent></w:sdt>"


@pytest.mark.parametrize(
    "contents",
    [
        control(para("目　录", style="TOC"), entry("一、回顾", "1", style="10", before=CONTENTS), entry("二、打算", "3", style="10", after=END)),
        para("目　录") + entry("一、回顾", "1", before=CONTENTS) + entry("二、打算", "3", after=END),
        para("目　录") + entry("一、回顾", "1", style="10") + entry("二、打算", "3", style="10"),
    ],
    ids=["control", "field", "styles"],
)
def test_generated_contents_are_one_cut(contents: str) -> None:
    extraction = read(docx(TITLE, contents, para("一、回顾", style="1"), "正文。"))
    assert extraction.text == f"{TITLE}\n一、回顾\n正文。"
    (cut,) = extraction.cuts
    assert [squeeze(line) for line in cut.text.split("\n")] == ["目录", "一、回顾1", "二、打算3"]
    assert cut.start == len(TITLE) + 1


def test_body_text_inside_a_table_of_contents_is_kept() -> None:
    contents = control(entry("一、回顾", "1", style="10", before=CONTENTS, after=END), para("全年招聘教师86名，均已到岗。"))
    extraction = read(docx(contents, para("正文用了目录样式，这一行没有页码。", style="10"), para("目录")))
    assert extraction.text == "全年招聘教师86名，均已到岗。\n正文用了目录样式，这一行没有页码。\n目录"


def test_contents_field_without_end_hides_nothing() -> None:
    extraction = read(docx(entry("一、回顾", "1", before=CONTENTS), "正文一。", "正文二。"))
    assert extraction.text.split("\n")[-2:] == ["正文一。", "正文二。"]


# --- what hangs on the text ---


def test_text_box_is_read_once_after_its_paragraph() -> None:
    body = [para(run("正文前"), text_box(para("框内一"), para("框内二", num=1)), run("正文后")), para("次段", num=1)]
    assert lines(*body, numbering=OFFICIAL) == ["正文前正文后", "框内一", "一、框内二", "二、次段"]


def test_fallback_is_read_when_the_choice_holds_nothing() -> None:
    fallback = f"<mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>{para('旧式')}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback>"
    assert lines(para(f'<w:r><mc:AlternateContent><mc:Choice Requires="x"><w:drawing/></mc:Choice>{fallback}</mc:AlternateContent></w:r>')) == [
        "旧式"
    ]


def test_word_art_and_diagrams() -> None:
    diagram = '<a:graphic><a:graphicData><dgm:relIds r:dm="d1"/></a:graphicData></a:graphic>'
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/diagramData"
    points = '<x xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:p><a:r><a:t>摸底</a:t></a:r></a:p><a:p><a:r><a:t>整改</a:t></a:r></a:p></x>'
    data = docx(
        para(f'<w:r><w:pict><v:shape><v:textpath string="{TITLE}"/></v:shape></w:pict></w:r>'),
        para(f"<w:r><w:drawing><wp:inline>{diagram}</wp:inline></w:drawing></w:r>"),
        files={"word/diagrams/data1.xml": points.encode()},
        links=f'<Relationship Id="d1" Type="{kind}" Target="diagrams/data1.xml"/>',
    )
    assert read(data).text.split("\n") == [TITLE, "摸底", "整改"]


def test_notes_follow_the_paragraph_that_refers_to_them() -> None:
    footnotes = f'<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote><w:footnote w:id="2">{para(run(" 截至2024年12月。"))}</w:footnote>'
    footnotes += f'<w:footnote w:id="3">{para("不含民办。")}{para("含寄宿制。")}</w:footnote>'
    endnotes = f'<w:endnote w:id="2">{para("统计公报。")}</w:endnote>'
    body = [
        para(run("学生"), '<w:r><w:footnoteReference w:id="3"/></w:r>', run("1032人"), '<w:r><w:footnoteReference w:id="2"/></w:r>'),
        para(run("教师86名"), '<w:r><w:endnoteReference w:id="2"/></w:r>', '<w:r><w:footnoteReference w:id="99"/></w:r>'),
    ]
    found = lines(*body, footnotes=footnotes, endnotes=endnotes)
    assert found == ["学生1032人", "[注1] 不含民办。 含寄宿制。", "[注2] 截至2024年12月。", "教师86名", "[尾注1] 统计公报。"]


def test_headers_and_footers_are_cuts_once() -> None:
    margins = [
        ("header", para("清源区教育局文件")),
        ("footer", para(run("— "), field(" PAGE ", "1"), run(" —"))),
        ("header", para("清源区教育局文件")),
    ]
    margins += [("footer", para("第 1 页 共 5 页")), ("header", para())]
    extraction = read(docx("正文。", margins=margins))
    assert extraction.text == "正文。"
    assert [(cut.reason, cut.text, cut.start) for cut in extraction.cuts] == [
        (CutReason.RUNNING_HEAD, "清源区教育局文件", 0),
        (CutReason.PAGE_MARK, "— 1 —", 3),
        (CutReason.PAGE_MARK, "第 1 页 共 5 页", 3),
    ]


def test_comments_are_left_out() -> None:
    body = para('<w:commentRangeStart w:id="0"/>', run("正文"), '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>')
    assert lines(body) == ["正文"]


@pytest.mark.parametrize("name", ["afchunk.mht", "chunk.html", "chunk.docx", "chunk.txt"])
def test_embedded_documents(name: str) -> None:
    page = "<html><body><p>招聘教师86名。</p><p>培训校长12人，开展教研活动40场，覆盖全部学校。</p></body></html>"
    contents = {
        "afchunk.mht": f"MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{page}".encode(),
        "chunk.html": page.encode(),
        "chunk.docx": docx("招聘教师86名。", "培训校长12人，开展教研活动40场，覆盖全部学校。"),
        "chunk.txt": "招聘教师86名。\n培训校长12人，开展教研活动40场，覆盖全部学校。".encode(),
    }
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/aFChunk"
    data = docx(
        "前言。", '<w:altChunk r:id="c1"/>', files={f"word/{name}": contents[name]}, links=f'<Relationship Id="c1" Type="{kind}" Target="{name}"/>'
    )
    assert read(data).text.split("\n") == ["前言。", "招聘教师86名。", "培训校长12人，开展教研活动40场，覆盖全部学校。"]


# --- pictures ---


def drawn(text: str = "", size: tuple[int, int] = (640, 240)) -> bytes:
    image = Image.new("RGB", size, "white")
    if text:
        ImageDraw.Draw(image).text((40, 70), text, fill="black", font=ImageFont.load_default(size=72))
    stream = BytesIO()
    image.save(stream, "PNG")
    return stream.getvalue()


def illustrated(text: str, *images: bytes) -> bytes:
    files = {f"word/media/i{i}.png": image for i, image in enumerate(images)}
    links = "".join(image_link(f"i{i}", f"media/i{i}.png") for i in range(len(images)))
    return docx(*(para(picture(f"i{i}")) for i in range(len(images))), *([text] if text else []), files=files, links=links)


@pytest.fixture
def recognised(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """Pictures that were given to recognition, which reads the same words from each."""
    seen: list[bytes] = []

    def recognise(data: bytes) -> str:
        seen.append(data)
        return "认出的字\n\n第二行"

    monkeypatch.setattr("ingest.readers.ocr.recognise_image", recognise)
    return seen


def test_picture_of_text_is_recognised() -> None:
    assert "2024" in read(illustrated("", drawn("REPORT 2024"))).text


def test_pictures_are_recognised_in_place_when_they_are_the_document(recognised: list[bytes]) -> None:
    told: list[tuple[int, int]] = []
    extraction = read_docx(illustrated("图后的说明", drawn(), drawn("1"), drawn()), lambda done, pages: told.append((done, pages)))
    assert extraction.text == "认出的字\n第二行\n" * 3 + "图后的说明"
    assert told == [(1, 3), (2, 3), (3, 3)]
    assert len(recognised) == 2
    assert extraction.recognised_pages == ()


@pytest.mark.parametrize(
    ("text", "image"),
    [("文字很多的总结。" * 10, drawn()), ("短", drawn(size=(60, 60))), ("短", drawn(size=(4000, 20))), ("短", b"no picture"), ("短", b"")],
    ids=["much text", "emblem", "ruler", "broken", "empty"],
)
def test_illustrations_are_not_recognised(recognised: list[bytes], text: str, image: bytes) -> None:
    assert read(illustrated(text, image)).text == text
    assert recognised == []


def test_missing_picture_is_passed_over() -> None:
    data = docx(para(picture("x")), para(picture("i0")), "正文", links=image_link("i0", "NULL"))
    assert read(data).text == "正文"


def test_pictures_without_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.readers.ocr.recognise_image", lambda data: "")
    with pytest.raises(UnreadableFileError, match="图片") as caught:
        read(illustrated("", drawn()))
    assert caught.value.category is FailureCategory.EMPTY


def test_picture_that_recognition_cannot_take(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(data: bytes) -> str:
        raise UnreadableFileError(FailureCategory.DAMAGED, "图片打不开。")

    monkeypatch.setattr("ingest.readers.ocr.recognise_image", refuse)
    assert read(illustrated("短", drawn())).text == "短"


# --- nothing is lost ---

inline = st.recursive(
    words.map(run),
    lambda inner: st.one_of(
        inner.map(lambda x: f"<w:ins w:id='1'>{x}</w:ins>"),
        inner.map(lambda x: f"<w:hyperlink>{x}</w:hyperlink>"),
        inner.map(lambda x: f"<w:sdt><w:sdtPr/><w:sdtContent>{x}</w:sdtContent></w:sdt>"),
        inner.map(lambda x: f"<w:smartTag>{x}</w:smartTag>"),
        words.map(lambda x: run(x, "<w:vanish/>")),
        words.map(lambda x: field(" REF ", x)),
        inner.map(lambda x: text_box(para(x))),
    ),
    max_leaves=4,
)
paragraphs = st.builds(
    lambda pieces, style, number: para(*pieces, style=style, num=number, level=0 if number else None),
    st.lists(inner := inline, min_size=1, max_size=3),
    st.sampled_from(["", "1", "2", "a3", "10"]),
    st.sampled_from([None, 1]),
)
blocks = st.recursive(
    paragraphs,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=4).map(lambda cells: table(*(row(cell(c), cell(c)) for c in cells))),
        st.lists(inner, min_size=2, max_size=3).map(lambda cells: table(row(*(cell(c, bold=True) for c in cells)), row(*(cell(c) for c in cells)))),
        inner.map(lambda x: f"<w:sdt><w:sdtPr/><w:sdtContent>{x}</w:sdtContent></w:sdt>"),
        inner.map(control),
    ),
    max_leaves=4,
)


def texts_of(data: bytes) -> Iterator[str]:
    """All ``w:t`` of the body but those of a second copy for old versions."""
    from lxml import etree

    with zipfile.ZipFile(BytesIO(data)) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    namespace = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    for node in root.iter(f"{namespace}t"):
        if not any(parent.tag.endswith("}Fallback") for parent in node.iterancestors()):
            yield normalise(node.text or "")


@given(st.lists(blocks, min_size=1, max_size=4))
def test_every_piece_of_text_is_in_the_text_or_a_cut(body: list[str]) -> None:
    data = docx("开头", *body, numbering=OFFICIAL)
    extraction = read(data)
    kept = squeeze(extraction.text + "\n".join(cut.text for cut in extraction.cuts))
    assert all(squeeze(piece) in kept for piece in texts_of(data))


def shared_documents() -> list[Path]:
    return sorted((SHARED / "eval").rglob("*.docx")) if SHARED.is_dir() else []


@needs_shared
@pytest.mark.parametrize("path", shared_documents(), ids=lambda path: path.stem)
def test_real_documents_lose_nothing(path: Path) -> None:
    data = path.read_bytes()
    text = squeeze(read(data).text)
    whole = squeeze("".join(texts_of(data)))
    assert len(text) >= len(whole)
    for piece in texts_of(data):
        assert squeeze(piece) in text


@needs_shared
def test_picture_of_text_in_a_real_document() -> None:
    data = (SHARED / "eval" / "formats" / "ocr_test.docx").read_bytes()
    assert len(squeeze(read(data).text)) > len(squeeze("".join(texts_of(data))))
