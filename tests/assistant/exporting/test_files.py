from __future__ import annotations

import io
import subprocess
import sys
import unicodedata
import zipfile
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.errors import ConfigError
from assistant.exporting import SUFFIXES, answer_markdown, export, file_name, media_type
from assistant.exporting.plain import one_line
from assistant.exporting.sources import reading_order, understood
from assistant.models import Answer, Items, Paragraph, Status, Table
from assistant.plans import Condition, Intent, Plan, Topic


def asked(question: str) -> Answer:
    return Answer(question=question, status=Status.UNSUPPORTED, text="请换一种问法。", plan=Plan(intent=Intent.HELP))


def test_every_kind_of_file(survey: Answer) -> None:
    assert export(survey, ".md").decode() == answer_markdown(survey)
    for suffix in (".docx", ".xlsx", ".XLSX"):
        with zipfile.ZipFile(io.BytesIO(export(survey, suffix))) as archive:
            assert archive.testzip() is None
            assert "[Content_Types].xml" in archive.namelist()
    assert media_type(".docx") == "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.mark.parametrize("suffix", [".pdf", "", "docx", ".exe\u202e"])
def test_another_kind_is_told(survey: Answer, suffix: str) -> None:
    for call in (export, file_name):
        with pytest.raises(ConfigError, match=r"不能导出为“.*”文件。请选 \.docx、\.xlsx、\.md 中的一种。"):
            call(survey, suffix)
    with pytest.raises(ConfigError):
        media_type(suffix)


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("哪些地区提到了校车？", "哪些地区提到了校车.docx"),
        ("2023/2024年：<甲>“乙”|丙?", "2023-2024年：-甲-“乙”-丙.docx"),
        ("甲\u202egnp.exe\x00\n乙", "甲gnp.exe 乙.docx"),
        ("../../etc/passwd", "etc-passwd.docx"),
        ("con", "答案-con.docx"),
        ("aux.txt", "答案-aux.txt.docx"),
        ("  ...", "答案.docx"),
        ("\ud800", "答案.docx"),
        ("长" * 300, "长" * 60 + ".docx"),
    ],
)
def test_names_that_windows_takes(question: str, name: str) -> None:
    assert file_name(asked(question), ".DOCX") == name


@given(st.text(max_size=90))
def test_no_question_makes_a_name_illegal(question: str) -> None:
    stem = file_name(asked(question), ".xlsx").removesuffix(".xlsx")
    assert 0 < len(stem) <= 63
    assert len(f"{stem}.xlsx".encode()) <= 255
    assert not set(stem) & set('\\/:*?"<>|')
    assert not [char for char in stem if unicodedata.category(char) in {"Cc", "Cf", "Cs"} and char not in "\u200c\u200d"]
    assert stem == stem.strip(" .")


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=40), st.booleans())
def test_any_text_survives_in_any_file(text: str, written: bool) -> None:
    parts = (
        Paragraph(text=text, written=written),
        Table(title=text, header=(text, "乙"), rows=((text, text), (text,)), written=written),
        Items(title=text, items=(text, f"    {text}"), folded=True),
    )
    answer = asked(text).model_copy(update={"parts": parts, "status": Status.ANSWERED})
    from docx import Document
    from openpyxl import load_workbook

    assert Document(io.BytesIO(export(answer, ".docx"))).paragraphs[0].text == (one_line(text) or "答案")
    assert load_workbook(io.BytesIO(export(answer, ".xlsx"))).sheetnames[-1] == "答案"
    assert export(answer, ".md").decode().startswith("# ")


def test_an_answer_without_parts_has_its_text() -> None:
    assert "请换一种问法。" in export(asked("问"), ".md").decode()
    from docx import Document

    assert "请换一种问法。" in [p.text for p in Document(io.BytesIO(export(asked("问"), ".docx"))).paragraphs]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_table_without_a_cell_is_left_out(suffix: str) -> None:
    parts = (Table(title="空", header=(), rows=((),)), Paragraph(text="其余照旧。"))
    answer = asked("问").model_copy(update={"parts": parts})
    assert export(answer, suffix, made=date(2024, 3, 5)), "nothing fails"
    assert reading_order(answer) == [parts[1]]


def test_what_was_searched_for_is_told_where_no_part_of_the_answer_does() -> None:
    condition = Condition(topics=(Topic(text="校车", terms=("校车", "接送车")),))

    def told(intent: Intent) -> str:
        return understood(Answer(question="问", status=Status.ANSWERED, text="答", plan=Plan(intent=intent, conditions=(condition,))))

    assert "“校车”的查找用词：校车、接送车" in told(Intent.COMPARE)
    assert "查找用词" not in told(Intent.SURVEY) and "提到“校车”" in told(Intent.SURVEY)


def test_nothing_of_office_is_loaded_before_it_is_wanted() -> None:
    script = "import sys, assistant.exporting; print([m for m in ('docx', 'xlsxwriter', 'lxml') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
    assert set(SUFFIXES) == {".docx", ".xlsx", ".md"}
