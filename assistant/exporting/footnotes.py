"""Footnotes of a Word document, for which python-docx has no interface.

Source: ECMA-376-1, 17.11 (footnotes and endnotes); python-docx issue #1.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from assistant.exporting.plain import one_line
from assistant.exporting.sources import place, source, verbatim
from assistant.models import Citation

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.text.paragraph import Paragraph

_PART = "/word/footnotes.xml"
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_RELATIONSHIP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_SEPARATORS = {-1: "separator", 0: "continuationSeparator"}
"""The lines above footnotes, by their ids; Word wants both."""
_BETWEEN = ","
"""Between references that stand side by side, which would be read as one number."""
TEXT_STYLE = "FootnoteText"
REFERENCE_STYLE = "FootnoteReference"


class Footnotes:
    """Collects the footnotes of a document; each reference to a citation gets one."""

    def __init__(self, citations: Mapping[int, Citation]) -> None:
        """Begin with none.

        Args:
            citations: Citations by number.
        """
        self._citations = citations
        self._first: dict[int, int] = {}
        self._root = _element("w:footnotes")
        for number, kind in _SEPARATORS.items():
            self._root.append(_separator(number, kind))
        self.count = 0

    def refer(self, paragraph: Paragraph, number: int, beside: str) -> None:
        """Put a reference at the end of a paragraph, and its footnote under the page.

        Args:
            paragraph: Where the text refers to a citation.
            number: The citation's number.
            beside: The text around the reference: a quote that stands there is not repeated.
        """
        self.count += 1
        if len(paragraph._p) and paragraph._p[-1].find(_name("w:footnoteReference")) is not None:
            between = _run(reference=True)
            between.append(_text(_BETWEEN))
            paragraph._p.append(between)
        run = _run(reference=True)
        run.append(_element("w:footnoteReference", id=self.count))
        paragraph._p.append(run)
        self._root.append(self._note(self._words(number, beside)))

    def attach(self, document: Document) -> None:
        """Give the footnotes to the document.

        Args:
            document: The finished document.
        """
        from docx.opc.packuri import PackURI
        from docx.opc.part import XmlPart

        part = XmlPart(PackURI(_PART), _CONTENT_TYPE, self._root, document.part.package)
        document.part.relate_to(part, _RELATIONSHIP)
        properties = _element("w:footnotePr")
        for number in _SEPARATORS:
            properties.append(_element("w:footnote", id=number))
        document.settings.element.find(_name("w:compat")).addprevious(properties)

    def _words(self, number: int, beside: str) -> str:
        """The whole source, and its quote unless that stands beside; later only where the source was told."""
        citation = self._citations[number]
        if number in self._first:
            return f"同注{self._first[number]}：《{one_line(citation.report_title)}》，{place(citation)}。"
        self._first[number] = self.count
        there = _bare(verbatim(citation)) in _bare(beside)
        return f"{source(citation)}。" if there else f"{source(citation)}：{verbatim(citation)}"

    def _note(self, words: str) -> BaseOxmlElement:
        mark = _run(reference=True)
        mark.append(_element("w:footnoteRef"))
        text = _run()
        text.append(_text(f" {words}"))
        note = _element("w:footnote", id=self.count)
        note.append(_paragraph(TEXT_STYLE, mark, text))
        return note


def _bare(words: str) -> str:
    """Words without what answers leave out of a quote: emphasis of Markdown, line ends."""
    return one_line(words.replace("**", ""))


def _name(tag: str) -> str:
    from docx.oxml.ns import qn

    return qn(tag)


def _element(tag: str, **attributes: object) -> BaseOxmlElement:
    from docx.oxml import OxmlElement

    return OxmlElement(tag, {_name(f"w:{name}"): str(value) for name, value in attributes.items()})


def _run(reference: bool = False) -> BaseOxmlElement:
    run = _element("w:r")
    if reference:
        properties = _element("w:rPr")
        properties.append(_element("w:rStyle", val=REFERENCE_STYLE))
        run.append(properties)
    return run


def _text(words: str) -> BaseOxmlElement:
    element = _element("w:t")
    element.text = words
    element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return element


def _paragraph(style: str, *runs: BaseOxmlElement) -> BaseOxmlElement:
    paragraph = _element("w:p")
    properties = _element("w:pPr")
    properties.append(_element("w:pStyle", val=style))
    paragraph.append(properties)
    for run in runs:
        paragraph.append(run)
    return paragraph


def _separator(number: int, kind: str) -> BaseOxmlElement:
    run = _run()
    run.append(_element(f"w:{kind}"))
    note = _element("w:footnote", type=kind, id=number)
    note.append(_paragraph(TEXT_STYLE, run))
    return note
