import pytest

from ingest.metadata import find_title, find_type
from ingest.models import DocumentType

BODY = "今年以来，全区新建学校六所，各项工作取得新的成效。"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("雁浦区教育局2023年工作总结\n\n正文。", "雁浦区教育局2023年工作总结"),
        ("\n\n　　　雁浦区教育局2023年工作总结　\n正文。", "雁浦区教育局2023年工作总结"),
        ("云教〔2023〕86号\n\n云泽市教育局2023年工作总结\n\n正文。", "云泽市教育局2023年工作总结"),
        ("云泽市雁浦区教育局\n2024年工作要点\n\n正文。", "云泽市雁浦区教育局2024年工作要点"),
        ("关于云泽市雁浦区2023年教育事业发展\n情况的报告\n正文。", "关于云泽市雁浦区2023年教育事业发展情况的报告"),
        ("云泽市雁浦区教育局文件\n云教〔2024〕3号\n关于印发2024年工作要点的通知\n正文。", "关于印发2024年工作要点的通知"),
        ("云泽市雁浦区教育局文件\n关于印发2024年工作要点的通知\n正文。", "关于印发2024年工作要点的通知"),
        ("2023年12月20日\n雁浦区教育局工作总结\n正文。", "雁浦区教育局工作总结"),
        ("# 雁浦区2024年工作要点\n\n## 一、目标", "雁浦区2024年工作要点"),
        ("**雁浦区2024年工作要点**\n正文。", "雁浦区2024年工作要点"),
        ("## **雁浦区2024年工作要点**\n正文。", "雁浦区2024年工作要点"),
        ("青栾县教育局关于2023年度工作总结的报告\n\n县人民政府：\n正文。", "青栾县教育局关于2023年度工作总结的报告"),
        ("雁浦区教育局简介\n\n正文。", "雁浦区教育局简介"),
        ("一、工作总结\n正文。", "材料3"),
        (f"{BODY}\n一、党建。", "材料3"),
        ("现将2023年工作情况汇报如下：\n一、党建。", "材料3"),
        ("县人民政府：\n现将工作报告如下。", "材料3"),
        (f"{BODY * 4}工作总结", "材料3"),
        ("", "材料3"),
    ],
)
def test_titles(text: str, title: str) -> None:
    assert find_title(text, "子/材料3.txt") == title


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("雁浦区教育局2023年工作总结", DocumentType.SUMMARY),
        ("关于2023年工作情况的报告", DocumentType.SUMMARY),
        ("校车安全工作情况汇报", DocumentType.SUMMARY),
        ("教育局局长2023年述职报告", DocumentType.SUMMARY),
        ("2024年上半年工作总结和下半年工作计划", DocumentType.SUMMARY),
        ("2024年工作要点", DocumentType.KEY_POINTS),
        ("2024年工作计划", DocumentType.PLAN),
        ("2024年工作打算", DocumentType.PLAN),
        ("2024年重点工作安排", DocumentType.PLAN),
        ("教育发展规划", DocumentType.PLAN),
        ("怀湖市2024年政府工作报告", DocumentType.GOVERNMENT_REPORT),
        ("云泽市教育督导条例", DocumentType.REGULATION),
        ("云泽市校车管理办法（试行）", DocumentType.REGULATION),
        ("云泽市校车管理规定", DocumentType.REGULATION),
        ("关于印发2024年工作要点的通知", DocumentType.NOTICE),
        ("关于印发校车管理办法的通知", DocumentType.NOTICE),
        ("关于校车检查情况的通报", DocumentType.NOTICE),
        ("雁浦区基本情况", DocumentType.OTHER),
        ("材料3", DocumentType.OTHER),
        ("", DocumentType.OTHER),
    ],
)
def test_types(title: str, kind: DocumentType) -> None:
    assert find_type(title) is kind


@pytest.mark.parametrize(
    ("opening", "kind"),
    [
        ("2023年，我局在区委、区政府的正确领导下，圆满完成了各项任务。", DocumentType.SUMMARY),
        ("校车是接送学生上下学的专用车辆，由学校统一管理和调度。", DocumentType.OTHER),
    ],
)
def test_type_of_a_text_without_a_title_is_told_by_its_opening(opening: str, kind: DocumentType) -> None:
    assert find_type("材料3", opening) is kind


@pytest.mark.parametrize("line", ["第二篇：清源区教育局工作总结", "2、清源区教育局工作总结", "教育局工作总结 篇2"])
def test_marked_title_is_the_title(line: str) -> None:
    assert find_title(f"{line}\n{BODY}", "材料3.txt") == line


def test_title_that_shares_its_line_with_text_comes_from_the_splitter() -> None:
    assert find_title(f"清源区教育局工作总结 {BODY}", "材料3.txt", "清源区教育局工作总结") == "清源区教育局工作总结"
