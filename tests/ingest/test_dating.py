import pytest

from ingest.dating import find_outlook, find_period, find_year
from ingest.models import DocumentType, Outlook

BODY = "今年以来，全区新建学校六所，各项工作取得新的成效。"


@pytest.mark.parametrize(
    ("words", "year"),
    [
        ("雁浦区教育局2023年工作总结", 2023),
        ("2024年度工作要点", 2024),
        ("二〇二三年工作总结", 2023),
        ("二○二三年工作总结", 2023),
        ("二零二四年工作总结", 2024),
        ("一九九八年工作总结", 1998),
        ("2023-2024学年工作总结", 2023),
        ("2023—2024学年度第一学期工作计划", 2023),
        ("2023至2024学年工作总结", 2023),
        ("2023学年工作总结", 2023),
        ("2021－2025年发展规划", 2021),
        ("2023年工作总结和2024年工作计划", 2023),
        ("2023.12工作总结", 2023),
        ("2024年上半年工作总结", 2024),
        ("工作总结", None),
        ("第十四届运动会工作总结", None),
        ("三年行动计划", None),
        ("二十大精神学习总结", None),
        ("云教〔2023〕86号", None),
        ("投入2023万元项目总结", None),
        ("20231220工作总结", None),
    ],
)
def test_years(words: str, year: int | None) -> None:
    assert find_year(words, "材料3.txt") == year
    assert find_year("工作总结", f"2019年/{words}.txt") == year


def test_year_of_the_title_goes_before_that_of_the_file() -> None:
    assert find_year("2023年工作总结", "2024年报送.txt") == 2023


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("雁浦区教育局2023年工作总结", "全年"),
        ("2023年雁浦区教育局工作总结", "全年"),
        ("2023年度教育工作要点", "全年"),
        ("二〇二三年工作计划", "全年"),
        ("2023-2024学年工作总结", "全年"),
        ("2024年上半年工作总结", "上半年"),
        ("2024年半年工作总结", "上半年"),
        ("2024年下半年工作计划", "下半年"),
        ("2024年上半年工作总结和下半年工作计划", "上半年"),
        ("2024年下半年工作总结和2025年上半年工作计划", "下半年"),
        ("2023—2024学年度第一学期工作计划", None),
        ("2024年第一季度工作总结", None),
        ("2024年3月工作总结", None),
        ("雁浦区教育三年行动计划", None),
        ("关于做好2024年招生工作的通知", None),
        ("工作总结", None),
        ("云泽市教育督导条例", None),
    ],
)
def test_periods(title: str, period: str | None) -> None:
    assert find_period(title) == period


@pytest.mark.parametrize("title", ["23年工作总结", "教育局23年度工作要点", "24年清源区教育工作计划"])
def test_two_digit_year_in_a_title(title: str) -> None:
    assert find_year(title, "材料3.txt") == 2000 + int("".join(c for c in title if c.isdigit()))


@pytest.mark.parametrize("title", ["35年教龄教师工作总结", "近10年来的工作", "12年义务教育的思考"])
def test_span_of_years_is_no_year(title: str) -> None:
    assert find_year(title, "材料3.txt") is None


@pytest.mark.parametrize(
    ("opening", "year"),
    [
        ("2023年，我局在区委领导下，各项工作取得新进展，群众满意度提高。", 2023),
        ("二〇二三年，我局在区委领导下，各项工作取得新进展，群众满意度提高。", 2023),
        ("过去的一年，我局在区委领导下，各项工作取得新进展，群众满意度提高。", None),
        ("根据2019年市里印发的实施意见，我局对校车工作作了认真部署和检查。", None),
        ("2023年5月6日，市教育局印发通知，要求各区县认真开展校车安全检查。", None),
    ],
)
def test_year_of_the_opening(opening: str, year: int | None) -> None:
    assert find_year("工作总结", "材料3.txt", f"工作总结\n{opening}\n一、校车") == year


@pytest.mark.parametrize("title", ["20xx年工作总结", "20XX年度工作要点", "xx年工作总结", "20**年教育工作总结"])
def test_blanked_year_is_unknown_whatever_else_is_dated(title: str) -> None:
    assert find_year(title, "2023年.txt", f"{title}\n{BODY}\n清源区教育局\n2023年12月3日") is None


def test_blanked_opening_is_unknown() -> None:
    assert find_year("工作总结", "2023年.txt", f"工作总结\n20xx年，{BODY}") is None


@pytest.mark.parametrize(
    ("date", "kind", "year"),
    [
        ("2024年1月10日", DocumentType.SUMMARY, 2023),
        ("2023年12月28日", DocumentType.SUMMARY, 2023),
        ("2023年7月3日", DocumentType.SUMMARY, 2023),
        ("二〇二四年一月十日", DocumentType.SUMMARY, 2023),
        ("2024年1月10日", DocumentType.PLAN, 2024),
        ("2023年12月28日", DocumentType.KEY_POINTS, 2024),
        ("2023年12月28日", DocumentType.NOTICE, 2023),
    ],
)
def test_year_by_the_date_of_the_signature(date: str, kind: DocumentType, year: int) -> None:
    assert find_year("工作材料", "材料3.txt", f"工作材料\n{BODY}\n清源区教育局\n{date}", kind) == year


@pytest.mark.parametrize(
    ("opening", "period"),
    [
        ("今年上半年，我局在区委领导下，各项工作取得新进展。", "上半年"),
        ("半年来，我局在区委领导下，各项工作取得新的进展。", "上半年"),
        ("一年来，我局在区委领导下，各项工作取得新的进展。", "全年"),
        ("2023年，我局在区委领导下，各项工作取得新的进展。", "全年"),
        ("长期以来，我局在区委领导下，各项工作取得新进展。", None),
    ],
)
def test_period_of_the_opening(opening: str, period: str | None) -> None:
    assert find_period("工作总结", f"工作总结\n{opening}") == period


AHEAD = "我局将加强管理。将新建学校。力争全部达标，争取创建先进，确保安全，将完善制度，将开展培训，将组织检查，将落实责任。"
PAST = "新建了学校六所，完成了改造，建成了食堂，已培训120人，共有教师300人，取得了成绩，荣获先进称号，同比增加8人。"


@pytest.mark.parametrize(
    ("kind", "text", "outlook"),
    [
        (DocumentType.SUMMARY, PAST, Outlook.PAST),
        (DocumentType.SUMMARY, PAST + AHEAD, Outlook.PAST),
        (DocumentType.SUMMARY, AHEAD, Outlook.AHEAD),
        (DocumentType.PLAN, PAST, Outlook.AHEAD),
        (DocumentType.OTHER, PAST, Outlook.PAST),
        (DocumentType.OTHER, "校车是接送学生的车辆。", None),
        (DocumentType.REGULATION, PAST, None),
    ],
)
def test_outlook(kind: DocumentType, text: str, outlook: Outlook | None) -> None:
    assert find_outlook(kind, text) is outlook
