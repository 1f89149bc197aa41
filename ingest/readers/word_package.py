"""A Word file as a package of XML parts (ECMA-376 part 2), read leniently.

python-docx is not used for reading: it gives up on files that Word and WPS open, such as
those with a relationship to a missing part (``word/NULL``), macros, or strict namespaces.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Callable, Mapping
from functools import cached_property, partial
from typing import Any

from ingest.models import FailureCategory, UnreadableFileError

Element = Any
"""An lxml element; lxml ships no types."""

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"

MAX_UNPACKED_BYTES = 500 * 1024 * 1024
"""Largest total size of a package when unpacked; a guard against archive bombs."""

_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", W[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", R[1:-1].encode()),
    (b"http://purl.oclc.org/ooxml/drawingml/main", A[1:-1].encode()),
)
"""Namespaces of ISO/IEC 29500 Strict and their Transitional counterparts."""
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_REMEDY = "请用 Word 或 WPS 打开检查，另存为新的 .docx 文件后再导入。"


def damaged(what: str) -> UnreadableFileError:
    """The error for a file that is not a whole Word document.

    Args:
        what: What is wrong, in Chinese, without a full stop.

    Returns:
        The error, with the remedy in its message.
    """
    return UnreadableFileError(FailureCategory.DAMAGED, f"{what}。{_REMEDY}")


def value_of(parent: Element | None, name: str, attribute: str = "val") -> str | None:
    """Attribute of a child element, e.g. of ``<w:pStyle w:val="1"/>``.

    Args:
        parent: Element that may have the child, or None.
        name: Local name of the child in the ``w`` namespace.
        attribute: Local name of the attribute in the ``w`` namespace.

    Returns:
        The attribute, or None when child or attribute is missing.
    """
    child = None if parent is None else parent.find(W + name)
    return None if child is None else child.get(W + attribute)


def number_of(parent: Element | None, name: str) -> int | None:
    """Integer value of a child element.

    Args:
        parent: Element that may have the child, or None.
        name: Local name of the child in the ``w`` namespace.

    Returns:
        The number, or None when it is missing or not a number.
    """
    return to_int(value_of(parent, name))


def to_int(value: str | None) -> int | None:
    """Read an integer attribute that may be missing or malformed.

    Args:
        value: The attribute.

    Returns:
        The number, or None.
    """
    try:
        return int(value) if value else None
    except ValueError:
        return None


def flag_of(parent: Element | None, name: str) -> bool | None:
    """On/off value of a child element (ST_OnOff).

    Args:
        parent: Element that may have the child, or None.
        name: Local name of the child in the ``w`` namespace.

    Returns:
        True or False as the child says; None when there is no such child.
    """
    child = None if parent is None else parent.find(W + name)
    return None if child is None else child.get(W + "val", "1") not in ("0", "false", "off")


def parse_xml(data: bytes, *, large: bool = False) -> Element:
    """Parse XML that somebody else made: no entity is expanded, nothing is fetched.

    Args:
        data: Bytes of the XML.
        large: Whether a text in it may be longer than 10 MB, as an embedded picture is.

    Returns:
        The root element.

    Raises:
        UnreadableFileError: Not well-formed.
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True, huge_tree=large)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise damaged("文档内部的内容已损坏") from error


class Part:
    """One part of a package, e.g. ``word/document.xml``."""

    def __init__(self, package: Package, name: str) -> None:
        """Name a part.

        Args:
            package: The package.
            name: Name in the package, without a leading slash.
        """
        self._package = package
        self.name = name

    @cached_property
    def data(self) -> bytes:
        """The part's bytes; raises UnreadableFileError when they cannot be unpacked."""
        return self._package.read(self.name)

    @cached_property
    def root(self) -> Element:
        """Root element of an XML part; raises UnreadableFileError when it is not well-formed."""
        data = self.data
        if b"http://purl.oclc.org/ooxml/" in data:
            for strict, transitional in _STRICT:
                data = data.replace(strict, transitional)
        return parse_xml(data)

    def related(self, relation: str | None) -> Part | None:
        """Part behind a relationship id.

        Args:
            relation: The id, e.g. ``rId7``.

        Returns:
            The part; None when the id is unknown or leads out of the package or to nothing.
        """
        target = self._relations.get(relation or "")
        return self._package.part(target[1]) if target else None

    def related_by_type(self, kind: str) -> Part | None:
        """First part with a relationship of a type.

        Args:
            kind: Last word of the relationship type, e.g. ``styles``.

        Returns:
            The part, or None.
        """
        targets = (target for type_, target in self._relations.values() if type_ == kind)
        return next((part for part in map(self._package.part, targets) if part), None)

    @cached_property
    def _relations(self) -> dict[str, tuple[str, str]]:
        folder, _, base = self.name.rpartition("/")
        part = self._package.part(posixpath.join(folder, "_rels", f"{base}.rels"))
        found = {}
        for link in part.root.iter(_RELATIONSHIP) if part else ():
            if link.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, link.get("Target", "")))
                found[link.get("Id", "")] = (link.get("Type", "").rpartition("/")[2], target)
        return found


class Package:
    """The parts of a Word file."""

    def __init__(self, parts: Mapping[str, Callable[[], bytes]]) -> None:
        """Take the parts of a file.

        Args:
            parts: What gives each part's bytes, by the part's name.
        """
        # Some writers use backslashes or another case in the names than in the relationships.
        self._read = {name.replace("\\", "/").lower(): read for name, read in parts.items()}
        self._parts: dict[str, Part] = {}

    @property
    def main(self) -> Part:
        """The main document part; raises UnreadableFileError when there is none."""
        part = Part(self, "").related_by_type("officeDocument") or self.part("word/document.xml")
        if part is None or part.root.tag != W + "document":
            raise damaged("内容不是 Word 文档")
        return part

    def part(self, name: str) -> Part | None:
        """A part by its name.

        Args:
            name: Name in the package; a leading slash is ignored.

        Returns:
            The part, or None when there is no such part.
        """
        name = name.lstrip("/")
        if name.lower() not in self._read:
            return None
        return self._parts.setdefault(name, Part(self, name))

    def read(self, name: str) -> bytes:
        """Unpack a part.

        Args:
            name: Name of an existing part.

        Returns:
            Its bytes.

        Raises:
            UnreadableFileError: The part is damaged or protected by a password.
        """
        try:
            return self._read[name.lower()]()
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as error:
            raise damaged("文件不完整，有一部分无法解压") from error
        except RuntimeError as error:  # what zipfile raises for an encrypted entry
            raise UnreadableFileError(FailureCategory.ENCRYPTED, "文件有密码保护。请用原来的软件取消密码，另存后再导入。") from error


def unzipped(data: bytes) -> Package:
    """Open a package that is a zip archive, as Word files are.

    Args:
        data: The file's bytes.

    Returns:
        The package; its parts are unpacked when they are needed.

    Raises:
        UnreadableFileError: No zip archive, or far too large when unpacked.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise damaged("文件不完整，或不是 Word 文档") from error
    entries = archive.infolist()
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED_BYTES:
        raise UnreadableFileError(
            FailureCategory.TOO_LARGE,
            f"文档解压后超过 {MAX_UNPACKED_BYTES // 2**20} MB。请删去其中的大图片，另存后再导入。",
        )
    return Package({entry.filename: partial(archive.read, entry) for entry in entries})
