import pytest

from ingest.models import Cut, CutReason, Extraction
from ingest.splitting import split

PROSE = (
    "全年新建学校六所，新增学位三千余个，起始年级大班额全部消除，群众的满意度比上年有所提高。"
    "组织驾驶员和照管员培训四批，更换到期车辆二十二辆，没有发生责任事故，家长普遍满意。"
)
A = f"2023年，我局在区委、区政府的正确领导下，紧紧围绕年初目标，各项工作取得新的成效。\n一、党建\n{PROSE}\n二、校车\n{PROSE}\n三、食堂\n{PROSE}"
B = f"一年来，全县教育系统认真贯彻上级精神，在县委、县政府的领导下，圆满完成了各项任务。\n一、队伍\n{PROSE}\n二、质量\n{PROSE}"
C = f"根据市教育局要求，结合我县实际，现将工作情况汇报如下。\n一、投入\n{PROSE}\n二、改革\n{PROSE}"


def texts(text: str, **more: object) -> list[str]:
    return [text[part.start : part.end] for part in split(Extraction(text=text, **more))]


MARKS = [
    ("第一篇", "第二篇", "第三篇"),
    ("【第一篇】", "【第二篇】", "【第三篇】"),
    ("教育局工作总结 篇1", "教育局工作总结 篇2", "教育局工作总结 篇3"),
    ("篇一：清源区教育局工作总结", "篇二：碧湖县教育局工作总结", "篇三：松陵县教育局工作汇报"),
    ("范文一", "范文二", "范文三"),
    ("范文(1)", "范文(2)", "范文(3)"),
    ("教育局工作总结（1）", "教育局工作总结（2）", "教育局工作总结（3）"),
    ("1、清源区教育局工作总结", "2、碧湖县教育局工作总结", "3、松陵县教育局工作汇报"),
    ("Part 1", "Part 2", "Part 3"),
    ("材料之一", "材料之二", "材料之三"),
    ("清源区教育局工作总结", "碧湖县教育局工作总结", "松陵县教育局工作汇报"),
    ("《清源区教育局工作总结》", "《碧湖县教育局工作总结》", "《松陵县教育局工作汇报》"),
    ("★清源区教育局工作总结★", "★碧湖县教育局工作总结★", "★松陵县教育局工作汇报★"),
]


@pytest.mark.parametrize("marks", MARKS, ids=[m[0] for m in MARKS])
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_marked_or_titled_reports(marks: tuple[str, str, str], gap: str) -> None:
    reports = [f"{mark}{gap}{body}" for mark, body in zip(marks, (A, B, C), strict=True)]
    assert texts("\n\n".join(reports)) == reports


@pytest.mark.parametrize("rule", ["----------", "==========", "**********", "～～～～～～"])
def test_rule_between_reports_belongs_to_none(rule: str) -> None:
    assert texts(f"{A}\n{rule}\n{B}") == [A, B]


def test_signature_stays_with_the_report_before() -> None:
    signed = f"{A}\n清源区教育局\n2023年12月28日"
    assert texts(f"{signed}\n{B}") == [signed, B]


def test_letterhead_goes_with_the_report_behind() -> None:
    signed = f"清源区教育局工作总结\n{A}\n清源区教育局\n2023年12月28日"
    second = f"碧湖县教育局文件\n碧教〔2024〕3号\n关于报送碧湖县教育工作总结的报告\n{B}"
    assert texts(f"{signed}\n{second}") == [signed, second]


def test_missing_mark_is_made_up_for_by_the_opening() -> None:
    reports = [f"教育局工作总结 篇1\n{A}", B, f"教育局工作总结 篇3\n{C}"]
    assert texts("\n".join(reports)) == reports


def test_private_text_without_a_title_between_reports() -> None:
    private = (
        "作为一名党员，我始终严格要求自己，我深感自己的不足。\n一、提高认识\n我认真学习，我相信自己能够做得更好，我将改正自己的缺点。"
        "我在学习中不断反思自己，我收获很大，我要感谢老师对我的教导。\n二、今后打算\n我将从自身做起，我会更加努力。"
    )
    first, last = f"教育局工作总结 篇1\n{A}", f"教育局工作总结 篇3\n{B}"
    assert texts(f"{first}\n　　{private}\n{last}") == [first, f"　　{private}", last]


def test_contents_and_repeated_page_titles_belong_to_no_report() -> None:
    titles = ["清源区教育局工作总结", "碧湖县教育局工作总结", "松陵县教育局工作汇报"]
    reports = [f"{title}\n{body}" for title, body in zip(titles, (A, B, C), strict=True)]
    assert texts("\n".join(titles) + "\n" + "\n".join(reports)) == reports
    twice = f"xx区教育局2023年工作要点\n\nxx区教育局20xx年工作要点\n{B}"
    assert texts(f"{reports[0]}\n{twice}") == [reports[0], twice.partition("\n\n")[2]]


def test_cut_site_line_helps() -> None:
    text = f"{A}\n{C}"
    assert texts(
        text, cuts=(Cut(reason=CutReason.SITE, text="教育局工作总结范文3篇", start=0), Cut(reason=CutReason.SITE, text="推荐阅读", start=len(A) + 1))
    ) == [A, C]


def test_lost_line_breaks() -> None:
    flat = [f"篇{n}：清源区教育局工作总结 {body}".replace("\n", " ") for n, body in zip("一二三", (A, B, C), strict=True)]
    assert [t.strip() for t in texts("".join(flat))] == [t.strip() for t in flat]


TWO_HALVES = f"一、党建\n{PROSE}\n二、校车\n{PROSE}"
GOVERNMENT = (
    f"清源市政府工作报告\n各位代表：\n过去一年，在市委领导下，我市认真贯彻上级精神，取得新的成绩。\n{TWO_HALVES}\n"
    f"今年政府工作的总体要求是：在市委领导下，紧紧围绕目标，全面贯彻上级精神。\n{TWO_HALVES}"
)
REGULATION = (
    "清源市校车管理条例\n第一章　总则\n第一条　为了加强管理，制定本条例。\n第二章　职责\n"
    "第二条　市教育局负责本市校车管理。\n第三章　附则\n第三条　本条例自公布之日起施行。"
)
NOTICE = "关于印发清源区教育局工作要点的通知\n各校：\n现将工作要点印发给你们。\n附件：清源区教育局2024年工作要点"
ONE = {
    "halves": f"清源区教育局2023年工作总结和2024年工作计划\n{A}\n2024年工作计划\n2024年，我局将以上级精神为指导，抓好以下工作。\n{TWO_HALVES}",
    "half of a year": f"上半年工作总结和下半年工作打算\n{A}\n下半年工作打算\n{TWO_HALVES}",
    "parts": f"清源区教育局工作总结\n第一部分　工作回顾\n{A}\n第二部分　工作安排\n{TWO_HALVES}",
    "chapters called 篇": f"清源区教育发展规划\n第一篇 发展基础\n一、成绩\n{PROSE}\n二、问题\n{PROSE}\n第二篇 主要任务\n{TWO_HALVES}",
    "restarted （一）": f"清源区教育局工作总结\n（一）党建\n{PROSE}\n（二）校车\n{PROSE}\n（一）食堂\n{PROSE}\n（二）队伍\n{PROSE}",
    "closing that looks like an opening": f"{A}\n新的一年，我局将在区委、区政府的领导下，紧紧围绕教育强区目标，认真贯彻上级精神，继续抓好各项工作。",
    "pieces in a list": f"{A}\n全年征集心得3篇，其中：\n第1篇《我的故事》，城关小学；\n第2篇《家访》，第三中学；\n四、队伍\n{PROSE}",
    "regulation": REGULATION,
    "attachment": f"{NOTICE}\n{TWO_HALVES}",
    "government report": GOVERNMENT,
    "short": "2023年工作总结",
    "empty": "",
}


@pytest.mark.parametrize("text", ONE.values(), ids=ONE)
def test_one_report_stays_one(text: str) -> None:
    assert texts(text) == [text]
