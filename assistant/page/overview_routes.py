"""Routes of the overview: its state, its pictures, the quotes of a cell, and the list of topics."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict

from assistant.api import Assistant
from assistant.exporting import SUFFIXES
from assistant.overview import DEFAULT_TOPICS, Overview, load_topics
from assistant.overview.cleaning import clean
from assistant.overview.coverage import UNKNOWN_REGION, Standing
from assistant.overview.drawing import map_png, map_svg, prepare, years_png, years_svg
from assistant.overview.wording import MENTION
from assistant.overview.workbook import overview_xlsx
from assistant.page.access import editor, reader
from assistant.page.downloads import attachment
from assistant.page.overview_desk import OverviewDesk

_SLICE_S = 0.4
"""Seconds for which one request for the state works on what lacks; the page asks again until all is there."""

Year = Annotated[int | None, Query(ge=1, le=9999)]
"""Only reports of this year count for the regions."""


class TopicsBody(BaseModel):
    """A new list of topics."""

    model_config = ConfigDict(extra="forbid")

    topics: tuple[str, ...]
    """Topics in order; none for the default ones."""


def router(assistant: Assistant) -> APIRouter:
    """The overview's routes.

    Args:
        assistant: The open assistant.
    """
    prepare(assistant.settings.cache)
    desk = OverviewDesk(assistant)
    folder = assistant.settings.index
    routes = APIRouter(prefix="/app/overview", dependencies=[Depends(reader)])
    _add_downloads(routes, desk)

    @routes.get("")
    def state(year: Year = None) -> dict[str, Any]:
        return desk.state(year, _SLICE_S)

    @routes.get("/map")
    def map_on_page(year: Year = None) -> Response:
        return _svg(desk.drawn(_map_on_page, desk.there(year), "map"))

    @routes.get("/years")
    def years_on_page() -> Response:
        return _svg(desk.drawn(_years_on_page, desk.there(), "years"))

    @routes.get("/cell")
    def cell(topic: str, region: str | None = None, year: str | None = None) -> dict[str, Any]:
        found, sought = desk.cell(topic, region, year)
        words = {"terms": sought.terms, "together": sought.together, "excluded": sought.excluded}
        return {"topic": topic, **words, "reports": [_told(report) for report in found.reports]}

    @routes.put("/topics", dependencies=[Depends(editor)])
    def change_topics(body: TopicsBody) -> dict[str, Any]:
        return {"topics": desk.change_topics(body.topics)}

    @routes.get("/topics")
    def topics() -> dict[str, Any]:
        return {"topics": load_topics(folder).lines, "usual": DEFAULT_TOPICS}

    return routes


def _add_downloads(routes: APIRouter, desk: OverviewDesk) -> None:
    """Whole pictures and the workbook, as files."""

    @routes.get("/map.svg")
    def map_as_svg(year: Year = None) -> Response:
        return _svg(desk.drawn(map_svg, desk.whole(year), "map_svg"), attachment(_named("话题覆盖图", year, "svg")))

    @routes.get("/map.png")
    def map_as_png(year: Year = None) -> Response:
        return Response(
            desk.drawn(map_png, desk.whole(year), "map_png"), media_type="image/png", headers=attachment(_named("话题覆盖图", year, "png"))
        )

    @routes.get("/years.svg")
    def years_as_svg() -> Response:
        return _svg(desk.drawn(years_svg, desk.whole(), "years_svg"), attachment("各年提及情况.svg"))

    @routes.get("/years.png")
    def years_as_png() -> Response:
        return Response(desk.drawn(years_png, desk.whole(), "years_png"), media_type="image/png", headers=attachment("各年提及情况.png"))

    @routes.get("/overview.xlsx")
    def as_workbook(year: Year = None) -> Response:
        return Response(
            desk.drawn(overview_xlsx, desk.whole(year), "xlsx"), media_type=SUFFIXES[".xlsx"], headers=attachment(_named("总览", year, "xlsx"))
        )


def _map_on_page(overview: Overview) -> str:
    return map_svg(overview, framed=False)


def _years_on_page(overview: Overview) -> str:
    return years_svg(overview, framed=False)


def _named(name: str, year: int | None, ending: str) -> str:
    return f"{name}{f' {year}年' if year else ''}.{ending}"


def _svg(drawn: str, headers: dict[str, str] | None = None) -> Response:
    kept = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'"}
    return Response(drawn, media_type="image/svg+xml", headers={**kept, **(headers or {})})


def _told(report: Standing) -> dict[str, Any]:
    return {
        "title": clean(report.title),
        "region": clean(report.region or UNKNOWN_REGION),
        "year": report.year,
        "mention": report.mention,
        "said": MENTION[report.mention],
        "quotes": [
            {
                "place": f"{citation.report_id}-{citation.start}-{citation.end}",
                "quote": clean(citation.quote),
                "heading": " › ".join(map(clean, citation.heading_path)),
                "page": citation.page,
            }
            for citation in report.citations
        ],
    }
