"""A web page's lines with what is known of the elements around them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from lxml.html import HtmlElement

from ingest.readers.html_lines import CONTROLS, Line
from ingest.readers.html_words import hints_frame, is_frame_line, names_frame

_PROSE_CHARS = 15
"""Fewest unlinked characters, with punctuation, of a line that counts as running text."""
_PUNCTUATION = re.compile("[，。；！？,;]|、.*、|[：:].{15}")
_LINKED = 0.5
"""Share of linked characters from which a line is a link and no text."""
_BESIDE_LINK = 24
"""Most characters beside a link, such as a date, in a line that is a link."""
_TOO_MUCH = 0.5
"""Share of the running text in one element, from which neither its name nor a style that hides it counts:
pages name their article ``printArea``, and hide it until a script has run."""
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


class Page:
    """The visible lines of a page, and the elements that they stand in."""

    def __init__(self, lines: Sequence[Line]) -> None:
        """Look at every element that holds a line.

        Args:
            lines: The page's lines.
        """
        self.lines = lines
        self.chains: list[tuple[HtmlElement, ...]] = []
        """For each line the elements around it, the innermost first."""
        self.first: dict[HtmlElement, int] = {}
        """Index of an element's first line."""
        self.last: dict[HtmlElement, int] = {}
        """Index of an element's last line."""
        self.prose: list[int] = [_prose(line) for line in lines]
        """Characters of running text in each line."""
        self._prose_in: dict[HtmlElement, int] = {}
        for i, line in enumerate(lines):
            chain = (line.element, *line.element.iterancestors())
            self.chains.append(chain)
            for element in chain:
                self.first.setdefault(element, i)
                self.last[element] = i
                self._prose_in[element] = self._prose_in.get(element, 0) + self.prose[i]
        named = {element for element in self.first if names_frame(element) or _is_hidden(element)}
        self._frames = named | {element for element in self.first if not self._prose_in[element] and hints_frame(element)}
        self._controls = {element for element in self.first if element.tag in CONTROLS}

    def inside(self, element: HtmlElement) -> list[int]:
        """Indices of the lines in an element.

        Args:
            element: An element that holds lines.
        """
        return [i for i in range(self.first[element], self.last[element] + 1) if element in self.chains[i]]

    def framed(self, container: HtmlElement | None) -> list[bool]:
        """Whether each line lies in an element that is hidden or named a part of the frame.

        Args:
            container: Holds the article: what stands around it is no frame, whatever it is called.
        """
        around = {container, *container.iterancestors()} if container is not None else set()
        whole = self._prose_in.get(container, 0) if container is not None else sum(self.prose)
        frames = {element for element in self._frames - around if not whole or self._prose_in[element] < _TOO_MUCH * whole} | self._controls
        return [any(element in frames for element in chain) for chain in self.chains]

    def smallest(self, weight: dict[int, int], share: float) -> HtmlElement:
        """The smallest element that holds a share of some lines.

        Args:
            weight: Line index → weight; not empty.
            share: Share of the weight, at most 1.
        """
        sums: dict[HtmlElement, int] = {}
        for i, size in weight.items():
            for element in self.chains[i]:
                sums[element] = sums.get(element, 0) + size
        enough = share * sum(weight.values())
        return min((element for element, size in sums.items() if size >= enough), key=lambda element: (self._extent(element), -_depth(element)))

    def _extent(self, element: HtmlElement) -> int:
        return self.last[element] - self.first[element]

    def headed_by(self, line: int, within: HtmlElement) -> HtmlElement | None:
        """The largest element that begins with a line and goes on after it.

        Args:
            line: Index of the line.
            within: The element must lie inside this one.
        """
        found = None
        for element in self.chains[line]:
            if element is within or self.first[element] != line:
                break
            found = element
        return found if found is not None and self.last[found] > line else None

    def is_link(self, line: int) -> bool:
        """Whether a line is a link to another page, perhaps with a date or a count beside it.

        Args:
            line: Index of the line.
        """
        text, linked = self.lines[line].text, self.lines[line].linked
        return linked >= 2 and linked >= _LINKED * len(text) and len(text) - linked <= _BESIDE_LINK

    def runs(self, lines: Iterable[int]) -> list[list[int]]:
        """Group indices that follow one another.

        Args:
            lines: Ascending indices.
        """
        runs: list[list[int]] = []
        for i in lines:
            if runs and runs[-1][-1] == i - 1:
                runs[-1].append(i)
            else:
                runs.append([i])
        return runs


def _depth(element: HtmlElement) -> int:
    return sum(1 for _ in element.iterancestors())


def _prose(line: Line) -> int:
    """Characters of running text in a line; 0 for a label, a link, a date."""
    free = len(line.text) - line.linked
    if free < _PROSE_CHARS or line.linked > free or not _PUNCTUATION.search(line.text) or is_frame_line(line.text, inside=False):
        return 0
    return free


def _is_hidden(element: HtmlElement) -> bool:
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))
