from __future__ import annotations

import re
from datetime import date

import pytest
from markdown_it import MarkdownIt

from assistant.exporting import answer_markdown
from assistant.exporting.plain import one_line
from assistant.models import Answer, Items, Paragraph, Table

_READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def tokens(text: str) -> list[str]:
    """Kinds of everything in a file as a reader of Markdown sees it."""
    found = _READER.parse(text)
    return [t.type for t in found] + [c.type for t in found for c in t.children or ()]


def shown(text: str) -> str:
    """What a reader sees; line breaks in cells as line ends."""
    return "\n".join(lines_shown(text))


def lines_shown(text: str) -> list[str]:
    """What a reader sees of each line."""
    found = [t.children or () for t in _READER.parse(text) if t.type == "inline"]
    return ["".join(c.content if c.type != "html_inline" else "\n" for c in line) for line in found]


def test_a_survey_is_a_file_by_itself(survey: Answer) -> None:
    made = answer_markdown(survey, made=date(2024, 3, 5))
    assert made.startswith(f"# {survey.question}\n\n我理解的问题：")
    assert "\n\n制作日期：2024年3月5日。" in made
    assert made.count("\n## ") == sum(isinstance(p, Table | Items) and p.folded for p in survey.parts)
    seen = shown(made)
    for c in survey.citations:
        assert f"”[^{c.number}]" in made
        definition = re.search(rf"^\[\^{c.number}\]: (.*)$", made, re.MULTILINE)
        assert definition is not None
        assert f"《{one_line(c.report_title)}》（{one_line(c.source)}，{c.region}，{c.year}年）" in seen
        assert f"第{c.start + 1}–{c.end}字：“{one_line(c.quote)}”" in seen
    table = next(p for p in survey.parts if isinstance(p, Table))
    assert made.count("\n| ") == 2 + len(table.rows)
    assert tokens(made).count("td_open") == len(table.rows) * len(table.header)


def test_words_of_a_model_are_cited(fact: Answer) -> None:
    made = answer_markdown(fact)
    assert "其中硕士12名。[^1]" in made
    assert made.count("[^1]:") == 1


def test_text_of_reports_shows_as_text(hostile: Answer, survey: Answer) -> None:
    for answer in (hostile, survey):
        kinds = set(tokens(answer_markdown(answer)))
        assert not kinds & {"link_open", "image", "html_block", "code_inline", "code_block", "fence", "s_open", "em_open", "hr", "ordered_list_open"}
        inline = [c for t in _READER.parse(answer_markdown(answer)) for c in t.children or () if c.type == "html_inline"]
        assert {c.content for c in inline} <= {"<br>"}
        assert one_line(answer.question) in shown(answer_markdown(answer))
    assert "青石县<b>2024.md" in shown(answer_markdown(survey))
    assert "[甲](http://evil.example/)公司运营，|竖线|、_x000D_、`代码`和**星号**照录。" in shown(answer_markdown(survey))


@pytest.mark.parametrize(
    "text",
    [
        "# 一",
        "- 一",
        "+ 一",
        "1. 一",
        "12) 一",
        "> 一",
        "---",
        "===",
        "    码",
        "~~~",
        "| 一 |",
        "```",
        "a_b_c*d*",
        "&amp;",
        "\\",
        "![x](y)",
        "<!-- a",
        "[^1]: x",
        "$x$",
    ],
)
def test_marks_stay_text(text: str, survey: Answer) -> None:
    answer = survey.model_copy(
        update={"parts": (Paragraph(text=text), Items(items=(text,)), Table(header=(text,), rows=((text,),))), "question": text}
    )
    assert lines_shown(answer_markdown(answer)).count(one_line(text)) == 5


@pytest.mark.parametrize("address", ["http://a.example", "HTTPS://a.example", "www.a.example", "ftp://a.example"])
def test_an_address_is_no_link(address: str, survey: Answer) -> None:
    made = answer_markdown(survey.model_copy(update={"parts": (Paragraph(text=f"见{address}"),)}))
    assert address not in made
    assert address in shown(made)
