from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.readers.grid import Cell, grid_lines

Area = tuple[int, int, int, int]


def lines(*rows: list[str], merged: list[Area] | None = None) -> list[str]:
    width = max(map(len, rows))
    grid = [[Cell(row[c] if c < len(row) else "", (r, c)) for c in range(width)] for r, row in enumerate(rows)]
    for top, left, bottom, right in merged or []:
        for r in range(top, bottom + 1):
            grid[r][left : right + 1] = [grid[top][left]] * (right - left + 1)
    return [line for row in grid_lines(grid) for line in row]


def test_values_stand_beside_the_names_of_their_columns() -> None:
    assert lines(["学校", "班级数", "备注"], ["清源一小", "24", ""], ["清源二小", "18", "新建"]) == [
        "学校：清源一小；班级数：24",
        "学校：清源二小；班级数：18；备注：新建",
    ]


def test_title_rows_and_notes_stay_lines_of_their_own() -> None:
    rows = [
        ["2023年清源区学校情况表", "", ""],
        ["填报单位：清源区教育局", "", "单位：个"],
        ["学校", "班级数", "教师数"],
        ["一小", "24", "60"],
        ["注：不含民办学校", "", ""],
    ]
    assert lines(*rows) == ["2023年清源区学校情况表", "填报单位：清源区教育局 | 单位：个", "学校：一小；班级数：24；教师数：60", "注：不含民办学校"]


def test_header_of_two_levels_with_merged_cells() -> None:
    rows = [["学校", "教师", "", "学生"], ["", "人数", "其中：高级", ""], ["一小", "60", "8", "1200"]]
    merged = [(0, 0, 1, 0), (0, 1, 0, 2), (0, 3, 1, 3)]
    assert lines(*rows, merged=merged) == ["学校：一小；教师·人数：60；教师·其中：高级：8；学生：1200"]


def test_header_of_two_levels_where_merging_is_not_known() -> None:
    assert lines(["区县", "教师", "", "学生", ""], ["", "小学", "初中", "小学", "初中"], ["清源区", "1", "2", "3", "4"]) == [
        "区县：清源区；教师·小学：1；教师·初中：2；学生·小学：3；学生·初中：4"
    ]


def test_header_of_three_levels() -> None:
    rows = [["区县", "教师", "", "", ""], ["", "小学", "", "初中", ""], ["", "男", "女", "男", "女"], ["清源区", "1", "2", "3", "4"]]
    merged = [(0, 0, 2, 0), (0, 1, 0, 4), (1, 1, 1, 2), (1, 3, 1, 4)]
    assert lines(*rows, merged=merged) == ["区县：清源区；教师·小学·男：1；教师·小学·女：2；教师·初中·男：3；教师·初中·女：4"]


def test_cell_merged_over_rows_counts_for_each_of_them() -> None:
    rows = [["类别", "项目", "金额"], ["建设", "校舍", "100"], ["", "操场", "20"]]
    assert lines(*rows, merged=[(1, 0, 2, 0)]) == ["类别：建设；项目：校舍；金额：100", "类别：建设；项目：操场；金额：20"]


def test_long_text_merged_over_rows_stands_once() -> None:
    text = "深入实施教育强区战略，" * 8
    found = lines(["目标", "项目", "金额"], [text, "校舍", "100"], ["", "操场", "20"], merged=[(1, 0, 2, 0)])
    assert found == [f"目标：{text}；项目：校舍；金额：100", "项目：操场；金额：20"]


def test_value_over_several_columns_bears_all_their_names() -> None:
    assert lines(["学校", "小学", "初中"], ["九年一贯制学校", "36", ""], merged=[(1, 1, 1, 2)]) == ["学校：九年一贯制学校；小学、初中：36"]


def test_row_across_the_table_heads_a_part_of_it() -> None:
    rows = [["学校", "人数", "备注"], ["一、小学", "", ""], ["一小", "24", "新建"], ["二、初中", "", ""], ["一中", "30", ""]]
    assert lines(*rows, merged=[(1, 0, 1, 2), (3, 0, 3, 2)]) == ["一、小学", "学校：一小；人数：24；备注：新建", "二、初中", "学校：一中；人数：30"]


def test_name_without_values_is_kept() -> None:
    assert lines(["学校", "人数", "校长签字"], ["一小", "24", ""]) == ["学校；人数；校长签字", "学校：一小；人数：24"]


def test_repeated_header_is_left_out() -> None:
    assert lines(["学校", "人数"], ["一小", "24"], ["学校", "人数"], ["二小", "30"]) == ["学校：一小；人数：24", "学校：二小；人数：30"]


def test_second_table_with_a_header_of_its_own() -> None:
    rows = [["学校", "人数"], ["一小", "24"], ["", ""], ["幼儿园情况", ""], ["园名", "班级"], ["一幼", "3"]]
    assert lines(*rows) == ["学校：一小；人数：24", "幼儿园情况", "园名：一幼；班级：3"]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([["单位名称", "清源区教育局"], ["联系人", "张三"], ["电话", "0579-1234"]], ["单位名称：清源区教育局", "联系人：张三", "电话：0579-1234"]),
        ([["姓名", "张三", "性别", "男"], ["民族", "汉", "出生年月", "1980年1月"]], ["姓名：张三；性别：男", "民族：汉；出生年月：1980年1月"]),
        (
            [["索引号：", "QY-2023-1", "有效性：", "有效"], ["发布机构：", "清源区教育局", "", ""]],
            ["索引号：QY-2023-1；有效性：有效", "发布机构：清源区教育局"],
        ),
        ([["项目", "完成情况"], ["校舍", "已竣工"]], ["项目：校舍；完成情况：已竣工"]),
        ([["指标", "2022年", "2023年"], ["教师", "100", "120"]], ["指标：教师；2022年：100；2023年：120"]),
        ([["清源一小", "24", "60"], ["清源二小", "18", "44"]], ["清源一小 | 24 | 60", "清源二小 | 18 | 44"]),
    ],
)
def test_forms_and_tables_are_told_apart(rows: list[list[str]], expected: list[str]) -> None:
    assert lines(*rows) == expected


def test_text_in_a_cell_keeps_its_lines() -> None:
    report = "清源区教育局2023年工作总结\n一、抓安全\n全年无事故。"
    assert lines(["序号", "单位", "工作总结"], ["1", "清源区教育局", report]) == ["序号：1；单位：清源区教育局", "工作总结：", *report.split("\n")]


def test_line_end_for_want_of_width_is_no_line() -> None:
    assert lines(["学校", "教师\n人数"], ["清源\n一小", "24"]) == ["学校：清源一小；教师人数：24"]


@given(st.lists(st.lists(st.text("校车安全一二、：12。 \n", max_size=12), min_size=3, max_size=3), min_size=1, max_size=8))
def test_nothing_is_lost(rows: list[list[str]]) -> None:
    found = "".join("".join(lines(*rows)).split())
    for text in {"".join(cell.split()) for row in rows for cell in row}:
        assert text.rstrip("：") in found
