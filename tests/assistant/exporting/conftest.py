"""Answers to export: real ones over reports built here, and one made of what no report should hold."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from exported import Ask, Convert
from scripted_model import ScriptedModel
from support import HashEmbedder

from assistant import Assistant, Settings
from assistant.models import Answer, Citation, Coverage, Items, Judgement, Mention, Paragraph, Status, SurveyRow, Table
from assistant.parts import markdown
from assistant.plans import Condition, Intent, Plan, Topic

REPORTS = {
    "清源区2023.txt": "云泽市清源区教育局2023年工作总结\n\n一、校园安全\n（一）抓好校车管理。全区共有校车35辆，逐车签订责任书。\n"
    "（二）食品安全。开展食堂检查120次。\n二、教师队伍\n公开招聘教师86名，其中硕士12名。\n",
    "白鹭区2023.txt": "云泽市白鹭区教育局2023年工作总结\n\n一、教师队伍\n全年招聘教师45名。\n二、质量\n“双减”工作稳步推进，课后服务覆盖率100%。\n",
    "青石县<b>2024.md": "# 云泽市青石县教育局2024年工作要点\n\n## 一、<script>alert(1)</script>安全\n"
    '=HYPERLINK("http://evil.example/","校车") 的校车由[甲](http://evil.example/)公司运营，|竖线|、_x000D_、`代码`和**星号**照录。\n',
    "远山县2024.txt": "云泽市远山县教育局2024年工作总结\n\n一、安全\n" + "校车" * 40 + "。\n校车安全" + "超" * 3000 + "长。\n",
}
HOSTILE = '=1+1 <script>alert("甲")</script> | **乙** _x000D_ \u202egnp.exe\x07\x0b \ud800丙 [丁](http://evil.example) &lt; ￾ {=A1} # 戊'
"""What must show as text, or vanish when it cannot be seen."""


@pytest.fixture(scope="session")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    """Asks over the reports; with replies, a language model writes."""
    folder = tmp_path_factory.mktemp("reports")
    for name, text in REPORTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    opened: list[Assistant] = []

    def ask_it(question: str, *replies: str) -> Answer:
        options = {"language_model": ScriptedModel(replies)} if replies else {}
        assistant = Assistant(Settings(index=tmp_path_factory.mktemp("index")), create=True, embedder=HashEmbedder(), **options)
        opened.append(assistant)
        assistant.sync(folder)
        return assistant.ask(question)

    yield ask_it
    for assistant in opened:
        assistant.close()


@pytest.fixture(scope="session")
def survey(ask: Ask) -> Answer:
    return ask("哪些地区提到了校车？")


@pytest.fixture(scope="session")
def fact(ask: Ask) -> Answer:
    """An answer that begins with a sentence of a model."""
    return ask("清源区公开招聘教师多少名？", "清源区公开招聘教师86名，其中硕士12名。[1]")


@pytest.fixture(scope="session")
def hostile() -> Answer:
    """An answer in which everything is hostile."""
    quotes = (HOSTILE, "校" * 40_000, "引文\n两行")
    citations = tuple(
        Citation(
            number=number,
            report_id="r" + "0" * 16,
            report_title=HOSTILE,
            region=HOSTILE,
            year=2023,
            source=HOSTILE,
            heading_path=(HOSTILE, "一、"),
            quote=quote,
            start=0,
            end=len(quote),
            page=number,
        )
        for number, quote in enumerate(quotes, 1)
    )
    parts = (
        Paragraph(text=f"{HOSTILE}“引文 两行”[3]，不是引用的[1]"),
        Paragraph(text="模型写的[1][2]", written=True),
        Table(title=HOSTILE, header=(HOSTILE, "乙"), rows=((HOSTILE, f"**话题**：“引文 两行”[3]　**另一**：{HOSTILE}"),)),
        Table(title="[表]:*?/\\" * 9, header=tuple("甲乙丙丁戊己"), rows=(tuple("123456"),), folded=True),
        Items(title=HOSTILE, items=(HOSTILE, f"  {HOSTILE}", "      三级", "- 杠", "1. 数"), folded=True),
    )
    topics = (Topic(text=HOSTILE, terms=("校车",)), Topic(text="乙", terms=("乙",)))
    rows = (
        SurveyRow(
            report_id="r" + "0" * 16,
            report_title=HOSTILE,
            region=HOSTILE,
            year=2023,
            mention=Mention.RELATED,
            mentions=(Mention.RELATED, Mention.NONE),
            citations=(1, 2, 3),
            judged=Judgement.CONFIRMED,
        ),
        SurveyRow(report_id="r" + "1" * 16, report_title="=2+2", region=None, mention=Mention.NONE, citations=(), judged=Judgement.REJECTED),
    )
    return Answer(
        question=HOSTILE,
        status=Status.ANSWERED,
        text=markdown(parts),
        parts=parts,
        citations=citations,
        rows=rows,
        coverage=Coverage(checked=2, explicit=0, related=1, none=1),
        plan=Plan(intent=Intent.SURVEY, conditions=(Condition(topics=topics),)),
    )


@pytest.fixture(scope="session")
def convert(tmp_path_factory: pytest.TempPathFactory) -> Convert:
    """Converts files with LibreOffice; all at once, as its start takes seconds."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice, which opens these files, is not installed")
    profile = tmp_path_factory.mktemp("profile")

    def convert_them(files: dict[str, bytes], target: str) -> Path:
        given, made = tmp_path_factory.mktemp("given"), tmp_path_factory.mktemp("made")
        for name, data in files.items():
            (given / name).write_bytes(data)
        start = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", target, "--outdir", made]
        subprocess.run([*start, *(given / name for name in files)], check=True, capture_output=True, timeout=180)
        return made

    return convert_them
