from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from support import ROOT

from assistant import Assistant, Settings
from assistant.models import Status

README = (ROOT / "README.md").read_text(encoding="utf-8")
SERVING = (ROOT / "docs" / "serving.md").read_text(encoding="utf-8")
STAFF_README = (ROOT / "README.zh-CN.md").read_text(encoding="utf-8")


def blocks(kind: str, text: str = README) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


@pytest.mark.model
def test_the_documented_commands_and_python_run(tmp_path: Path) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT)}
    (commands,) = blocks("console")
    outputs = {}
    for line in commands.splitlines():
        command = line.removeprefix("$ ")
        outputs[command] = subprocess.run(command, shell=True, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True).stdout
    first, survey, compound, asked, searched, listed, inspected, edited, rebuilt, checked, evaluated = outputs.values()
    assert "新增 10" in first
    assert "共检查 10 份报告，涉及 8 个地区：明确提到 6 份，未提到 4 份" in survey
    assert "只有 **1** 个地区提到“食品安全”、但没有提到“校车”：雁浦区" in compound
    assert "问题的理解：\n- 类型：逐份检查全部报告" in compound
    answers = [json.loads(line) for line in asked.splitlines()]
    assert {s["region"] for s in answers[0]["selected"]} == {"砚湖区", "青栾县"}
    assert any("73辆" in c["quote"] for c in answers[1]["citations"])
    assert len(json.loads(searched)["hits"]) == 5
    assert len(json.loads(listed)) == 10
    assert "地区：青栾县（报告写明）依据：“青栾县教育局关于2023年度工作总结的报告”" in inspected
    assert "现在是：" in edited
    assert "材料3.txt" in edited
    assert "重建了" in rebuilt
    assert "报告" in checked
    assert "无答案" in evaluated
    (script,) = blocks("python")
    done = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    assert "青栾县" in done.stdout
    assert "提到“食品安全”" in done.stdout


@pytest.mark.model
def test_the_commands_for_staff_run(tmp_path: Path) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    environment = {**{k: v for k, v in os.environ.items() if k != "REPORT_ASSISTANT_INDEX"}, "PYTHONPATH": str(ROOT)}

    def run(command: str) -> str:
        done = subprocess.run(
            command.replace(".venv/bin/python", sys.executable), shell=True, cwd=tmp_path, env=environment, capture_output=True, text=True
        )
        assert done.returncode == 0, f"{command}: {done.stderr}"
        return done.stdout

    run(".venv/bin/python -m assistant ingest examples/reports")
    commands = [line for block in blocks("sh", STAFF_README) for line in block.splitlines() if " -m assistant " in line]
    inspected, listed, edited, reset, explained, checked = map(run, commands)
    assert "青栾县教育局关于2023年度工作总结的报告" in inspected
    assert "rcab79a766466f84d" in listed
    assert "青栾县" in edited
    assert "青栾县" in reset
    assert "条件：提到“食品安全”；没有提到“校车”" in explained
    assert "向量模型" in checked
    with Assistant(Settings(index=tmp_path / "index", thesaurus=tmp_path / "none")) as assistant:
        for turns in example_conversations():
            assert_answered(assistant, turns)
    brands = '.venv/bin/python -m assistant ask --json "哪些区提到党建品牌？" "哪些区提到校车？"'
    regions_before, _ = asked_regions(run(brands))
    (tmp_path / "同义词表.txt").write_text("".join(blocks("text", STAFF_README)), encoding="utf-8")
    regions_after, terms = asked_regions(run(brands))
    assert set(regions_after) - set(regions_before) == {"岚溪县"}
    assert "接娃车" in terms
    assert "接送车辆" not in terms


def example_conversations() -> list[list[str]]:
    rows = re.search(r"^\| 想知道 .*?\n\n", STAFF_README, re.MULTILINE | re.DOTALL)
    assert rows
    cells = [line.split("|")[2] for line in rows.group().strip().splitlines()[2:]]
    return [[turn.strip() for turn in example.split("→")] for cell in cells for example in cell.split("<br>")]


def assert_answered(assistant: Assistant, turns: list[str]) -> None:
    before = None
    for turn in turns:
        before = assistant.ask(turn, before)
        assert before.status is Status.ANSWERED, turn
        assert before.plan.ignored == (), turn


def asked_regions(lines: str) -> tuple[list[str], list[str]]:
    """Regions that the first answer selects, terms that the second searched for."""
    first, second = map(json.loads, lines.splitlines())
    return [s["region"] for s in first["selected"]], second["plan"]["conditions"][0]["topics"][0]["terms"]


def test_the_commands_for_users_run(tmp_path: Path) -> None:
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}
    (commands,) = blocks("console", SERVING)
    outputs = [
        subprocess.run(line.removeprefix("$ "), shell=True, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True).stdout
        for line in commands.splitlines()
    ]
    assert "王老师" in outputs[3]
    assert "李老师" in outputs[3]
    users = (tmp_path / "用户.txt").read_text(encoding="utf-8")
    assert "王老师:editor:$2b$" in users
    assert "李老师" not in users
    assert "示例密码2024abc" not in users


def test_links_and_named_files_exist() -> None:
    for name in ("README.md", "README.zh-CN.md", "docs/architecture.md", "docs/language-models.md", "docs/evaluation.md", "docs/serving.md"):
        folder = (ROOT / name).parent
        for target in re.findall(r"\]\(([^)#:]+)\)", (ROOT / name).read_text(encoding="utf-8")):
            assert (folder / target).exists(), f"{name}: {target}"


def test_the_start_command_is_the_same_in_both_languages() -> None:
    (command,) = re.findall(r"^python3 -m venv .*app\.py$", README, re.MULTILINE)
    assert command in STAFF_README
