from __future__ import annotations

import io
import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from xml.etree import ElementTree

import pytest
from overview_support import TOPICS, overview_over, write_reports
from PIL import Image

from assistant import Assistant
from assistant.errors import ConfigError
from assistant.overview import Overview, drawing
from assistant.overview.charts import map_chart, years_chart
from assistant.overview.painting import plan_of
from ingest.models import Region, RegionBasis
from vectorstore.models import Changes

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = '<script>alert(1)</script>&"$\\frac{1}{2}$\u202e$x^2$'
"""A region's name as somebody may set it by hand."""


def cells(svg: str) -> dict[str, ElementTree.Element]:
    return {g.get("id", ""): g for g in ElementTree.fromstring(svg).iter(f"{SVG}g") if g.get("id", "").startswith("cell-")}


def texts(svg: str) -> list[str]:
    return ["".join(text.itertext()) for text in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def face(cell: ElementTree.Element) -> str:
    return next(path.get("style", "") for path in cell.iter(f"{SVG}path"))


@pytest.fixture
def hostile(known: Assistant) -> Overview:
    report = next(e.report_id for e in known.reports() if e.source.endswith("岚溪县2023.txt"))
    known._store.correct(report, Changes(region=Region(name=HOSTILE * 3, basis=RegionBasis.SET_BY_HAND)))
    return overview_over(known)


def test_every_cell_is_a_button_told_in_words(overview: Overview) -> None:
    found = cells(drawing.map_svg(overview))
    assert set(found) == {f"cell-{row}-{column}" for row in range(3) for column in range(4)}
    bus = found["cell-0-1"]
    assert (bus.get("role"), bus.get("tabindex"), bus.get("data-topic"), bus.get("data-column")) == ("button", "0", "校车安全", "清源区")
    assert bus.get("aria-label") == "校车安全，清源区：明确提到，2 份报告"
    assert bus.find(f"{SVG}title").text == bus.get("aria-label")  # type: ignore[union-attr]
    assert found["cell-0-3"].get("data-column") == ""


def test_standings_differ_in_colour_and_in_marks(overview: Overview) -> None:
    svg = drawing.map_svg(overview)
    found = cells(svg)
    explicit, related, none = (face(found[gid]) for gid in ("cell-2-0", "cell-0-2", "cell-0-0"))
    assert len({explicit, related, none}) == 3
    assert face(found["cell-0-1"]) == explicit
    marks = {g.get("id"): len(list(g.iter(f"{SVG}use"))) for g in ElementTree.fromstring(svg).iter(f"{SVG}g") if "marks-" in g.get("id", "")}
    assert marks == {"marks-dot": 3 + 1, "marks-ring": 1 + 1}, "those of the cells and of the legend"
    assert "2" in texts(svg), "two reports of one region are told by their number"


def test_text_stays_text_with_a_legend_and_notes(overview: Overview) -> None:
    found = texts(drawing.map_svg(overview))
    assert {"清源区", "雁浦区", "地区不明", *TOPICS, "可能相关，请核对", "未提到"} <= set(found)
    assert any("共检查 5 份报告（另有 1 份近似重复" in text for text in found)
    assert texts(drawing.map_svg(overview, framed=False)) == [t for t in found if t in {"2", "清源区", "岚溪县", "雁浦区", "地区不明", *TOPICS}]


def test_years_show_mentions_among_reports(overview: Overview) -> None:
    svg = drawing.years_svg(overview)
    assert {"2022年", "2023年", "年份不明", "1/1", "1/3", "0/1", "3 份"} <= set(texts(svg))
    assert cells(svg)["cell-0-1"].get("data-column") == "2023"


def test_a_region_without_a_report_of_the_year_looks_different(known: Assistant) -> None:
    svg = drawing.map_svg(overview_over(known, year=2022))
    found = cells(svg)
    assert found["cell-0-0"].get("aria-label") == "校车安全，岚溪县：没有报告"
    assert face(found["cell-0-0"]) != face(found["cell-1-1"])
    assert {"没有报告", "–", "话题覆盖图（2022年的 1 份报告）：3 个话题，3 个地区"} <= set(texts(svg))


def test_hostile_names_are_text_and_short(hostile: Overview) -> None:
    svg = drawing.map_svg(hostile)
    root = ElementTree.fromstring(svg)
    assert not list(root.iter(f"{SVG}script"))
    assert "\u202e" not in svg
    label = next(text for text in texts(svg) if text.startswith("<scri"))
    assert len(label) == 9 and label.endswith("…")
    assert "$\\frac{1}{2}$" in str(cells(svg)["cell-0-0"].get("aria-label")), "formulas are left as they stand"
    assert Image.open(io.BytesIO(drawing.map_png(hostile))).size[0] > 0


def test_a_name_that_is_a_formula_is_drawn_as_it_stands(overview: Overview) -> None:
    columns = tuple(c.model_copy(update={"name": "$x^{2}$"}) for c in overview.regions)
    assert texts(drawing.map_svg(overview.model_copy(update={"regions": columns}))).count("$x^{2}$") == 4


def test_many_regions_go_in_bands_that_fit_the_screen(open_assistant: Callable[..., Assistant], tmp_path: Path) -> None:
    assistant = open_assistant()
    names = [f"{a}{b}" for a in "东西南北中上下左右前后内外高低" for b in "湖江河"]
    texts_of = {f"{n}.txt": f"云泽市{n}区教育局2024年工作总结\n\n一、安全\n{n}配备校车。\n" for n in names}
    assistant.sync(write_reports(tmp_path / "many", texts_of))
    overview = overview_over(assistant, ["校车", "食品安全"])
    assert len(overview.regions) > 40
    svg = drawing.map_svg(overview, framed=False)
    assert len(cells(svg)) == 2 * len(overview.regions)
    assert float(ElementTree.fromstring(svg).get("viewBox", "").split()[2]) < 1250
    assert texts(svg).count("食品安全") == 2, "each band has the topics"


def test_topics_that_are_not_there_yet_are_drawn_without_buttons(overview: Overview) -> None:
    rows = (overview.rows[0], overview.rows[1].model_copy(update={"ready": False}))
    found = cells(drawing.map_svg(overview.model_copy(update={"rows": rows})))
    assert found["cell-0-0"].get("role") == "button"
    assert found["cell-1-0"].get("role") is None and "尚未统计" in str(found["cell-1-0"].get("aria-label"))


def test_an_overview_of_nothing_can_be_drawn(overview: Overview) -> None:
    empty = Overview(rows=(), regions=(), years=())
    assert cells(drawing.map_svg(empty)) == {} and cells(drawing.years_svg(empty)) == {}


def test_png_has_the_planned_size_and_chinese_characters(overview: Overview) -> None:
    for draw, chart in ((drawing.map_png, map_chart(overview)), (drawing.years_png, years_chart(overview))):
        picture = Image.open(io.BytesIO(draw(overview)))
        plan = plan_of(chart, framed=True)
        assert picture.format == "PNG" and picture.size == (2 * plan.width, 2 * plan.height)


def test_png_draws_each_character_and_not_boxes(overview: Overview) -> None:
    def with_name(name: str) -> bytes:
        columns = tuple(c.model_copy(update={"name": name}) for c in overview.regions)
        return Image.open(io.BytesIO(drawing.map_png(overview.model_copy(update={"regions": columns})))).tobytes()

    assert with_name("清清清") != with_name("雁雁雁")
    assert with_name("清清清") == with_name("清清清")


def test_without_a_chinese_font_a_png_is_refused_with_the_remedy_and_svg_still_works(overview: Overview, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.overview.fonts.FAMILIES", ("没有这种字体",))
    with pytest.raises(ConfigError, match=r"没有装中文字体.*SVG.*安装"):
        drawing.map_png(overview)
    assert "清源区" in texts(drawing.map_svg(overview))


def test_a_picture_too_large_is_refused_with_the_remedy(overview: Overview) -> None:
    regions = tuple(overview.regions[0].model_copy(update={"key": str(n), "name": f"地区{n}"}) for n in range(6000))
    rows = (overview.rows[0].model_copy(update={"ready": False}),) * 60
    with pytest.raises(ConfigError, match="Excel"):
        drawing.map_png(overview.model_copy(update={"regions": regions, "rows": rows}))


def test_several_threads_draw_the_same(overview: Overview) -> None:
    with ThreadPoolExecutor(4) as pool:
        drawn = list(pool.map(lambda at: drawing.map_svg(overview) if at % 2 else drawing.map_png(overview), range(8)))
    assert len({str(each) for each in drawn[1::2]}) == 1 and len({bytes(each) for each in drawn[::2]}) == 1  # type: ignore[arg-type]


def test_drawing_needs_no_home_that_can_be_written_and_no_pyplot(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from assistant.overview import Overview, drawing\n"
        "drawing.prepare(Path(sys.argv[1])); drawing.map_svg(Overview(rows=(), regions=(), years=()))\n"
        "print('matplotlib.pyplot' in sys.modules)\n"
    )
    environment = {k: v for k, v in os.environ.items() if k not in ("MPLCONFIGDIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")} | {"HOME": "/proc/nowhere"}
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], env=environment, capture_output=True, text=True, check=True, encoding="utf-8")
    assert done.stdout.strip() == "False" and done.stderr == ""
    assert (tmp_path / "matplotlib").is_dir()


def test_importing_the_overview_does_not_load_the_plotting_library() -> None:
    code = (
        "import sys, assistant.overview, assistant.overview.drawing, assistant.overview.workbook\n"
        "print({'matplotlib', 'xlsxwriter'} & set(sys.modules))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, encoding="utf-8")
    assert done.stdout.strip() == "set()"
