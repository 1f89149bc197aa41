"""The page and the styles of a Word document: A4, Chinese fonts, page numbers."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING

from assistant.exporting.footnotes import REFERENCE_STYLE, TEXT_STYLE

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.text.font import CT_RPr
    from docx.text.paragraph import Paragraph

TABLE_STYLE = "TableText"
_LATIN = "Times New Roman"
_BODY, _TABLE, _HEADING = "仿宋", "宋体", "黑体"
_FONTS = {_BODY: "FangSong", _TABLE: "SimSun", _HEADING: "SimHei"}
"""Every Chinese font with its other name, by which a program that does not know the Chinese one finds it."""
_MARGIN_CM = 2.5
A4_CM = (21.0, 29.7)
_FONT_TABLE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/fontTable"
_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TITLE_MAX = 255
"""Longest title of a document in characters. Source: python-docx, ``CoreProperties.title``."""


def new_document(title: str, made: date, landscape: bool) -> Document:
    """An empty document with its page, styles and footer.

    Args:
        title: Its title, for the file's properties.
        made: The day that it bears.
        landscape: Whether its pages lie.
    """
    from docx import Document as open_template

    document = open_template()
    _set_defaults(document)
    _set_styles(document)
    _set_page(document, landscape)
    _set_fonts(document)
    properties = document.core_properties
    properties.title, properties.author, properties.comments = title[:_TITLE_MAX], "", ""
    properties.created = properties.modified = datetime.combine(made, time(), UTC)
    for rel_id, relation in list(document.part.package.rels.items()):
        if relation.reltype.endswith("/thumbnail"):
            del document.part.package.rels[rel_id]
    return document


def width_cm(landscape: bool) -> float:
    """Width of the text on a page, in centimetres.

    Args:
        landscape: Whether the page lies.
    """
    return A4_CM[landscape] - 2 * _MARGIN_CM


def _set_defaults(document: Document) -> None:
    """Fonts by name instead of by theme, and Chinese as the language, for line breaks and spelling."""
    from docx.oxml.ns import qn

    defaults = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    _name_fonts(defaults, _BODY)
    defaults.find(qn("w:lang")).set(qn("w:eastAsia"), "zh-CN")
    theme = document.settings.element.find(qn("w:themeFontLang"))
    theme.set(qn("w:eastAsia"), "zh-CN")


def _name_fonts(properties: CT_RPr, east_asian: str) -> None:
    from docx.oxml.ns import qn

    fonts = properties.get_or_add_rFonts()
    fonts.attrib.clear()
    fonts.set(qn("w:hint"), "eastAsia")
    for name, font in (("ascii", _LATIN), ("hAnsi", _LATIN), ("eastAsia", east_asian), ("cs", _LATIN)):
        fonts.set(qn(f"w:{name}"), font)


def _set_styles(document: Document) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    styles = document.styles
    for name, style_id in (("Footnote Text", TEXT_STYLE), ("Footnote Reference", REFERENCE_STYLE), ("Table Text", TABLE_STYLE)):
        kind = WD_STYLE_TYPE.CHARACTER if style_id == REFERENCE_STYLE else WD_STYLE_TYPE.PARAGRAPH
        made = styles.add_style(name, kind, builtin=style_id != TABLE_STYLE)
        made.element.styleId = style_id
        if kind is WD_STYLE_TYPE.PARAGRAPH:
            made.base_style = styles["Normal"]
    styles["Footnote Reference"].font.superscript = True
    for name, font, points, bold, before, after in (
        ("Normal", _BODY, 12, False, 0, 6),
        ("Heading 1", _HEADING, 18, False, 0, 12),
        ("Heading 2", _HEADING, 14, False, 14, 6),
        ("Table Text", _TABLE, 10.5, False, 0, 0),
        ("Footnote Text", _TABLE, 9, False, 0, 0),
        ("List Bullet", _BODY, 12, False, 0, 3),
        ("List Bullet 2", _BODY, 12, False, 0, 3),
        ("List Bullet 3", _BODY, 12, False, 0, 3),
        ("Footer", _TABLE, 9, False, 0, 0),
    ):
        _set_style(styles[name], font, points, bold, before, after)
    styles["Heading 1"].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for name in ("Footnote Text", "Footnote Reference"):
        styles[name].element.name_val = name.lower()  # as Word has them, so that it takes them for its own


def _set_style(style: object, font: str, points: float, bold: bool, before: float, after: float) -> None:
    from docx.shared import Pt, RGBColor
    from docx.styles.style import ParagraphStyle

    assert isinstance(style, ParagraphStyle)
    _name_fonts(style.element.get_or_add_rPr(), font)
    style.font.size, style.font.bold, style.font.color.rgb = Pt(points), bold, RGBColor(0, 0, 0)
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    style.paragraph_format.line_spacing = 1.25 if points >= 12 else 1.0


def _set_page(document: Document, landscape: bool) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm

    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Cm(A4_CM[landscape]), Cm(A4_CM[not landscape])
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(_MARGIN_CM)
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    footer.add_run("第 ")
    _add_field(footer, "PAGE")
    footer.add_run(" 页，共 ")
    _add_field(footer, "NUMPAGES")
    footer.add_run(" 页")


def _add_field(paragraph: Paragraph, instruction: str) -> None:
    """A number that Word keeps."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    field = OxmlElement("w:fldSimple", {qn("w:instr"): instruction})
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def _set_fonts(document: Document) -> None:
    """A font table with the Chinese fonts' other names in place of the template's Japanese ones."""
    part = document.part.part_related_by(_FONT_TABLE)
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/><w:family w:val="auto"/></w:font>'
        for name, other in _FONTS.items()
    )
    latin = f'<w:font w:name="{_LATIN}"><w:charset w:val="00"/><w:family w:val="roman"/></w:font>'
    part._blob = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts xmlns:w="{_NAMESPACE}">{fonts}{latin}</w:fonts>'.encode()
