"""What stands inside one paragraph of Word: text, and what hangs on it."""

from __future__ import annotations

from ingest.models import UnreadableFileError
from ingest.readers.word_fields import Fields, is_contents
from ingest.readers.word_package import MC, A, Element, Part, R, W, flag_of, value_of
from ingest.readers.word_styles import Style, Styles
from ingest.readers.word_symbols import symbol, without_symbols

_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_V = "{urn:schemas-microsoft-com:vml}"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_SKIPPED = frozenset(
    W + name for name in ("pPr", "rPr", "sdtPr", "sdtEndPr", "del", "moveFrom", "delText", "delInstrText", "rubyPr", "smartTagPr", "customXmlPr")
)
_CONTENT = (W + "t", W + "txbxContent", W + "sym", A + "blip", A + "t", _DIAGRAM + "relIds", _V + "imagedata", _V + "textpath", _M + "t")


class Inline:
    """The content of one paragraph, gathered piece by piece."""

    def __init__(self) -> None:
        """Begin an empty paragraph."""
        self.pieces: list[str] = []
        self.boxes: list[Element | str] = []
        """Text boxes (``w:txbxContent``) and lines of drawings anchored here."""
        self.pictures: list[bytes] = []
        self.notes: list[tuple[str, str]] = []
        """Kind (``footnote``, ``endnote``) and id of the notes referred to."""
        self.hidden: list[str] = []
        """Text that is in the file but not shown."""
        self.in_contents = False
        """Whether text was generated as part of a table of contents."""
        self.leads_to_heading = False
        """Whether it links to a heading, as the lines of a table of contents do."""
        self.plain = False
        """Whether some of the text is not bold."""

    @property
    def text(self) -> str:
        """The text; tabs and line breaks as such."""
        return "".join(self.pieces)


class InlineReader:
    """Reads the paragraphs of one story in order; fields may run over several."""

    def __init__(self, part: Part, styles: Styles, whole: frozenset[Element]) -> None:
        """Begin a story.

        Args:
            part: Part the story stands in, for its relationships.
            styles: The document's styles.
            whole: Field characters of complete fields in the part.
        """
        self._part = part
        self._styles = styles
        self._fields = Fields(whole)
        self._inline = Inline()
        self._style = Style()
        self._shown = True
        self._run: Element | None = None
        self._bold = False

    def read(self, paragraph: Element, style: Style, into: Inline) -> None:
        """Read one paragraph.

        Args:
            paragraph: The ``w:p``.
            style: Its style.
            into: Takes the content; may hold the content of a paragraph that runs on.
        """
        self._inline, self._style = into, style
        self._shown, self._run, self._bold = True, None, style.bold
        self._walk(paragraph)
        into.in_contents |= self._fields.in_contents

    def _walk(self, node: Element) -> None:
        for child in node:
            tag = child.tag
            if tag in _HANDLERS:
                _HANDLERS[tag](self, child)
            elif tag not in _SKIPPED and len(child):
                self._walk(child)

    def _add(self, text: str) -> None:
        if self._fields.in_code:
            return
        if not self._shown:
            self._inline.hidden.append(text)
            return
        self._inline.pieces.append(text)
        if text.strip():
            self._inline.in_contents |= self._fields.in_contents
            self._inline.plain |= not self._bold

    def _read_run(self, run: Element) -> None:
        properties = run.find(W + "rPr")
        named = self._styles.get(value_of(properties, "rStyle"))
        hidden, bold = flag_of(properties, "vanish"), flag_of(properties, "b")
        shown = self._shown
        self._shown = shown and not (self._style.hidden or named.hidden if hidden is None else hidden)
        self._run, self._bold = properties, (self._style.bold or named.bold) if bold is None else bold
        self._walk(run)
        self._run, self._shown = None, shown

    def _read_text(self, node: Element) -> None:
        text = (node.text or "").replace("\r", " ").replace("\n", " ")
        self._add(without_symbols(text, value_of(self._run, "rFonts", "ascii")))

    def _read_symbol(self, node: Element) -> None:
        self._add(symbol(node.get(W + "char", ""), node.get(W + "font", "")))

    def _read_field_character(self, node: Element) -> None:
        self._add(self._fields.pass_character(node))

    def _read_code(self, node: Element) -> None:
        self._fields.add_code(node.text or "")
        self._inline.leads_to_heading |= "_Toc" in (node.text or "")

    def _read_simple_field(self, node: Element) -> None:
        self._inline.in_contents |= is_contents(node.get(W + "instr"))
        self._walk(node)

    def _read_link(self, node: Element) -> None:
        self._inline.leads_to_heading |= node.get(W + "anchor", "").startswith("_Toc")
        self._walk(node)

    def _read_content_control(self, node: Element) -> None:
        shown = self._shown
        self._shown = shown and not flag_of(node.find(W + "sdtPr"), "showingPlcHdr")
        for content in node.iterchildren(W + "sdtContent"):
            self._walk(content)
        self._shown = shown

    def _read_ruby(self, node: Element) -> None:
        """Keep the characters; the pronunciation above them is left out."""
        for base in node.iterchildren(W + "rubyBase"):
            self._walk(base)
        shown, self._shown = self._shown, False
        for above in node.iterchildren(W + "rt"):
            self._walk(above)
        self._shown = shown

    def _read_fraction(self, node: Element) -> None:
        for position, part in enumerate((_M + "num", _M + "den")):
            if position:
                self._add("/")
            for half in node.iterchildren(part):
                self._walk(half)

    def _read_note(self, node: Element) -> None:
        if self._shown and not self._fields.in_code:
            kind = "footnote" if node.tag == W + "footnoteReference" else "endnote"
            self._inline.notes.append((kind, node.get(W + "id", "")))

    def _read_choice(self, node: Element) -> None:
        self._walk(chosen(node))

    def _read_graphic(self, node: Element) -> None:
        if not self._shown:
            return
        for child in node:
            if child.tag == W + "txbxContent":
                self._inline.boxes.append(child)
            elif child.tag == A + "p":
                self._inline.boxes.append(_drawn(child))
            elif child.tag == _DIAGRAM + "relIds":
                self._read_diagram(child.get(R + "dm"))
            elif child.tag in (A + "blip", _V + "imagedata"):
                self._read_picture(child.get(R + "embed") or child.get(R + "id"))
            elif child.tag == _V + "textpath":
                self._inline.boxes.append(child.get("string", ""))
            else:
                self._read_graphic(chosen(child))

    def _read_picture(self, relation: str | None) -> None:
        part = self._part.related(relation)
        try:
            if part:
                self._inline.pictures.append(part.data)
        except UnreadableFileError:
            return  # the text can be read without the picture

    def _read_diagram(self, relation: str | None) -> None:
        part = self._part.related(relation)
        if part:
            self._inline.boxes += [_drawn(paragraph) for paragraph in part.root.iter(A + "p")]


def chosen(node: Element) -> Element:
    """Branch of an ``mc:AlternateContent`` to read, so that nothing is read twice.

    Args:
        node: Any element.

    Returns:
        The first choice that holds content, else the fallback; the element itself when it
        offers no choice.
    """
    if node.tag != MC + "AlternateContent":
        return node
    branches = [*node.iterchildren(MC + "Choice"), *node.iterchildren(MC + "Fallback")]
    return next((branch for branch in branches if next(branch.iter(*_CONTENT), None) is not None), branches[0] if branches else node)


def _drawn(paragraph: Element) -> str:
    return "".join(piece.text or "" for piece in paragraph.iter(A + "t"))


_HANDLERS = {
    W + "r": InlineReader._read_run,
    W + "t": InlineReader._read_text,
    _M + "t": InlineReader._read_text,
    _M + "f": InlineReader._read_fraction,
    W + "tab": lambda reader, _: reader._add("\t"),
    W + "ptab": lambda reader, _: reader._add("\t"),
    W + "br": lambda reader, _: reader._add("\n"),
    W + "cr": lambda reader, _: reader._add("\n"),
    W + "noBreakHyphen": lambda reader, _: reader._add("-"),
    W + "sym": InlineReader._read_symbol,
    W + "fldChar": InlineReader._read_field_character,
    W + "instrText": InlineReader._read_code,
    W + "fldSimple": InlineReader._read_simple_field,
    W + "hyperlink": InlineReader._read_link,
    W + "sdt": InlineReader._read_content_control,
    W + "ruby": InlineReader._read_ruby,
    W + "footnoteReference": InlineReader._read_note,
    W + "endnoteReference": InlineReader._read_note,
    MC + "AlternateContent": InlineReader._read_choice,
    W + "drawing": InlineReader._read_graphic,
    W + "pict": InlineReader._read_graphic,
    W + "object": InlineReader._read_graphic,
}
