"""Routes about answers and citations: what a reader does with them."""

from __future__ import annotations

import secrets
from pathlib import Path

from fastapi import APIRouter, Depends, HTTPException, Response
from fastapi.responses import HTMLResponse, PlainTextResponse

from assistant.api import Assistant
from assistant.exporting import export, file_name, media_type
from assistant.models import Answer
from assistant.page.access import reader
from assistant.page.copying import copied_text
from assistant.page.downloads import attachment
from assistant.page.render import evidence_html, parse_place
from assistant.page.shelf import AnswerShelf
from assistant.regions import full_names


def router(assistant: Assistant, shelf: AnswerShelf, examples: Path | None = None) -> APIRouter:
    """Routes for answers, their files, and the places that they cite.

    Args:
        assistant: The open assistant.
        shelf: The answers given lately.
        examples: Folder of the example reports, so that staff are told when the collection has them.
    """
    routes = APIRouter(prefix="/app", dependencies=[Depends(reader)])
    started = secrets.token_hex(8)

    @routes.get("/status")
    def status() -> dict[str, int | bool | str | None]:
        reports = assistant.reports()
        regions = set(full_names(r.region.name for r in reports if r.region.name).values())
        return {
            "reports": len(reports),
            "regions": len(regions),
            "failures": len(assistant.failures()),
            "examples": _has(assistant, examples),
            "generation": assistant.generation(),
            "started": started,
        }

    @routes.get("/evidence/{place}")
    def evidence(place: str) -> HTMLResponse:
        found = parse_place(place)
        if found is None:
            raise HTTPException(404, "没有这个位置。请重新提问。")
        report_id, start, end = found
        report = assistant.report(report_id)
        path = assistant.heading_path(report_id, start)
        return HTMLResponse(evidence_html(report, path, start, end, assistant.page_of(report_id, start)))

    @routes.get("/answers/{key}")
    def answer(key: str) -> Response:
        return Response(_on(shelf, key).model_dump_json(), media_type="application/json")

    @routes.get("/answers/{key}/there")
    def there(key: str) -> dict[str, bool]:
        return {"there": shelf.get(key) is not None}

    @routes.get("/answers/{key}/text")
    def text(key: str) -> PlainTextResponse:
        return PlainTextResponse(copied_text(_on(shelf, key)))

    @routes.get("/answers/{key}/file{suffix}")
    def file(key: str, suffix: str) -> Response:
        found = _on(shelf, key)
        sources = {report.report_id: report.source for report in assistant.reports()}
        return Response(export(found, suffix, sources=sources), media_type=media_type(suffix), headers=attachment(file_name(found, suffix)))

    @routes.post("/answers")
    def put_back(given: Answer) -> dict[str, str]:
        return {"key": shelf.put(given)}

    return routes


def _has(assistant: Assistant, folder: Path | None) -> bool:
    return folder is not None and str(folder.resolve()) in assistant.folders()


def _on(shelf: AnswerShelf, key: str) -> Answer:
    found = shelf.get(key)
    if found is None:
        raise HTTPException(404, "这个回答已经不在程序里。请重新提问。")
    return found
