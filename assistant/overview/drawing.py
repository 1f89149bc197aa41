"""The overview as pictures: SVG for the page and for print, PNG for documents."""

from __future__ import annotations

import io
import os
import threading
import warnings
from pathlib import Path
from xml.etree import ElementTree

from assistant.errors import ConfigError
from assistant.overview.charts import Chart, map_chart, years_chart
from assistant.overview.coverage import Overview
from assistant.overview.fonts import FAMILIES, chinese_family, measuring_family
from assistant.overview.painting import MARKS, PIXELS_AN_INCH, paint, plan_of

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_SHARPNESS = 2
"""Pixels of a PNG for one of the chart, so that it is sharp in print."""
_LARGEST = 32_000
"""Longest side of a PNG in pixels; matplotlib draws none of 65,536."""
_DRAWING = threading.Lock()
"""matplotlib's settings are the same for all threads."""


def prepare(cache: Path) -> None:
    """Have matplotlib keep its list of fonts where this program may write; call it before the first drawing.

    Args:
        cache: Folder for what is made once.
    """
    os.environ.setdefault("MPLCONFIGDIR", str(cache / "matplotlib"))


def map_svg(overview: Overview, *, framed: bool = True) -> str:
    """Topics by regions as SVG; text stays text.

    Args:
        overview: The overview.
        framed: Whether it has a title, a legend and notes.

    Returns:
        A document in which each cell is a button ``cell-ROW-COLUMN``, told in words; ``data-left`` is
        where the cells begin, in its own units.
    """
    return _svg(map_chart(overview), framed)


def map_png(overview: Overview) -> bytes:
    """Topics by regions as PNG.

    Args:
        overview: The overview.

    Raises:
        ConfigError: There is no font with Chinese characters, or the picture would be too large.
    """
    return _png(map_chart(overview))


def years_svg(overview: Overview, *, framed: bool = True) -> str:
    """Topics by years as SVG; see ``map_svg``.

    Args:
        overview: The overview.
        framed: Whether it has a title, a legend and notes.
    """
    return _svg(years_chart(overview), framed)


def years_png(overview: Overview) -> bytes:
    """Topics by years as PNG.

    Args:
        overview: The overview.

    Raises:
        ConfigError: There is no font with Chinese characters, or the picture would be too large.
    """
    return _png(years_chart(overview))


def _png(chart: Chart) -> bytes:
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    plan = plan_of(chart, framed=True)
    if max(plan.width, plan.height) * _SHARPNESS > _LARGEST:
        raise ConfigError("地区和话题太多，画不成一张图片。请改为下载 SVG 图片或 Excel，或者减少话题。")
    with _DRAWING:
        _hush()
        figure = paint(chart, chinese_family(), framed=True)
        FigureCanvasAgg(figure)
        drawn = io.BytesIO()
        figure.savefig(drawn, format="png", dpi=PIXELS_AN_INCH * _SHARPNESS)
    return drawn.getvalue()


def _svg(chart: Chart, framed: bool) -> str:
    from matplotlib import rc_context
    from matplotlib.backends.backend_svg import FigureCanvasSVG

    with _DRAWING, rc_context({"svg.fonttype": "none", "svg.hashsalt": "overview"}):
        _hush()
        figure = paint(chart, measuring_family(), framed)
        FigureCanvasSVG(figure)
        drawn = io.BytesIO()
        figure.savefig(drawn, format="svg", metadata={"Date": None, "Creator": None, "Type": None, "Format": None})
    root = ElementTree.fromstring(drawn.getvalue())
    root.set("data-left", f"{plan_of(chart, framed).left:g}")
    return _told(root, chart)


def _hush() -> None:
    """A name may have characters that the font lacks; a browser finds another font for them."""
    warnings.filterwarnings("ignore", message="Glyph", category=UserWarning)


def _told(root: ElementTree.Element, chart: Chart) -> str:
    """Give the cells their words, and the text every Chinese font that a reader may have."""
    ElementTree.register_namespace("", _SVG)
    ElementTree.register_namespace("xlink", _XLINK)
    family = ", ".join([f"'{name}'" for name in FAMILIES] + ["sans-serif"])
    root.set("style", f"font-family: {family}")
    root.set("role", "group")
    root.set("aria-label", chart.title)
    for group in root.iter(f"{{{_SVG}}}g"):
        gid = group.get("id", "")
        if gid.startswith("cell-"):
            _, row, column = gid.split("-")
            _tell(group, chart, int(row), int(column))
        elif gid.startswith(MARKS):
            group.set("pointer-events", "none")
    for text in root.iter(f"{{{_SVG}}}text"):
        text.set("style", "; ".join(part for part in text.get("style", "").split("; ") if not part.startswith("font-family")))
        text.set("pointer-events", "none")
    return ElementTree.tostring(root, encoding="unicode")


def _tell(group: ElementTree.Element, chart: Chart, row: int, column: int) -> None:
    tile = chart.tiles[row][column]
    title = ElementTree.Element(f"{{{_SVG}}}title")
    title.text = tile.said
    group.insert(0, title)
    group.set("aria-label", tile.said)
    if tile.column is not None:
        group.set("role", "button")
        group.set("tabindex", "0")
        group.set("data-topic", chart.rows[row].whole)
        group.set("data-column", tile.column)
