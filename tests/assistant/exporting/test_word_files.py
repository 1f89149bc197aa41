from __future__ import annotations

import io
import re
import zipfile
from datetime import date

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from exported import Convert, compact, pdf_text
from lxml import etree

from assistant.exporting import answer_docx
from assistant.exporting.plain import one_line
from assistant.marked import pieces
from assistant.models import Answer, Paragraph, Table

DAY = date(2024, 3, 5)
"""When the documents are said to be made."""


def part(data: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read(name))


def notes(data: bytes) -> dict[int, str]:
    """Footnotes by id, without the separators."""
    found = part(data, "word/footnotes.xml").findall(qn("w:footnote"))
    return {int(n.get(qn("w:id"))): "".join(n.itertext()).strip() for n in found if n.get(qn("w:type")) is None}


def references(data: bytes) -> list[int]:
    return [int(r.get(qn("w:id"))) for r in part(data, "word/document.xml").iter(qn("w:footnoteReference"))]


def cited(answer: Answer) -> list[int]:
    """Numbers of the citations in the order of a reader who finds what is folded behind the rest."""
    ordered = sorted(answer.parts, key=lambda p: not isinstance(p, Paragraph) and p.folded)
    texts: list[tuple[str, bool]] = []
    for p in ordered:
        if isinstance(p, Paragraph):
            texts.append((p.text, p.written))
        elif isinstance(p, Table):
            texts += [(cell, p.written) for row in p.rows for cell in row]
        else:
            texts += [(item, False) for item in p.items]
    known = {c.number for c in answer.citations}
    return [piece.number for text, written in texts for piece in pieces(text, written) if piece.number in known]


def test_every_reference_has_its_footnote(survey: Answer, fact: Answer, hostile: Answer) -> None:
    for answer in (survey, fact, hostile):
        data = answer_docx(answer)
        found = notes(data)
        assert references(data) == sorted(found) == list(range(1, len(found) + 1))
        assert len(found) == len(cited(answer)) > 0


def test_a_footnote_tells_the_whole_source_once(survey: Answer) -> None:
    found = notes(answer_docx(survey))
    for at, number in enumerate(cited(survey), 1):
        citation = survey.citations[number - 1]
        assert found[at].startswith(
            f"《{citation.report_title}》（{citation.source}，{citation.region}，{citation.year}年），{citation.heading_path[0]}"
        )
        assert f"第{citation.start + 1}–{citation.end}字" in found[at]
    assert not any(one_line(c.quote) in note for c, note in zip(survey.citations, found.values(), strict=True))


def test_a_sentence_of_a_model_is_footnoted_with_the_quote_and_later_by_same_note(fact: Answer) -> None:
    assert isinstance(fact.parts[0], Paragraph)
    assert fact.parts[0].written
    found = notes(answer_docx(fact))
    citation = fact.citations[0]
    assert f"“{one_line(citation.quote)}”" in found[1]
    assert found[2] == f"同注1：《{citation.report_title}》，第{citation.start + 1}–{citation.end}字。"
    shown = "\n".join(p.text for p in Document(io.BytesIO(answer_docx(fact))).paragraphs)
    assert fact.generation is not None
    assert fact.generation.model in shown
    assert "[1]" not in shown


def test_what_words_need_to_open_without_repair(survey: Answer) -> None:
    data = answer_docx(survey)
    separators = [n for n in part(data, "word/footnotes.xml") if n.get(qn("w:type"))]
    assert [n.get(qn("w:type")) for n in separators] == ["separator", "continuationSeparator"]
    assert not [e for n in separators for e in n.iter(qn("w:footnoteRef"))]
    settings = [e.tag for e in part(data, "word/settings.xml")]
    assert settings.index(qn("w:footnotePr")) < settings.index(qn("w:compat"))
    types = part(data, "[Content_Types].xml")
    assert any(e.get("PartName") == "/word/footnotes.xml" and e.get("ContentType").endswith("footnotes+xml") for e in types)
    assert any(e.get("Target") == "footnotes.xml" for e in part(data, "word/_rels/document.xml.rels"))
    styles = {s.get(qn("w:styleId")) for s in part(data, "word/styles.xml").iter(qn("w:style"))}
    used = {e.get(qn("w:val")) for name in ("document", "footnotes") for e in part(data, f"word/{name}.xml").iter(qn("w:pStyle"), qn("w:rStyle"))}
    assert used <= styles


def test_the_document_as_word_shows_it(survey: Answer) -> None:
    document = Document(io.BytesIO(answer_docx(survey, made=DAY)))
    texts = [(p.style.name, p.text) for p in document.paragraphs]
    assert texts[0] == ("Heading 1", survey.question)
    assert texts[1][1].startswith("我理解的问题：逐份检查全部报告；提到“校车”")
    assert any(style == "Heading 2" and text.startswith("查找用词") for style, text in texts)
    assert texts[-1][1].startswith("制作日期：2024年3月5日。引用 3 份报告中的")
    bold = [run.text for p in document.paragraphs for run in p.runs if run.bold]
    assert "3" in bold
    table, given = document.tables[0], next(p for p in survey.parts if isinstance(p, Table))
    assert [cell.text for cell in table.rows[0].cells] == list(given.header)
    assert [row.cells[0].text for row in table.rows[1:]] == [row[0] for row in given.rows]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert sum(column.width.cm for column in table.columns) == pytest.approx(16, abs=0.1)
    section = document.sections[0]
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21.0, 29.7)
    assert "PAGE" in etree.tostring(section.footer._element).decode()


def test_many_columns_lie_on_their_side(hostile: Answer, survey: Answer) -> None:
    assert Document(io.BytesIO(answer_docx(hostile))).sections[0].orientation == WD_ORIENT.LANDSCAPE
    assert Document(io.BytesIO(answer_docx(survey))).sections[0].orientation == WD_ORIENT.PORTRAIT


def test_every_letter_has_a_chinese_font(survey: Answer) -> None:
    styles = part(answer_docx(survey), "word/styles.xml")
    for name in ("Normal", "Heading1", "Heading2", "TableText", "FootnoteText", "ListBullet"):
        fonts = styles.xpath(f'//w:style[@w:styleId="{name}"]/w:rPr/w:rFonts', namespaces=styles.nsmap)[0]
        assert fonts.get(qn("w:eastAsia")) in {"仿宋", "宋体", "黑体"}
        assert not [key for key in fonts.attrib if key.endswith("Theme")]
    fonts = part(answer_docx(survey), "word/fontTable.xml")
    assert {"FangSong", "SimSun", "SimHei"} <= {e.get(qn("w:val")) for e in fonts.iter(qn("w:altName"))}


def test_hostile_text_stands_in_the_document_as_text(hostile: Answer) -> None:
    data = answer_docx(hostile)
    document = Document(io.BytesIO(data))
    assert document.paragraphs[0].text == one_line(hostile.question)
    assert one_line(document.tables[0].rows[0].cells[0].text) == one_line(hostile.question).replace("**乙**", "乙")
    assert "模型写的," in [p.text for p in document.paragraphs]
    assert document.tables[0].rows[1].cells[1].text.startswith("话题：“引文 两行”\n另一：")
    assert "不是引用的[1]" in "".join(p.text for p in document.paragraphs)
    assert not re.search("[\u202e\x00-\x08\x0b\x0c]", "".join(part(data, "word/document.xml").itertext()))
    assert b"HYPERLINK" not in zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml")
    levels = [p.style.name for p in document.paragraphs if p.style.name.startswith("List Bullet")]
    assert levels == ["List Bullet", "List Bullet 2", "List Bullet 3", "List Bullet", "List Bullet"]


def test_a_quote_that_nothing_refers_to_is_kept(survey: Answer) -> None:
    answer = survey.model_copy(update={"parts": (Paragraph(text="没有引用"),)})
    data = answer_docx(answer)
    assert len(notes(data)) == len(survey.citations)
    shown = [p.text for p in Document(io.BytesIO(data)).paragraphs]
    assert all(f"“{one_line(c.quote)}”" in shown for c in survey.citations)


def test_office_shows_the_text_and_the_footnotes(survey: Answer, fact: Answer, hostile: Answer, convert: Convert) -> None:
    answers = {"survey": survey, "fact": fact, "hostile": hostile}
    made = convert({f"{name}.docx": answer_docx(answer, made=DAY) for name, answer in answers.items()}, "pdf")
    for name, answer in answers.items():
        shown = pdf_text(made / f"{name}.pdf")
        assert compact(one_line(answer.question)) in shown
        assert compact("制作日期：2024年3月5日。") in shown
        for citation in answer.citations:
            assert compact(f"第{citation.start + 1}–{citation.end}字") in shown
            assert compact(one_line(citation.quote))[:60] in shown
