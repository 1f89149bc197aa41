"""Word documents that are one XML file: flat Open XML, and Word 2003 XML.

Reporting systems fill such files in from templates and name them ``.doc``.
Source: ECMA-376 part 2, annex on flat packages; the WordprocessingML 2003 schema.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator
from functools import partial

from ingest.readers.word_package import Element, Package, R, W, damaged, parse_xml

_PKG = "{http://schemas.microsoft.com/office/2006/xmlPackage}"
_W2003 = b"http://schemas.microsoft.com/office/word/2003/wordml"
_AML = "{http://schemas.microsoft.com/aml/2001/core}"
_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_HEAD = 65536
"""Bytes of the beginning in which the root element stands, after the processing instructions."""

_RENAMED = {
    "listDef": "abstractNum",
    "listDefId": "abstractNumId",
    "list": "num",
    "ilst": "abstractNumId",
    "listPr": "numPr",
    "ilfo": "numId",
    "nfc": "numFmt",
    "vmerge": "vMerge",
    "hmerge": "hMerge",
    "listStyleLink": "numStyleLink",
}
"""Elements and attributes of 2003 and their later names."""
_FORMATS = {
    0: "decimal",
    1: "upperRoman",
    2: "lowerRoman",
    3: "upperLetter",
    4: "lowerLetter",
    5: "ordinal",
    10: "ideographDigital",
    11: "japaneseCounting",
    14: "decimalFullWidth",
    17: "japaneseDigitalTenThousand",
    18: "decimalEnclosedCircle",
    19: "decimalFullWidth2",
    22: "decimalZero",
    23: "bullet",
    26: "decimalEnclosedFullstop",
    27: "decimalEnclosedParen",
    28: "decimalEnclosedCircleChinese",
    29: "ideographEnclosedCircle",
    30: "ideographTraditional",
    31: "ideographZodiac",
    32: "ideographZodiacTraditional",
    33: "taiwaneseCounting",
    34: "ideographLegalTraditional",
    35: "taiwaneseCountingThousand",
    36: "taiwaneseDigital",
    37: "chineseCounting",
    38: "chineseLegalSimplified",
    39: "chineseCountingThousand",
    255: "none",
}
"""Number formats by their code. Source: [MS-OI29500] 2.1.1772."""


def flat_package(data: bytes) -> Package | None:
    """Take a document of one XML file apart.

    Args:
        data: The file's bytes.

    Returns:
        Its parts; None when the file is nothing of the kind.

    Raises:
        UnreadableFileError: It is, but damaged.
    """
    head = data[:_HEAD]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", "ignore").encode()
    if _PKG[1:-1].encode() in head:
        parts = dict(_packed(parse_xml(data, large=True)))
    elif _W2003 in head:
        parts = _parts_of_2003(data)
    else:
        return None
    return Package({name: partial(bytes, part) for name, part in parts.items()})


def _packed(root: Element) -> Iterator[tuple[str, bytes]]:
    from lxml import etree

    for part in root.iter(f"{_PKG}part"):
        name = part.get(f"{_PKG}name", "").lstrip("/")
        binary = part.find(f"{_PKG}binaryData")
        try:
            if binary is not None:
                yield name, base64.b64decode(binary.text or "")
        except binascii.Error:
            continue  # a picture; the text does not depend on it
        for inside in part.iterfind(f"{_PKG}xmlData/*"):
            yield name, etree.tostring(inside)


def _parts_of_2003(data: bytes) -> dict[str, bytes]:
    from lxml import etree

    root = parse_xml(data, large=True)
    etree.strip_elements(root, f"{{{_W2003.decode()}}}binData", with_tail=False)
    root = parse_xml(etree.tostring(root).replace(_W2003, W[1:-1].encode()))
    body, styles, lists = (root.find(W + name) for name in ("body", "styles", "lists"))
    if body is None:
        raise damaged("文档内部没有正文")
    _rename(root)
    for annotation in list(root.iter(f"{_AML}annotation")):
        if annotation.get(W + "type") in ("Word.Comment", "Word.Deletion"):
            annotation.getparent().remove(annotation)
    parts = {"styles": styles, "numbering": lists, "footnotes": _notes(body, "footnote"), "endnotes": _notes(body, "endnote")}
    found = {f"word/{name}.xml": _serialised(name, part) for name, part in parts.items() if part is not None}
    links = "".join(_relation(name, name, f"{name}.xml") for name in parts)
    for kind, identity, content in _margins(body):
        found[f"word/{identity}.xml"] = content
        links += _relation(identity, kind, f"{identity}.xml")
    document = etree.Element(W + "document")
    document.append(body)
    found["word/document.xml"] = etree.tostring(document)
    found["word/_rels/document.xml.rels"] = f'<Relationships xmlns="{_RELATIONS}">{links}</Relationships>'.encode()
    return found


def _serialised(name: str, part: Element) -> bytes:
    from lxml import etree

    part.tag = W + name
    return bytes(etree.tostring(part))


def _relation(identity: str, kind: str, target: str) -> str:
    return f'<Relationship Id="{identity}" Type="{_LINK}/{kind}" Target="{target}"/>'


def _rename(root: Element) -> None:
    for element in root.iter(W + "*"):
        name = element.tag.removeprefix(W)
        for attribute in ("listDefId", "ilfo"):
            if value := element.attrib.pop(W + attribute, None):
                element.set(W + _RENAMED[attribute], value)
        if name == "nfc":
            code = element.get(W + "val", "0")
            element.set(W + "val", _FORMATS.get(int(code) if code.isdecimal() else 0, "decimal"))
        elif name == "suff":
            element.set(W + "val", element.get(W + "val", "").lower())
        element.tag = W + _RENAMED.get(name, name)


def _notes(body: Element, kind: str) -> Element | None:
    """Move the notes, which stand in their references, to a part of their own."""
    from lxml import etree

    notes = etree.Element(W + f"{kind}s")
    for number, note in enumerate(list(body.iter(W + kind)), start=1):
        parent = note.getparent()
        reference = etree.Element(W + f"{kind}Reference", {W + "id": str(number)})
        if parent.tag == W + "r":
            parent.replace(note, reference)
        else:
            parent.remove(note)
        note.set(W + "id", str(number))
        notes.append(note)
    return notes if len(notes) else None


def _margins(body: Element) -> Iterator[tuple[str, str, bytes]]:
    """Move headers and footers, which stand in the properties of sections, to parts."""
    from lxml import etree

    for number, margin in enumerate(list(body.iter(W + "hdr", W + "ftr"))):
        kind = "header" if margin.tag == W + "hdr" else "footer"
        reference = etree.Element(f"{W}{kind}Reference", {R + "id": f"{kind}{number}"})
        margin.getparent().replace(margin, reference)
        yield kind, f"{kind}{number}", etree.tostring(margin)
