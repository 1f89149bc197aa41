from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from support import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


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
    first, survey, asked, searched, listed, inspected, edited, rebuilt = outputs.values()
    assert "新增 10" in first
    assert "共检查 10 份报告：明确提到 5 份，未提到 5 份" in survey
    answers = [json.loads(line) for line in asked.splitlines()]
    assert {s["region"] for s in answers[0]["selected"]} == {"砚湖区", "青栾县"}
    assert any("73辆" in c["quote"] for c in answers[1]["citations"])
    assert len(json.loads(searched)["hits"]) == 5
    assert len(json.loads(listed)) == 10
    assert "地区：青栾县（报告写明）依据：“青栾县教育局关于2023年度工作总结的报告”" in inspected
    assert "现在是：" in edited
    assert "材料3.txt" in edited
    assert "重建了" in rebuilt
    (script,) = blocks("python")
    done = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    assert "青栾县" in done.stdout


@pytest.mark.model
def test_the_commands_for_staff_run(tmp_path: Path) -> None:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}

    def run(command: str) -> str:
        done = subprocess.run(
            command.replace(".venv/bin/python", sys.executable), shell=True, cwd=tmp_path, env=environment, capture_output=True, text=True
        )
        assert done.returncode == 0, f"{command}: {done.stderr}"
        return done.stdout

    run(".venv/bin/python -m assistant ingest examples/reports")
    commands = [line for block in blocks("sh", STAFF_README) for line in block.splitlines() if " -m assistant " in line]
    inspected, listed, edited, reset = map(run, commands)
    assert "青栾县教育局关于2023年度工作总结的报告" in inspected
    assert "rcab79a766466f84d" in listed
    assert "青栾县" in edited
    assert "青栾县" in reset


def test_links_and_named_files_exist() -> None:
    for name in ("README.md", "README.zh-CN.md", "docs/architecture.md"):
        folder = (ROOT / name).parent
        for target in re.findall(r"\]\(([^)#:]+)\)", (ROOT / name).read_text(encoding="utf-8")):
            assert (folder / target).exists(), f"{name}: {target}"


def test_the_start_command_is_the_same_in_both_languages() -> None:
    (command,) = re.findall(r"^python3 -m venv .*app\.py$", README, re.MULTILINE)
    assert command in STAFF_README
