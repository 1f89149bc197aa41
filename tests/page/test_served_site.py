"""The page's own routes, and its interface for programs, on a real server."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError
from serving import wait_until_served
from support import ROOT, HashEmbedder

from assistant import Answer, Assistant, Settings
from assistant.errors import ConfigError
from assistant.page.server import listening_socket


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("site")
    reports = folder / "reports"
    reports.mkdir()
    text = "雁浦区教育局2023年工作总结\n\n一、校园安全\n（一）抓好校车管理。全区共有校车35辆，逐车签订责任书。\n二、食品安全\n开展食堂检查120次。\n"
    (reports / "雁浦区2023.txt").write_text(text, encoding="utf-8")
    other = "鹭洲区教育局2023年工作总结\n\n一、教师队伍\n全年招聘教师45名，开展食堂检查。\n"
    (reports / "鹭洲区2023.txt").write_text(other, encoding="utf-8")
    with Assistant(Settings(index=folder / "index", mcp=True), create=True, embedder=HashEmbedder()) as assistant:
        assistant.sync(reports)
        yield assistant


@pytest.fixture(scope="module")
def address(collection: Assistant) -> Iterator[str]:
    free = listening_socket("127.0.0.1", [0])
    port = free.getsockname()[1]
    free.close()
    log = collection.settings.index.parent / "page.log"
    command = [sys.executable, str(Path(__file__).with_name("serve_site.py")), str(collection.settings.index), str(port)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "tests")))}
    with log.open("wb") as out, subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, env=environment) as process:
        try:
            wait_until_served(f"http://127.0.0.1:{port}", process, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


@pytest.fixture(scope="module")
def client(address: str) -> Client:
    return Client(address, verbose=False)


def test_the_page_and_its_files_are_served(address: str) -> None:
    page = httpx.get(address).text
    assert "工作报告问答" in page
    for name in ("chat.js", "evidence.js", "history.js", "library.js", "overview.js", "page.css"):
        assert f"app/assets/{name}" in page
        assert httpx.get(f"{address}/app/assets/{name}").status_code == 200
    for name in ("server.py", "..%2Fserver.py", "nothing.js"):
        assert httpx.get(f"{address}/app/assets/{name}").status_code == 404


def test_endpoints_have_names_and_descriptions(client: Client) -> None:
    told = client.view_api(return_format="dict", print_info=False)
    assert set(told["named_endpoints"]) == {"/ask", "/survey", "/reports"}
    assert told["unnamed_endpoints"] == {}


def test_ask_gives_the_answer_as_data(client: Client, collection: Assistant) -> None:
    question = "哪些区提到校车？"
    given = Answer.model_validate(client.predict(question, api_name="/ask"))
    assert given.model_copy(update={"elapsed_s": 0.0}) == collection.ask(question).model_copy(update={"elapsed_s": 0.0})
    assert [one.region for one in given.selected] == ["雁浦区"]


def test_survey_takes_a_topic_of_any_wording(client: Client) -> None:
    given = Answer.model_validate(client.predict("食堂检查", api_name="/survey"))
    assert {row.region: row.mention.value for row in given.rows} == {"雁浦区": "explicit", "鹭洲区": "explicit"}
    with pytest.raises(AppError, match="话题应有 1 到"):
        client.predict("", api_name="/survey")


def test_reports_lists_every_report_with_its_region(client: Client) -> None:
    listed = client.predict(api_name="/reports")
    assert [(entry["region"], entry["year"], entry["region_basis"]) for entry in listed] == [("雁浦区", 2023, "stated"), ("鹭洲区", 2023, "stated")]


def test_the_documented_calls_run(address: str, capsys: pytest.CaptureFixture[str]) -> None:
    text = (ROOT / "docs" / "serving.md").read_text(encoding="utf-8")
    (script,) = re.findall(r"^```python\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    exec(script.replace("http://127.0.0.1:7860/", address), {})
    said = capsys.readouterr().out
    assert "全区共有校车35辆" in said
    assert "[('雁浦区', 'explicit'), ('鹭洲区', 'none')]" in said
    assert "鹭洲区教育局2023年工作总结" in said


def test_mcp_offers_asking_and_listing_only(address: str) -> None:
    call = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}
    headers = {"Accept": "application/json, text/event-stream", "Content-Type": "application/json"}
    response = httpx.post(f"{address}/gradio_api/mcp/", json=call, headers=headers, timeout=30, follow_redirects=True)
    assert response.status_code == 200, response.text
    (line,) = [line for line in response.text.splitlines() if line.startswith("data:")] or [response.text]
    tools = json.loads(line.removeprefix("data:"))["result"]["tools"]
    assert sorted(tool["name"] for tool in tools) == ["ask", "reports", "survey"]
    assert all("work report" in tool["description"] for tool in tools)


def test_a_citation_opens_at_its_place(address: str, collection: Assistant) -> None:
    citation = collection.ask("哪些区提到校车？").citations[0]
    shown = httpx.get(f"{address}/app/evidence/{citation.report_id}-{citation.start}-{citation.end}").text
    assert f"<mark>{citation.quote}</mark>" in shown
    assert "雁浦区（报告写明）" in shown
    for place, status in (("r0-1-2", 404), (f"r{'0' * 16}-1-2", 400), ("%3Cscript%3E", 404), (f"r{'0' * 16}-0-{'9' * 5000}", 404)):
        response = httpx.get(f"{address}/app/evidence/{place}")
        assert response.status_code == status
        assert response.json()["detail"]


def test_an_answer_is_put_back_and_taken_away_as_a_file(address: str, collection: Assistant) -> None:
    answer = collection.ask("哪些区提到校车？")
    key = httpx.post(f"{address}/app/answers", content=answer.model_dump_json(), headers={"Content-Type": "application/json"}).json()["key"]
    assert Answer.model_validate_json(httpx.get(f"{address}/app/answers/{key}").content) == answer
    assert "35辆" in httpx.get(f"{address}/app/answers/{key}/text").text
    for suffix, beginning in ((".docx", b"PK"), (".xlsx", b"PK"), (".md", b"#")):
        response = httpx.get(f"{address}/app/answers/{key}/file{suffix}")
        assert response.content.startswith(beginning)
        assert "filename*=UTF-8''" in response.headers["Content-Disposition"]
    assert httpx.get(f"{address}/app/answers/{key}/there").json() == {"there": True}
    assert httpx.get(f"{address}/app/answers/{'0' * 32}/there").json() == {"there": False}
    assert httpx.get(f"{address}/app/answers/{key}/file.exe").status_code == 400
    assert httpx.get(f"{address}/app/answers/{'0' * 32}").json()["detail"] == "这个回答已经不在程序里。请重新提问。"
    assert httpx.post(f"{address}/app/answers", json={"question": "x"}).status_code == 422


def test_the_status_counts_what_is_there(address: str) -> None:
    status = httpx.get(f"{address}/app/status").json()
    assert {name: status[name] for name in ("reports", "regions", "failures", "examples")} == {
        "reports": 2,
        "regions": 2,
        "failures": 0,
        "examples": False,
    }
    assert status["started"]
    assert status["generation"]


def test_a_port_that_is_taken_is_told(address: str) -> None:
    port = int(address.rsplit(":", 1)[1])
    with pytest.raises(ConfigError, match=f"端口 {port} 可能被占用"):
        listening_socket("127.0.0.1", [port])
    free = listening_socket("127.0.0.1", [port, 0])
    assert free.getsockname()[1] != port
    free.close()
