from __future__ import annotations

import io
import threading
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response
from fastapi.testclient import TestClient
from openpyxl import load_workbook
from PIL import Image

from assistant import Assistant
from assistant.errors import AssistantError
from assistant.overview import DEFAULT_TOPICS, Overview
from assistant.page import overview_routes
from assistant.page.overview_desk import OverviewDesk
from assistant.sign_in.models import LOCAL_EDITOR, Role, User
from vectorstore.models import Changes

URL = "/app/overview"


@pytest.fixture
def site(filled: Assistant) -> FastAPI:
    """The overview's routes alone; who asks is told by a header."""
    site = FastAPI()

    @site.middleware("http")
    async def know(request: Request, go_on: Callable[[Request], Awaitable[Response]]) -> Response:
        users = {"editor": LOCAL_EDITOR, "reader": User(name="读者", role=Role.READER)}
        request.state.user = users.get(request.headers.get("who", ""))
        return await go_on(request)

    site.add_exception_handler(AssistantError, lambda _, error: JSONResponse({"detail": str(error)}, status_code=400))
    site.include_router(overview_routes.router(filled))
    return site


@pytest.fixture
def editor(site: FastAPI) -> TestClient:
    return TestClient(site, headers={"who": "editor"})


@pytest.fixture
def reader(site: FastAPI) -> TestClient:
    return TestClient(site, headers={"who": "reader"})


def whole(client: TestClient, query: str = "") -> dict[str, object]:
    for _ in range(100):
        state = client.get(f"{URL}{query}").json()
        if state["done"] == state["total"]:
            return dict(state)
    raise AssertionError(state)


def test_the_state_grows_until_all_topics_are_there(reader: TestClient) -> None:
    first = reader.get(URL).json()
    assert first["total"] == len(DEFAULT_TOPICS) and 1 <= first["done"] <= first["total"]
    state = whole(reader)
    assert state["usual"] is True and state["checked"] == 3
    assert [(r["name"], r["reports"]) for r in state["regions"]] == [("岚溪县", 1), ("雁浦区", 1), ("鹭洲区", 1)]  # type: ignore[attr-defined]
    assert [y["name"] for y in state["years"]] == ["2023年", "2024年"]  # type: ignore[attr-defined]
    assert state["topics"] == list(DEFAULT_TOPICS)


def test_the_page_gets_charts_without_a_frame(reader: TestClient) -> None:
    assert "cell-" not in reader.get(f"{URL}/map").text, "nothing was looked for yet"
    whole(reader)
    for name in ("map", "years"):
        response = reader.get(f"{URL}/{name}")
        assert response.headers["content-type"].startswith("image/svg+xml")
        assert "default-src 'none'" in response.headers["content-security-policy"]
        root = ElementTree.fromstring(response.text)
        assert float(root.get("data-left", "0")) > 50
        assert "共检查" not in response.text


def test_pictures_and_workbook_are_whole_and_saved_under_chinese_names(reader: TestClient) -> None:
    svg = reader.get(f"{URL}/map.svg")
    assert "尚未统计" not in svg.text and "共检查 3 份报告" in svg.text
    names = {"map.svg": "话题覆盖图.svg", "map.png": "话题覆盖图.png", "years.svg": "各年提及情况.svg", "years.png": "各年提及情况.png"}
    for path, name in (*names.items(), ("overview.xlsx", "总览.xlsx"), ("map.png?year=2024", "话题覆盖图 2024年.png")):
        response = reader.get(f"{URL}/{path}")
        assert response.status_code == 200
        assert unquote(response.headers["content-disposition"]).endswith(f"''{name}")
        if "png" in path:
            assert Image.open(io.BytesIO(response.content)).size[0] > 500
        if "xlsx" in path:
            assert load_workbook(io.BytesIO(response.content)).sheetnames[0] == "覆盖图"


def test_a_cell_gives_quotes_with_places_in_the_reports(reader: TestClient, filled: Assistant) -> None:
    [report] = reader.get(f"{URL}/cell", params={"topic": "校车安全", "region": "雁浦区"}).json()["reports"]
    assert (report["mention"], report["said"], report["year"]) == ("explicit", "明确提到", 2023)
    quote = report["quotes"][0]
    report_id, start, end = quote["place"].split("-")
    assert filled.report(report_id).text[int(start) : int(end)] == quote["quote"]
    assert "校车35辆" in quote["quote"] and "校园安全" in quote["heading"]
    assert "学生接送车" in reader.get(f"{URL}/cell", params={"topic": "校车安全"}).json()["terms"]
    of_year = reader.get(f"{URL}/cell", params={"topic": "校车安全", "year": "2023"}).json()["reports"]
    assert [r["mention"] for r in of_year] == ["explicit", "none"]
    neither = {"topic": "校车安全", "region": "雁浦区", "year": "2024"}
    assert reader.get(f"{URL}/cell", params=neither).json()["reports"] == []


def test_a_topic_that_is_not_in_the_list_is_told(reader: TestClient) -> None:
    response = reader.get(f"{URL}/cell", params={"topic": "别的"})
    assert response.status_code == 400 and "刷新" in response.json()["detail"]


def test_the_map_of_a_year_tells_where_no_report_is(reader: TestClient) -> None:
    state = whole(reader, "?year=2024")
    assert [r["reports"] for r in state["regions"]] == [1, 0, 0]  # type: ignore[attr-defined]
    assert "没有报告" in reader.get(f"{URL}/map", params={"year": 2024}).text
    assert "没有报告" not in reader.get(f"{URL}/map").text


def test_an_editor_changes_the_topics_for_all(editor: TestClient, reader: TestClient, filled: Assistant) -> None:
    whole(reader)
    assert editor.put(f"{URL}/topics", json={"topics": ["教师招聘", "", "教师招聘"]}).json() == {"topics": ["教师招聘"]}
    assert (filled.settings.index / "话题.txt").is_file()
    state = whole(reader)
    assert state["topics"] == ["教师招聘"] and state["usual"] is False
    assert "校车安全" not in reader.get(f"{URL}/map").text
    assert editor.put(f"{URL}/topics", json={"topics": []}).json()["topics"] == list(DEFAULT_TOPICS)
    assert reader.get(f"{URL}/topics").json() == {"topics": list(DEFAULT_TOPICS), "usual": list(DEFAULT_TOPICS)}


def test_a_topic_that_the_chat_reads_otherwise_is_refused(editor: TestClient) -> None:
    assert editor.put(f"{URL}/topics", json={"topics": ["校车、食品安全"]}).json() == {"topics": ["校车", "食品安全"]}
    for topic, told in (("校车和食品安全", "一行一个"), ("上半年安全", "请只写“安全”"), ("2023年校车", "请只写“校车”")):
        response = editor.put(f"{URL}/topics", json={"topics": [topic]})
        assert response.status_code == 400 and told in response.json()["detail"]
    assert editor.get(f"{URL}/topics").json()["topics"] == ["校车", "食品安全"]


def test_a_bad_line_is_told_and_can_be_mended(editor: TestClient, reader: TestClient, filled: Assistant) -> None:
    assert whole(reader)["problems"] == []
    (filled.settings.index / "话题.txt").write_text("校车安全\n校\n", encoding="utf-8")
    state = whole(reader)
    assert state["topics"] == ["校车安全"]
    [problem] = state["problems"]  # type: ignore[misc]
    assert "话题.txt" in problem and "“校”" in problem
    assert editor.get(f"{URL}/topics").json()["topics"] == ["校车安全", "校"]
    editor.put(f"{URL}/topics", json={"topics": ["校车安全"]})
    assert whole(reader)["problems"] == []


def test_a_cell_tells_all_that_counts_as_a_mention(editor: TestClient) -> None:
    editor.put(f"{URL}/topics", json={"topics": ["校车安全员培训"]})
    found = editor.get(f"{URL}/cell", params={"topic": "校车安全员培训"}).json()
    assert found["terms"] == ["校车安全员培训"]
    assert [part[0] for part in found["together"]] == ["校车", "安全员培训"]


def test_a_drawing_holds_up_nothing_else(filled: Assistant) -> None:
    desk = OverviewDesk(filled)
    begun, done = threading.Event(), threading.Event()
    overview = desk.whole()

    def draw(_: Overview) -> str:
        begun.set()
        return str(done.wait(20))

    with ThreadPoolExecutor(2) as threads:
        drawing = threads.submit(desk.drawn, draw, overview, "map")
        assert begun.wait(20)
        again = threads.submit(desk.drawn, draw, overview, "map")
        try:
            state = ThreadPoolExecutor(1).submit(desk.state, None, 0).result(20)
            assert state["done"] == state["total"] and not again.done()
        finally:
            done.set()
        assert drawing.result() is again.result(), "what is the same is drawn once"


def test_topics_that_cannot_be_used_are_refused_in_chinese(editor: TestClient) -> None:
    response = editor.put(f"{URL}/topics", json={"topics": ["校"]})
    assert response.status_code == 400 and "2 到 30 个字" in response.json()["detail"]


def test_a_reader_cannot_change_the_topics_and_a_stranger_sees_nothing(reader: TestClient, site: FastAPI, filled: Assistant) -> None:
    assert reader.put(f"{URL}/topics", json={"topics": ["教师招聘"]}).status_code == 403
    assert not (filled.settings.index / "话题.txt").exists()
    stranger = TestClient(site)
    for path in ("", "/map", "/map.png", "/overview.xlsx", "/topics", "/cell?topic=校车安全"):
        assert stranger.get(f"{URL}{path}").status_code == 401


def test_the_overview_follows_the_collection(reader: TestClient, filled: Assistant, reports: Path) -> None:
    whole(reader)
    before = reader.get(f"{URL}/map").text
    (reports / "青栾县2024.txt").write_text("青栾县教育局2024年工作总结\n\n一、安全\n新增校车12辆。\n", encoding="utf-8")
    filled.sync(reports)
    assert whole(reader)["checked"] == 4
    after = reader.get(f"{URL}/map").text
    assert "青栾县" not in before and "青栾县" in after
    [report] = reader.get(f"{URL}/cell", params={"topic": "校车安全", "region": "青栾县"}).json()["reports"]
    assert report["quotes"][0]["quote"] == "新增校车12辆。"


def test_what_a_report_says_is_told_as_it_stands_and_from_left_to_right(reader: TestClient, filled: Assistant) -> None:
    report_id = next(e.report_id for e in filled.reports() if "雁浦区" in e.source)
    filled._store.correct(report_id, Changes(title="<img src=x onerror=alert(1)>\u202e题目"))
    [report] = reader.get(f"{URL}/cell", params={"topic": "校车安全", "region": "雁浦区"}).json()["reports"]
    assert report["title"] == "<img src=x onerror=alert(1)>题目"


def test_an_empty_collection_has_an_overview(open_assistant: Callable[..., Assistant]) -> None:
    site = FastAPI()

    @site.middleware("http")
    async def know(request: Request, go_on: Callable[[Request], Awaitable[Response]]) -> Response:
        request.state.user = LOCAL_EDITOR
        return await go_on(request)

    site.include_router(overview_routes.router(open_assistant()))
    client = TestClient(site)
    assert whole(client)["checked"] == 0
    assert all(client.get(f"{URL}/{path}").status_code == 200 for path in ("map", "map.png", "years.svg", "overview.xlsx"))
