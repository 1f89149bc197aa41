"""The library's routes over a real index, a real worker process and real files."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse
from fastapi.testclient import TestClient
from support import ROOT

from assistant import Assistant, AssistantError
from assistant.library import Library
from assistant.page.library_routes import router
from assistant.sign_in import Role, User
from tests.assistant.library.documents import docx, html, packed, pdf_file, png, txt

HASH_WORKER = ROOT / "tests" / "assistant" / "library" / "hash_worker.py"
_LONG_S = 60


@pytest.fixture
def library(filled: Assistant, monkeypatch: pytest.MonkeyPatch) -> Iterator[Library]:
    monkeypatch.setenv("PYTHONPATH", f"{ROOT}:{ROOT / 'tests'}")
    with Library(filled, (sys.executable, str(HASH_WORKER), "0", "60")) as library:
        yield library


@pytest.fixture
def client(library: Library, filled: Assistant) -> Iterator[Callable[[Role | None], TestClient]]:
    """A browser of a reader, an editor, or of nobody."""
    site = FastAPI()
    site.include_router(router(library, filled))

    @site.middleware("http")
    async def guard(request: Request, go_on: Callable[[Request], Response]) -> Response:
        role = request.headers.get("x-role")
        if role:
            request.state.user = User(name="某人", role=Role(role))
        return await go_on(request)

    @site.exception_handler(AssistantError)
    async def told(_request: Request, error: AssistantError) -> Response:
        return JSONResponse({"detail": str(error)}, 400)

    with TestClient(site) as client:

        def of(role: Role | None) -> TestClient:
            client.headers["x-role"] = role or ""
            return client

        yield of


@pytest.fixture
def editor(client: Callable[[Role | None], TestClient]) -> TestClient:
    return client(Role.EDITOR)


def send(editor: TestClient, *files: tuple[str, bytes]) -> dict[str, list[dict[str, object]]]:
    parts = [part for path, data in files for part in (("path", (None, path)), ("file", (path.rsplit("/")[-1], data)))]
    response = editor.post("/app/library/upload", files=parts)
    assert response.status_code == 200
    return response.json()


def job_done(editor: TestClient, number: int = 1) -> dict[str, object]:
    deadline = time.monotonic() + _LONG_S
    while time.monotonic() < deadline:
        job = editor.get("/app/library/job").json()
        if job and job["number"] >= number and job["state"] != "running":
            return job
        time.sleep(0.05)
    pytest.fail("the update did not end")


def report_id(editor: TestClient, source: str) -> str:
    return next(row["report_id"] for row in editor.get("/app/library/reports").json()["reports"] if row["source"] == source)


CHANGES = ("prepare", "upload", "update", "cancel", "remove", "restore", "edit/r1", "reset/r1")


@pytest.mark.parametrize("path", CHANGES)
@pytest.mark.parametrize(("role", "status"), [(Role.READER, 403), (None, 401)])
def test_only_editors_change_anything(
    client: Callable[[Role | None], TestClient], library: Library, path: str, role: Role | None, status: int
) -> None:
    response = client(role).post(f"/app/library/{path}", json={"files": [], "folder": None} if path != "upload" else None)
    assert response.status_code == status
    assert library.job() is None
    assert not library.uploads.folder.exists()


def test_every_route_asks_who_is_there(library: Library, filled: Assistant) -> None:
    site = FastAPI()
    site.include_router(router(library, filled))
    with TestClient(site) as client:
        for path, methods in ((route.path, route.methods) for route in router(library, filled).routes):
            for method in methods:
                assert client.request(method, path.replace("{report_id}", "r1")).status_code == 401, path


def test_readers_see_the_table_but_not_where_it_comes_from(client: Callable[[Role | None], TestClient], reports: Path, library: Library) -> None:
    listing = client(Role.READER).get("/app/library/reports").json()
    assert {row["region"] for row in listing["reports"]} == {"雁浦区", "鹭洲区", "岚溪县"}
    assert str(reports) not in str(listing)
    assert library._runner._process is None
    assert str(reports) in str(client(Role.EDITOR).get("/app/library/reports").json())


def test_upload_of_several_files_and_their_progress(editor: TestClient, filled: Assistant) -> None:
    answer = send(editor, ("区/《总结》.docx", docx("云泽市清源区")), ("乙.txt", txt("云泽市石桥区")), ("空.txt", b""), (".DS_Store", b"x"))
    assert [saved["path"] for saved in answer["saved"]] == ["区/《总结》.docx", "乙.txt", "空.txt"]
    assert [(refused["path"], "隐藏" in refused["message"]) for refused in answer["refused"]] == [(".DS_Store", True)]
    job = job_done(editor)
    assert {file["path"]: (file["state"], file["reports"]) for file in job["files"]} == {
        "区/《总结》.docx": ("added", 1),
        "乙.txt": ("added", 1),
        "空.txt": ("failed", 0),
    }
    assert (job["state"], job["done"], job["total"], job["uploads"]) == ("done", 3, 3, True)
    assert editor.get(f"/app/library/job?since={job['revision']}").json()["files"] == []
    assert filled.ask("哪些区提到“校车”？").count == 3


def test_upload_in_small_pieces_and_with_a_hostile_name(editor: TestClient, library: Library) -> None:
    boundary = "x" * 20
    data = txt("云泽市清源区")
    name = "../../<script>alert(1)</script>\u202etxt.\"exe'.txt"
    body = (
        (
            f'--{boundary}\r\nContent-Disposition: form-data; name="path"\r\n\r\n{name}\r\n'
            f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="x"\r\nContent-Type: text/plain\r\n\r\n'
        ).encode()
        + data
        + f"\r\n--{boundary}--\r\n".encode()
    )
    pieces = (body[at : at + 7] for at in range(0, len(body), 7))
    response = editor.post("/app/library/upload", content=pieces, headers={"Content-Type": f"multipart/form-data; boundary={boundary}"})
    saved = response.json()["saved"][0]["path"]
    assert saved == "<script>alert(1)</script>txt.\"exe'.txt".replace("</", "</")
    assert (library.uploads.folder / saved).read_bytes() == data
    assert {path.name for path in library.uploads.folder.parent.iterdir()} >= {"uploads", "catalog.db"}


@pytest.mark.parametrize("cut", [30, 150, 400])
def test_an_upload_that_breaks_off_leaves_nothing(editor: TestClient, library: Library, cut: int) -> None:
    boundary = "x" * 20
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'
    body = (head + "字" * 1000)[:cut].encode()
    editor.post("/app/library/upload", content=body, headers={"Content-Type": f"multipart/form-data; boundary={boundary}"})
    assert [path for path in library.uploads.folder.rglob("*") if path.is_file()] == []


def test_what_is_no_upload(editor: TestClient) -> None:
    assert editor.post("/app/library/upload", json={}).status_code == 400
    broken = editor.post("/app/library/upload", content=b"nonsense", headers={"Content-Type": "multipart/form-data; boundary=x"})
    assert (broken.status_code, "刷新" in broken.json()["detail"]) == (400, True)


def test_too_large(editor: TestClient, library: Library) -> None:
    library.uploads.max_bytes = 1000
    answer = send(editor, ("大.txt", b"x" * 5_000_000), ("小.txt", txt("云泽市清源区")[:900]))
    assert [refused["path"] for refused in answer["refused"]] == ["大.txt"]
    assert [saved["path"] for saved in answer["saved"]] == ["小.txt"]


def test_correcting_and_undoing(editor: TestClient, filled: Assistant) -> None:
    known = report_id(editor, "雁浦区2023.txt")
    assert editor.post(
        f"/app/library/edit/{known}", json={"region": "云泽市石桥区", "year": 2021, "period": "上半年", "doc_type": "计划"}
    ).json() == {"there": True}
    row = next(row for row in editor.get("/app/library/reports").json()["reports"] if row["report_id"] == known)
    assert (row["region_full"], row["year"], row["period"], row["doc_type"]) == ("云泽市石桥区", 2021, "上半年", "计划")
    assert set(row["corrected"]) == {"地区", "年份", "时段", "类型"}
    assert filled.ask("哪些区提到“校车”？").selected[0].region == "石桥区"
    wrong = editor.post(f"/app/library/edit/{known}", json={"year": 99})
    assert (wrong.status_code, "年份" in wrong.json()["detail"]) == (400, True)
    assert editor.post(f"/app/library/edit/{known}", json={"source": "x"}).status_code == 422
    editor.post(f"/app/library/reset/{known}")
    row = next(row for row in editor.get("/app/library/reports").json()["reports"] if row["report_id"] == known)
    assert (row["region"], row["year"], row["corrected"]) == ("雁浦区", 2023, [])


def test_removing_and_restoring(editor: TestClient) -> None:
    row = next(row for row in editor.get("/app/library/reports").json()["reports"] if row["source"] == "雁浦区2023.txt")
    assert editor.post("/app/library/remove", json={"files": [row["file"]]}).json() == {"removed": 1, "deleted": 0}
    listing = editor.get("/app/library/reports").json()
    assert len(listing["reports"]) == 2
    assert [folder["removed"] for folder in listing["folders"] if not folder["uploads"]] == [["雁浦区2023.txt"]]
    editor.post("/app/library/restore", json={"files": [row["file"]]})
    assert job_done(editor)["files"][0]["state"] == "added"
    assert editor.post("/app/library/remove", json={"files": [{"folder": "f0", "path": "/etc/passwd"}]}).status_code == 400


def test_what_the_reader_cut(editor: TestClient) -> None:
    send(editor, ("网页.html", html("云泽市清源区").replace(b"<h1>", "<nav><a href=x>首页</a> <a href=y>通知公告</a></nav><h1>".encode())))
    job_done(editor)
    cuts = editor.get(f"/app/library/cuts/{report_id(editor, '网页.html')}").json()
    assert any("首页" in cut["text"] and cut["reason"] == "网页导航等" for cut in cuts)


def test_original_files(editor: TestClient, reports: Path) -> None:
    files = {"乙（定稿）.pdf": pdf_file("云泽市石桥区"), "丙.html": html("云泽市松湖区"), "丁.png": png("云泽市白鹭区")}
    send(editor, *files.items(), ("包.zip", packed({"里/甲.docx": docx("云泽市清源区"), "戊.html": html("云泽市东岭区")})))
    job_done(editor)
    shown = {"乙（定稿）.pdf": "application/pdf", "丁.png": "image/png"}
    for name, data in files.items():
        response = editor.get(f"/app/original/{report_id(editor, name)}")
        assert (response.status_code, response.content) == (200, data)
        assert response.headers["x-content-type-options"] == "nosniff"
        assert response.headers["content-type"] == shown.get(name, "application/octet-stream")
        assert response.headers["content-disposition"].startswith("inline" if name in shown else "attachment")
        assert unquote(response.headers["content-disposition"].split("''")[1]) == name
        assert ("sandbox" in response.headers.get("content-security-policy", "")) == (name != "乙（定稿）.pdf")
    member = editor.get(f"/app/original/{report_id(editor, '包.zip/戊.html')}")
    assert member.content == html("云泽市东岭区")
    assert member.headers["content-type"] == "application/octet-stream"
    assert "sandbox" in member.headers["content-security-policy"]
    assert member.headers["content-disposition"].startswith("attachment")
    (reports / "鹭洲区2023.txt").unlink()
    gone = editor.get(f"/app/original/{report_id(editor, '鹭洲区2023.txt')}")
    assert (gone.status_code, "已不在原处" in gone.text, gone.headers["content-type"]) == (404, True, "text/plain; charset=utf-8")
    assert editor.get("/app/original/r0").status_code == 404
    assert editor.get("/app/original/..%2F..%2Fetc%2Fpasswd").status_code == 404


def test_updating_a_folder_and_cancelling(editor: TestClient, reports: Path) -> None:
    (reports / "新.txt").write_bytes(txt("云泽市清源区"))
    folder = next(folder for folder in editor.get("/app/library/reports").json()["folders"] if not folder["uploads"])
    assert editor.post("/app/library/update", json={"folder": folder["id"]}).json()["state"] == "running"
    job = job_done(editor)
    assert (job["name"], job["unchanged"], [file["path"] for file in job["files"]]) == ("reports", 3, ["新.txt"])
    assert editor.post("/app/library/cancel").json()["state"] == "done"
    assert editor.post("/app/library/update", json={"folder": "f0"}).status_code == 400
