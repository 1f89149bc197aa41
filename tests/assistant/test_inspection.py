import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from assistant import Assistant
from assistant.cli import main
from assistant.errors import ConfigError
from assistant.inspection import inspect_file, inspection_tree
from ingest.models import CutReason, FailureCategory

PROSE = "全年新建学校六所，新增学位三千余个，起始年级大班额全部消除，群众的满意度比上年有所提高。组织驾驶员和照管员培训四批。"
TEXT = f"""下面是小编为大家整理的教育局工作总结2篇，欢迎阅读。

篇一：清源区教育局2023年工作总结
2023年，我局在区委、区政府的正确领导下，做了以下工作。
一、党建
{PROSE}
（一）学习
{PROSE}
二、校车
{PROSE}
篇二：碧湖县教育局2024年工作要点
2024年，我局将以上级精神为指导，抓好以下工作。
一、质量
{PROSE}
二、队伍
{PROSE}
"""


@pytest.fixture
def compiled(tmp_path: Path) -> Path:
    path = tmp_path / "汇编.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_reports_boundaries_regions_and_cuts_are_told(compiled: Path) -> None:
    (seen,) = inspect_file(compiled)
    assert (seen.source, seen.media_type, seen.failure) == ("汇编.txt", "text/plain", None)
    first, second = seen.reports
    assert [p.report.region.name for p in seen.reports] == ["清源区", "碧湖县"]
    assert second.start - first.start - len(first.report.text) == 1
    assert [cut.reason for cut in first.cuts] == [CutReason.SITE]


def test_tree_shows_everything_once(compiled: Path) -> None:
    tree = inspection_tree(inspect_file(compiled)[0])
    assert tree.startswith("汇编.txt（text/plain）：2 份材料\n├─ 第1篇 篇一：清源区教育局2023年工作总结\n")
    assert "└─ 第2篇 篇二：碧湖县教育局2024年工作要点\n" in tree
    assert "│  地区：清源区（报告写明）依据：“篇一：清源区教育局2023年工作总结”" in tree
    assert "│  类型：总结，2023年，全年，回顾" in tree
    assert "   类型：要点，2024年，全年，打算" in tree
    assert "│    一、党建\n│      （一）学习\n│    二、校车\n" in tree
    assert "第 2 字处［网站附加文字］下面是小编为大家整理的教育局工作总结2篇，欢迎阅读。" in tree


def test_places_of_reports_and_cuts_are_counted_alike(tmp_path: Path) -> None:
    path = tmp_path / "汇编.txt"
    path.write_text(
        TEXT.replace("篇二：碧湖县教育局2024年工作要点\n", "篇二：碧湖县教育局2024年工作要点\n下面是小编为大家整理的工作要点，欢迎阅读。\n"),
        encoding="utf-8",
    )
    (seen,) = inspect_file(path)
    first, second = seen.reports
    (cut,) = second.cuts
    before = first.start * " " + first.report.text + "\n" + second.report.text[: cut.start]
    assert before.endswith("篇二：碧湖县教育局2024年工作要点\n")
    tree = inspection_tree(seen)
    assert f"位置：第 {second.start + 1}–" in tree
    assert f"第 {len(before) + 1} 字处［网站附加文字］{cut.text}" in tree


@pytest.mark.parametrize("stage", ["assistant.reading.read_file", "assistant.reading.parse_reports", "ingest.archives.detect"])
def test_a_crash_of_a_library_is_a_failure_as_in_an_update(filled: Assistant, reports: Path, monkeypatch: pytest.MonkeyPatch, stage: str) -> None:
    def crash(*_: object) -> None:
        raise IndexError("list index out of range")

    monkeypatch.setattr(stage, crash)
    new = reports / "汇编.txt"
    new.write_text(TEXT, encoding="utf-8")
    (seen,) = inspect_file(new)
    assert seen.failure is not None
    assert (seen.source, seen.failure.category) == ("汇编.txt", FailureCategory.DAMAGED)
    assert "没有读出内容：读取时出现意外错误（IndexError）" in inspection_tree(seen)
    assert seen.failure in filled.sync(reports).failed


def test_members_of_an_archive_are_told_one_by_one(tmp_path: Path) -> None:
    path = tmp_path / "报送.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("清源.txt", TEXT)
        archive.writestr("空.txt", "")
    seen = {i.source: i for i in inspect_file(path)}
    assert len(seen["报送.zip/清源.txt"].reports) == 2
    failure = seen["报送.zip/空.txt"].failure
    assert failure is not None
    assert failure.category is FailureCategory.EMPTY
    assert f"没有读出内容：{failure.message}" in inspection_tree(seen["报送.zip/空.txt"])


@pytest.mark.parametrize("name", ["没有.txt", ""])
def test_what_is_no_file_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ConfigError, match=r"不存在|是文件夹"):
        inspect_file(tmp_path / name)


def test_command_gives_tree_and_json_and_makes_no_index(compiled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("REPORT_ASSISTANT_INDEX", str(tmp_path / "index"))
    shown = CliRunner().invoke(main, ["inspect", str(compiled)], standalone_mode=False)
    assert shown.output.strip() == inspection_tree(inspect_file(compiled)[0])
    data = CliRunner().invoke(main, ["inspect", str(compiled), "--json"], standalone_mode=False)
    (line,) = data.output.splitlines()
    fields = json.loads(line)
    assert [r["report"]["region"]["name"] for r in fields["reports"]] == ["清源区", "碧湖县"]
    assert {"sections", "passages", "cuts", "start"} <= fields["reports"][0].keys()
    assert not (tmp_path / "index").exists()
