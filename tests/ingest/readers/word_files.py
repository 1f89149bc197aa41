"""Word files as Word writes them, built part by part, and what tests ask of their text.

Every name in them is fictional.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

from hypothesis import strategies as st

from ingest.decoding import normalise
from ingest.models import CutReason, Extraction
from ingest.readers.word import read_docx

_NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        "v": "urn:schemas-microsoft-com:vml",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
    }.items()
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"

HEADING_STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="heading 2"/><w:basedOn w:val="a"/><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="a3"><w:name w:val="Title"/><w:basedOn w:val="a"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="10"><w:name w:val="toc 1"/><w:basedOn w:val="a"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="TOC"><w:name w:val="TOC Heading"/><w:basedOn w:val="1"/></w:style>'
)
"""Styles as a Chinese Word names them: ids are numbers, names are English."""


def run(text: str, properties: str = "") -> str:
    """One run of text."""
    return f'<w:r>{f"<w:rPr>{properties}</w:rPr>" if properties else ""}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def para(*content: str, style: str = "", num: int | None = None, level: int | None = None, properties: str = "") -> str:
    """A paragraph; content that is not markup becomes a run."""
    inside = "".join(piece if piece.startswith("<") else run(piece) for piece in content)
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    depth = "" if level is None else f'<w:ilvl w:val="{level}"/>'
    number = "" if num is None else f'<w:numPr>{depth}<w:numId w:val="{num}"/></w:numPr>'
    return f"<w:p><w:pPr>{named}{number}{properties}</w:pPr>{inside}</w:p>"


def field(code: str, result: str | None, *, closed: bool = True) -> str:
    """A complex field; without a result it has no separator."""
    shown = "" if result is None else f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(result)}'
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>' if closed else ""
    return f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve">{escape(code)}</w:instrText></w:r>{shown}{end}'


def cell(*content: str, span: int = 1, merge: str = "", bold: bool = False, fill: str = "") -> str:
    """A table cell; ``merge`` is ``restart`` or ``continue``."""
    properties = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    properties += {"restart": '<w:vMerge w:val="restart"/>', "continue": "<w:vMerge/>"}.get(merge, "")
    properties += f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    inside = "".join(piece if piece.startswith("<w:") else para(run(piece, "<w:b/>" if bold else "")) for piece in content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside or '<w:p/>'}</w:tc>"


def row(*cells: str, header: bool = False, properties: str = "") -> str:
    """A table row; content that is not markup becomes a cell."""
    flags = properties + ("<w:tblHeader/>" if header else "")
    return f"<w:tr><w:trPr>{flags}</w:trPr>{''.join(c if c.startswith('<w:tc>') else cell(c) for c in cells)}</w:tr>"


def table(*rows: str | Sequence[str], properties: str = "") -> str:
    """A table; a sequence of texts becomes a row."""
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr>{''.join(r if isinstance(r, str) else row(*r) for r in rows)}</w:tbl>"


def lvl(level: int, style: str, text: str, *, start: int = 1, more: str = "", suffix: str = "") -> str:
    """A level of a numbering definition."""
    suff = f'<w:suff w:val="{suffix}"/>' if suffix else ""
    return f'<w:lvl w:ilvl="{level}"><w:start w:val="{start}"/><w:numFmt w:val="{style}"/>{more}{suff}<w:lvlText w:val="{text}"/></w:lvl>'


def abstract(identity: int, *levels: str, link: str = "") -> str:
    """An abstract numbering definition."""
    return f'<w:abstractNum w:abstractNumId="{identity}"><w:multiLevelType w:val="multilevel"/>{link}{"".join(levels)}</w:abstractNum>'


def num(identity: int, abstract_identity: int, overrides: str = "") -> str:
    """A numbering instance."""
    return f'<w:num w:numId="{identity}"><w:abstractNumId w:val="{abstract_identity}"/>{overrides}</w:num>'


def start_override(level: int, start: int) -> str:
    """A restart of an instance."""
    return f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


OFFICIAL = abstract(
    0, lvl(0, "chineseCounting", "%1、", suffix="nothing"), lvl(1, "chineseCounting", "（%2）", suffix="nothing"), lvl(2, "decimal", "%3.")
) + num(1, 0)
"""Numbering in the official order, as instance 1: 一、 （一） 1."""


def docx(
    *body: str,
    styles: str = HEADING_STYLES,
    numbering: str = "",
    footnotes: str = "",
    endnotes: str = "",
    margins: Sequence[tuple[str, str]] = (),
    files: dict[str, bytes] | None = None,
    links: str = "",
) -> bytes:
    """A Word file.

    Args:
        *body: Markup of the body; what is not markup becomes a paragraph.
        styles: Inside of the style part.
        numbering: Inside of the numbering part.
        footnotes: Inside of the footnote part.
        endnotes: Inside of the endnote part.
        margins: ``header`` or ``footer`` and its markup, each referred to by the last section.
        files: Further parts by name, beside ``word/``.
        links: Further relationships of the body.
    """
    parts = {"styles": styles, "numbering": numbering, "footnotes": footnotes, "endnotes": endnotes}
    relations, overrides, references = links, "", ""
    archive: dict[str, bytes] = dict(files or {})
    for kind, inside in parts.items():
        if inside:
            archive[f"word/{kind}.xml"] = _xml(kind, inside)
            relations += f'<Relationship Id="r{kind}" Type="{_OFFICE}/{kind}" Target="{kind}.xml"/>'
            overrides += f'<Override PartName="/word/{kind}.xml" ContentType="{_MAIN}.{kind}+xml"/>'
    for i, (kind, inside) in enumerate(margins):
        archive[f"word/{kind}{i}.xml"] = _xml("hdr" if kind == "header" else "ftr", inside)
        relations += f'<Relationship Id="m{i}" Type="{_OFFICE}/{kind}" Target="{kind}{i}.xml"/>'
        overrides += f'<Override PartName="/word/{kind}{i}.xml" ContentType="{_MAIN}.{kind}+xml"/>'
        references += f'<w:{kind}Reference w:type="{("default", "first", "even")[i % 3]}" r:id="m{i}"/>'
    content = "".join(piece if piece.startswith("<") else para(piece) for piece in body)
    archive["word/document.xml"] = _xml("document", f"<w:body>{content}<w:sectPr>{references}</w:sectPr></w:body>")
    archive["word/_rels/document.xml.rels"] = _relations(relations)
    archive["_rels/.rels"] = _relations(f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>')
    archive["[Content_Types].xml"] = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_MAIN}.document.main+xml"/>{overrides}</Types>'
    ).encode()
    return packed(archive)


def packed(files: dict[str, bytes]) -> bytes:
    """A zip archive."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return stream.getvalue()


def picture(relation: str) -> str:
    """A run with a picture in the line."""
    return (
        '<w:r><w:drawing><wp:inline><wp:extent cx="1" cy="1"/><a:graphic><a:graphicData><pic:pic><pic:blipFill>'
        f'<a:blip r:embed="{relation}"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )


def image_link(relation: str, target: str) -> str:
    """The relationship to a picture."""
    return f'<Relationship Id="{relation}" Type="{_OFFICE}/image" Target="{target}"/>'


def text_box(*paragraphs: str) -> str:
    """A run with a text box as Word writes it: a drawing, and a VML copy for old versions."""
    content = f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic><a:graphicData>'
        f"<wps:wsp><wps:txbx>{content}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def _xml(root: str, inside: str) -> bytes:
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:{root} {_NAMESPACES}>{inside}</w:{root}>'.encode()


def _relations(inside: str) -> bytes:
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inside}</Relationships>'.encode()


def read(data: bytes) -> Extraction:
    extraction = read_docx(data, lambda done, pages: None)
    check_offsets(extraction)
    return extraction


def check_offsets(extraction: Extraction) -> None:
    """What holds for every extraction."""
    assert normalise(extraction.text) == extraction.text
    for heading in extraction.headings:
        before, after = extraction.text[: heading.start], extraction.text[heading.end :]
        assert (not before or before.endswith("\n")) and (not after or after.startswith("\n"))
        assert "\n" not in extraction.text[heading.start : heading.end]
    starts = [cut.start for cut in extraction.cuts]
    assert starts == sorted(starts)
    assert all(0 <= start <= len(extraction.text) for start in starts)


def lines(*body: str, **parts: str) -> list[str]:
    return read(docx(*body, **parts)).text.split("\n")


def squeeze(text: str) -> str:
    return re.sub(r"\s", "", text)


def outside(extraction: Extraction) -> list[str]:
    return [cut.text for cut in extraction.cuts if cut.reason is CutReason.OUTSIDE]


words = st.text(st.sampled_from("校师生安全班额课后服务教研"), min_size=1, max_size=6)
"""Words of a report."""
