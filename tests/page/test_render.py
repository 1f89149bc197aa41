from __future__ import annotations

import html
import json
import re
from html.parser import HTMLParser

import pytest

from assistant.models import Answer, Citation, Items, Mention, Paragraph, Part, Status, SurveyRow, Table
from assistant.page.copying import copied_text
from assistant.page.parts import parts_html
from assistant.page.render import answer_html, evidence_html, parse_place, question_html, text_html
from assistant.parts import markdown
from assistant.plans import Condition, Intent, Plan, Topic
from ingest.models import Region, RegionBasis, Report

REPORT = Report(report_id="r" + "0" * 16, source="a<b>.txt", position=0, title="<i>题</i>", text="前文<b>引文</b>后文")
CITATION = Citation(
    number=1,
    report_id=REPORT.report_id,
    report_title=REPORT.title,
    region=None,
    source="a",
    heading_path=("一、<x>",),
    quote="q",
    start=2,
    end=11,
    page=None,
)
PLAN = Plan(intent=Intent.SURVEY, conditions=(Condition(topics=(Topic(text="校车", terms=("校车", "学生班车")),)),))


def answer(*parts: Part, plan: Plan = PLAN, text: str | None = None, status: Status = Status.ANSWERED) -> Answer:
    return Answer(question="问", status=status, text=markdown(parts) if text is None else text, parts=parts, citations=(CITATION,), plan=plan)


class _Tags(HTMLParser):
    """Fails on tags that do not close in order, as browsers repair those silently."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in {"br"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def assert_well_formed(shown: str) -> None:
    tags = _Tags()
    tags.feed(shown)
    tags.close()
    assert tags.open == []


def test_numbers_become_links_only_when_they_cite() -> None:
    for part in (
        Paragraph(text="“见”[1]和“见”[2]"),
        Table(header=("甲", "乙"), rows=(("“见”[1]", "“和”[2]"),)),
        Items(items=("“见”[1]", "“见[1]”[2]")),
        Items(title="“见”[1]和“见附件[1]的表”", items=("丙[2]",), folded=True),
    ):
        shown = answer_html(answer(part))
        assert f'href="#cite={REPORT.report_id}-2-11"' in shown
        assert "[2]" in shown
        assert shown.count("<a ") == 1


def test_everything_from_documents_is_escaped() -> None:
    hostile = "<b>x</b>[1]"
    parts = (
        Paragraph(text=hostile),
        Table(title=hostile, header=(hostile,), rows=((hostile,),)),
        Table(title=hostile, header=(hostile,), rows=((hostile,),), folded=True),
        Items(title=hostile, items=(hostile, f"  {hostile}")),
        Items(title=hostile, items=(hostile,), folded=True),
    )
    topic = Topic(text=hostile, terms=(hostile,))
    plan = PLAN.model_copy(update={"conditions": (Condition(topics=(topic,)),), "carried": (hostile,), "ignored": (hostile,)})
    for shown in (answer_html(answer(*parts, plan=plan)), text_html(hostile), question_html(hostile), evidence_html(REPORT, ("<x>",), 2, 11)):
        assert "<b>" not in shown
        assert_well_formed(shown)
    assert "<i>" not in answer_html(answer(*parts))
    assert "&lt;i&gt;" in evidence_html(REPORT, (), 0, 2)
    assert "<mark>&lt;b&gt;引文&lt;/b&gt;</mark>" in evidence_html(REPORT, (), 2, 11)


def test_an_attribute_cannot_be_left() -> None:
    cite = CITATION.model_copy(update={"report_title": '" onclick="x', "source": "'\" onclick='x"})
    made = answer(Paragraph(text='"y" onclick="x[1]')).model_copy(update={"citations": (cite,)})
    assert '" onclick="' not in answer_html(made)
    assert_well_formed(answer_html(made))


def test_an_answer_is_one_block_without_line_ends() -> None:
    shown = answer_html(
        answer(
            Paragraph(text="结论 **3** 个\n\n续"), Items(items=("**甲**：“a **b** c”", "乙\u2028\n丙")), Table(header=("丁",), rows=(("戊\n\n己",),))
        )
    )
    assert "\n" not in shown
    assert shown.count("<li>") == 2
    assert "结论 <strong>3</strong> 个" in shown
    assert "<strong>甲</strong>：“a **b** c”" in shown


def test_a_table_has_headers_for_its_columns_and_rows() -> None:
    shown = answer_html(answer(Table(title="提到的", header=("", "原文"), rows=(("甲区", "“引文”[1]"), ("乙区", "无")))))
    assert "<caption>提到的</caption>" in shown
    assert '<th scope="col">原文</th>' in shown
    assert '<th scope="row" class="short">甲区</th>' in shown
    assert shown.count("<tr>") == 3
    assert shown.index('<div class="wide">') < shown.index("<table>")
    assert_well_formed(shown)


def test_a_cell_on_two_topics_gives_each_a_line() -> None:
    shown = answer_html(answer(Table(header=("地区", "原文"), rows=(("甲区", "**校车**：“a\u3000b”[1]\u3000**食堂**：没有提到"),))))
    assert "</a><br><strong>食堂</strong>：没有提到" in shown
    assert "“a\u3000b”" in shown


def test_columns_are_as_wide_as_what_they_hold() -> None:
    shown = answer_html(answer(Table(header=("甲", "乙", "丙"), rows=(("一", "二" * 20, "三" * 90), ("一", "二", "三")))))
    assert shown.count('class="short"') == shown.count('class="middle"') == shown.count('class="long"') == 2


def test_folded_parts_are_closed_and_titled() -> None:
    shown = answer_html(
        answer(Items(title="未提到的地区（2）", items=("甲区", "乙区"), folded=True), Table(header=("丙",), rows=(("丁",),), folded=True))
    )
    assert "<details><summary>未提到的地区（2）</summary><ul><li>甲区</li><li>乙区</li></ul></details>" in shown
    assert "<details><summary>展开</summary><div" in shown
    assert "open" not in shown


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        (("甲", "  乙", "丙"), "<ul><li>甲<ul><li>乙</li></ul></li><li>丙</li></ul>"),
        (("甲", "  乙", "    丙", "  丁"), "<ul><li>甲<ul><li>乙<ul><li>丙</li></ul></li><li>丁</li></ul></li></ul>"),
        (("甲", "  乙", "    丙", "丁"), "<ul><li>甲<ul><li>乙<ul><li>丙</li></ul></li></ul></li><li>丁</li></ul>"),
        (("  甲", "乙"), "<ul><li>甲</li><li>乙</li></ul>"),
        (("甲", "      乙"), "<ul><li>甲<ul><li>乙</li></ul></li></ul>"),
        ((), ""),
    ],
)
def test_indented_items_lie_under_the_one_before(items: tuple[str, ...], expected: str) -> None:
    assert f"</div>{expected}</div>" in answer_html(answer(Items(items=items)))


def test_how_a_question_was_understood_can_be_opened() -> None:
    shown = answer_html(answer(Paragraph(text="结论")), "k")
    assert '<details class="plan"><summary>问题的理解</summary><dl>' in shown
    assert "<dt>条件</dt><dd>提到“校车”</dd>" in shown
    assert "<dd>校车、学生班车</dd>" in shown
    assert "沿用上一问" not in shown


def test_what_was_carried_over_stands_above_the_answer() -> None:
    plan = PLAN.model_copy(update={"carried": ("话题“校车”", "年份2023")})
    shown = answer_html(answer(Paragraph(text="结论"), plan=plan))
    assert shown.index('<p class="carried">沿用上一问：话题“校车”；年份2023</p>') < shown.index("结论")


def test_an_answer_without_parts_is_its_text_alone() -> None:
    shown = answer_html(answer(text="没有看到**问题**内容。\n\n请[1]再写。", status=Status.UNSUPPORTED))
    assert shown == '<div class="answer"><p>没有看到<strong>问题</strong>内容。</p><p>请[1]再写。</p></div>'


def test_copied_text_is_plain_and_names_its_sources() -> None:
    made = answer(
        Paragraph(text="有 **1** 个：甲区。"),
        Table(title="原文", header=("地区", "原文"), rows=(("甲区", "**校车**：“a\tb **c**”[1]"),)),
        Items(title="未提到的", items=("**乙区**", "  丙区"), folded=True),
    )
    expected = (
        "有 1 个：甲区。\n\n原文：\n地区\t原文\n甲区\t校车：“a b **c**”[1]\n\n未提到的：\n- 乙区\n  - 丙区\n\n出处：\n[1] 《<i>题</i>》（a）一、<x>"
    )
    assert copied_text(made) == expected


def test_a_finished_answer_has_what_can_be_done_with_it() -> None:
    made = answer(Paragraph(text="结论"))
    growing, finished = answer_html(made), answer_html(made, "0f", 3, "去掉：“<b>”")
    for words in ("复制答案", "Word", "Excel", "Markdown", "问题的理解"):
        assert words not in growing
        assert words in finished
    assert "逐份列表" not in finished, "an answer that is no survey has no rows"
    row = SurveyRow(report_id=REPORT.report_id, report_title="题", region="甲区", mention=Mention.NONE, citations=())
    assert "逐份列表" in answer_html(made.model_copy(update={"rows": (row,)}), "0f")
    kept = re.search(r'<button type="button" class="kept" value="([^"]*)" hidden>', finished)
    assert kept
    assert json.loads(html.unescape(kept.group(1))) == {"key": "0f", "note": "去掉：“<b>”"}
    assert_well_formed(finished)


def test_pieces_of_the_plan_can_be_taken_away_where_the_turn_is_known() -> None:
    made = answer(Paragraph(text="结论"), plan=PLAN.model_copy(update={"years": (2023,)}))
    assert '<span class="chip">2023年</span>' in answer_html(made)
    buttons = [json.loads(html.unescape(value)) for value in re.findall(r'class="chip act" value="([^"]*)"', answer_html(made, "k", 4))]
    assert {"action": "drop", "turn": 4, "chip": "year:2023"} in buttons


def test_a_question_can_be_changed_and_asked_again_where_its_turn_is_known() -> None:
    assert "<button" not in question_html("问")
    shown = question_html("问<b>", "去掉：<i>", 2)
    actions = [json.loads(html.unescape(value)) for value in re.findall(r'class="act" value="([^"]*)"', shown)]
    assert actions == [{"action": "edit", "turn": 2}, {"action": "retry", "turn": 2}]
    assert "（去掉：&lt;i&gt;）" in shown
    assert_well_formed(shown)


@pytest.mark.parametrize("place", ["", "r1-2-3", "r0000000000000000-1", "x0000000000000000-1-2", "r0000000000000000-1-2;drop"])
def test_places_that_are_none(place: str) -> None:
    assert parse_place(place) is None


def test_a_place() -> None:
    assert parse_place("r0123456789abcdef-4-56") == ("r0123456789abcdef", 4, 56)


def test_region_is_shown_with_its_basis_and_evidence() -> None:
    region = Region(name="云泽市清源区", basis=RegionBasis.INFERRED, evidence=("石桥镇<中心>小学", "柳林街道"))
    shown = evidence_html(REPORT.model_copy(update={"region": region}), (), 2, 11)
    assert "<dd>云泽市清源区（推断）</dd>" in shown
    assert "<dd>“石桥镇&lt;中心&gt;小学”、“柳林街道”</dd>" in shown
    assert "地区依据" not in evidence_html(REPORT, (), 2, 11)


def test_a_place_is_shown_with_its_page_and_a_whole_report_without_one() -> None:
    shown = evidence_html(REPORT, ("一、甲", "（一）乙"), 2, 11, 3)
    assert "<dd>第 3 页</dd>" in shown
    assert "<dd>一、甲 &gt; （一）乙</dd>" in shown
    assert f'href="app/original/{REPORT.report_id}"' in shown
    whole = evidence_html(REPORT, (), 0, 0)
    assert "<mark>" not in whole
    assert "所在标题" not in whole
    beyond = evidence_html(REPORT, (), 500, 900)
    assert "<mark>" not in beyond, "a place of an older version of the report may lie behind its end"


def test_every_citation_in_words_of_a_model_is_a_link_and_none_elsewhere() -> None:
    written = Paragraph(text="全区有校车35辆。[1]", written=True)
    row = Table(header=("", "概要"), rows=(("雁浦区", "逐车签订责任书。[1]"),), written=True)
    quoted = Paragraph(text="见文件[1]。")
    html = parts_html([written, row, quoted], [CITATION])
    assert html.count('class="citation"') == 2
    assert "见文件[1]。" in html
