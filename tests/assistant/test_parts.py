from __future__ import annotations

from assistant.models import Items, Paragraph, Table
from assistant.parts import markdown


def test_parts_stand_apart() -> None:
    assert markdown([Paragraph(text="甲"), Paragraph(text="乙")]) == "甲\n\n乙"
    assert markdown([]) == ""


def test_a_table_is_a_table_of_markdown() -> None:
    table = Table(header=("地区", "原文"), rows=(("甲区", "“一”[1]"), ("乙区", "a|b")))
    assert markdown([table]) == "| 地区 | 原文 |\n| --- | --- |\n| 甲区 | “一”[1] |\n| 乙区 | a\\|b |"


def test_a_title_stands_above_a_table_with_a_line_between() -> None:
    table = Table(title="提到的地区", header=("地区",), rows=(("甲区",),), folded=True)
    assert markdown([table]) == "提到的地区：\n\n| 地区 |\n| --- |\n| 甲区 |"


def test_items_keep_their_levels() -> None:
    assert markdown([Items(title="原文", items=("甲", "  乙", "    丙"))]) == "原文：\n- 甲\n  - 乙\n    - 丙"
    assert markdown([Items(items=("甲",))]) == "- 甲"
