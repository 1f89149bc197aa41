"""Routes of the library: what is in the collection, what comes in, what goes out, and the original files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi.concurrency import contextmanager_in_threadpool, run_in_threadpool
from fastapi.responses import FileResponse, PlainTextResponse, Response
from pydantic import BaseModel, ConfigDict

from assistant.api import Assistant
from assistant.errors import ConfigError
from assistant.library.library import Library
from assistant.library.listing import UPLOADS_NAME, folder_id
from assistant.library.models import FileRef, Original
from assistant.library.originals import OriginalMissingError
from assistant.page.access import editor, reader
from assistant.page.downloads import attachment
from assistant.page.upload_stream import UploadStream
from assistant.sign_in.models import Role, User

_SHOWN_IN_BROWSER = {
    b"%PDF-": "application/pdf",
    b"\x89PNG\r\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF8": "image/gif",
    b"BM": "image/bmp",
}
"""What a browser shows without running anything in it, by the first bytes of the file."""
_PICTURE, _PDF = "image/*", "application/pdf"
_GUARDS = {"X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-cache"}
_SANDBOX = {"Content-Security-Policy": "sandbox; default-src 'none'; img-src 'self'; style-src 'unsafe-inline'"}
"""Keeps what is opened from running anything. Not for PDF: Chromium's own viewer does not open in a sandbox."""

Reader = Annotated[User, Depends(reader)]
Editor = Annotated[User, Depends(editor)]


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class FolderBody(_Body):
    """A folder to update."""

    folder: str | None = None
    """Its id; None for the uploads."""


class FilesBody(_Body):
    """Files to remove or to restore."""

    files: tuple[FileRef, ...]
    """The files."""


class EditBody(_Body):
    """What is to be set by hand; see ``Assistant.edit``."""

    region: str | None = None
    year: int | None = None
    title: str | None = None
    period: str | None = None
    doc_type: str | None = None
    official: bool | None = None
    not_duplicate: bool = False
    duplicate_of: str | None = None


def router(library: Library, assistant: Assistant) -> APIRouter:
    """The library's routes.

    Args:
        library: The library.
        assistant: The open assistant.
    """
    routes = APIRouter()
    _add_looking(routes, library, assistant)
    _add_updates(routes, library)
    _add_changes(routes, library)
    return routes


def _add_looking(routes: APIRouter, library: Library, assistant: Assistant) -> None:
    @routes.get("/app/library/reports")
    def reports(user: Reader) -> dict[str, Any]:
        listing = library.listing().model_dump(mode="json")
        if user.role is not Role.EDITOR:
            listing["folders"] = [{**folder, "path": None} for folder in listing["folders"]]
        return listing

    @routes.get("/app/library/cuts/{report_id}")
    def cuts(report_id: str, user: Reader) -> list[dict[str, Any]]:
        return [cut.model_dump(mode="json") for cut in assistant.cuts(report_id)]

    @routes.get("/app/original/{report_id}")
    def original(report_id: str, user: Reader) -> Response:
        try:
            found = library.original(report_id)
            return _sent(found, library.member(report_id) if found.member is not None else None)
        except OriginalMissingError as error:
            return PlainTextResponse(str(error), 404)
        except ConfigError:
            return PlainTextResponse("没有这份报告，可能刚被移除或更新。请回到网页刷新后再打开。", 404)


def _add_updates(routes: APIRouter, library: Library) -> None:
    @routes.get("/app/library/job")
    def job(user: Reader, since: int = 0, number: int | None = None) -> dict[str, Any] | None:
        return _shown_job(library, since, number)

    @routes.post("/app/library/prepare")
    def prepare(user: Editor) -> None:
        library.prepare()

    @routes.post("/app/library/upload")
    async def upload(request: Request, user: Editor) -> dict[str, Any]:
        stream = UploadStream(library.uploads, request.headers.get("content-type", ""), library.arrived)
        async with contextmanager_in_threadpool(library.taking()):
            try:
                async for chunk in request.stream():
                    await run_in_threadpool(stream.feed, chunk)
            finally:
                stream.abandon()
        return {"saved": [saved._asdict() for saved in stream.saved], "refused": [refused._asdict() for refused in stream.refused]}

    @routes.post("/app/library/update")
    def update(body: FolderBody, user: Editor) -> dict[str, Any] | None:
        library.start(body.folder)
        return _shown_job(library)

    @routes.post("/app/library/cancel")
    def cancel(user: Editor) -> dict[str, Any] | None:
        library.cancel()
        return _shown_job(library)


def _add_changes(routes: APIRouter, library: Library) -> None:
    @routes.post("/app/library/remove")
    def remove(body: FilesBody, user: Editor) -> dict[str, Any]:
        return library.remove(body.files).model_dump(mode="json")

    @routes.post("/app/library/forget")
    def forget(body: FolderBody, user: Editor) -> dict[str, int]:
        return {"removed": library.forget(body.folder or folder_id(str(library.uploads.folder)))}

    @routes.post("/app/library/restore")
    def restore(body: FilesBody, user: Editor) -> dict[str, Any] | None:
        library.restore(body.files)
        return _shown_job(library)

    @routes.post("/app/library/edit/{report_id}")
    def edit(report_id: str, body: EditBody, user: Editor) -> dict[str, bool]:
        return {"there": library.edit(report_id, **body.model_dump()) is not None}

    @routes.post("/app/library/reset/{report_id}")
    def reset(report_id: str, user: Editor) -> dict[str, bool]:
        return {"there": library.edit(report_id, reset=True) is not None}


def _shown_job(library: Library, since: int = 0, number: int | None = None) -> dict[str, Any] | None:
    """The update that runs or ran last, with the files that changed since a revision of it, or of none that had the number."""
    job = library.job()
    if job is None:
        return None
    if number not in (None, job.number):
        since = 0
    ours = str(library.uploads.folder)
    shown = job.model_dump(mode="json", exclude={"result", "folder", "files", "waiting"})
    name = UPLOADS_NAME if job.folder == ours else job.folder.replace("\\", "/").rsplit("/", 1)[-1]
    return {
        **shown,
        "folder": folder_id(job.folder),
        "name": name,
        "uploads": job.folder == ours,
        "files": [file.model_dump(mode="json") for file in job.files if file.revision > since],
        "waiting": len(job.waiting),
        "removed": len(job.result.removed) if job.result else 0,
    }


def _sent(original: Original, member: bytes | None) -> Response:
    """A file for the browser: shown when nothing in it can run, else handed over to be saved."""
    media_type = _shown_type(original, member)
    named = attachment(original.name, "inline" if media_type else "attachment")
    headers = {**named, **_GUARDS, **({} if media_type == _PDF else _SANDBOX)}
    media_type = media_type or "application/octet-stream"
    if member is None:
        return FileResponse(original.path, headers=headers, media_type=media_type)
    return Response(member, headers=headers, media_type=media_type)


def _shown_type(original: Original, member: bytes | None) -> str | None:
    """The media type of a picture or a PDF that is one; None for everything else."""
    if original.media_type not in (_PICTURE, _PDF):
        return None
    if member is None:
        with Path(original.path).open("rb") as file:
            member = file.read(8)
    return next((kind for mark, kind in _SHOWN_IN_BROWSER.items() if member.startswith(mark)), None)
