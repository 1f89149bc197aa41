import pytest

from ingest.metadata import find_period, find_region, find_title, find_type, find_year
from ingest.models import DocumentType, Region, RegionBasis

BODY = "今年以来，全区新建学校六所，各项工作取得新的成效。"


def region(text: str, source: str = "材料3.txt") -> str | None:
    found = find_region(text, find_title(text, source), source)
    assert (found.basis is RegionBasis.STATED) is (found.name is not None)
    return found.name


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
    ("title", "name"),
    [
        ("云泽市雁浦区教育局2023年工作总结", "云泽市雁浦区"),
        ("雁浦区教育局2023年工作总结", "雁浦区"),
        ("2023年雁浦区教育工作总结", "雁浦区"),
        ("2023年度雁浦区教育工作要点", "雁浦区"),
        ("二〇二三年雁浦区教育局工作总结", "雁浦区"),
        ("二○二三年雁浦区教育局工作总结", "雁浦区"),
        ("二零二三年雁浦区教育局工作总结", "雁浦区"),
        ("2023-2024学年雁浦区教育局工作总结", "雁浦区"),
        ("2024年上半年雁浦区教育局工作总结", "雁浦区"),
        ("二〇二四年上半年雁浦区教育工作总结", "雁浦区"),
        ("关于雁浦区2023年教育工作情况的报告", "雁浦区"),
        ("中共雁浦区委教育工作委员会2024年工作要点", "雁浦区"),
        ("雁浦区教育局关于小区配套园治理工作的总结", "雁浦区"),
        ("雁浦区城乡社区教育工作总结", "雁浦区"),
        ("雁浦区校长培训工作总结", "雁浦区"),
        ("雁浦区教育和体育局2023年工作总结", "雁浦区"),
        ("岚溪县教体局2023年工作总结", "岚溪县"),
        ("岚溪县人民政府2023年政府工作报告", "岚溪县"),
        ("怀湖市政府工作报告", "怀湖市"),
        ("云泽省教育厅2023年工作总结", "云泽省"),
        ("凤鸣自治州教育局2023年工作总结", "凤鸣自治州"),
        ("云泽省凤鸣自治州岚溪县教育局2023年工作总结", "云泽省凤鸣自治州岚溪县"),
        ("乌溪旗教育局2023年工作总结", "乌溪旗"),
        ("云泽经济技术开发区教育局工作总结", "云泽经济技术开发区"),
        ("雁县教育局2023年工作总结", "雁县"),
        ("云泽市雁县2023年教育工作总结", "云泽市雁县"),
        ("市南区教育局2023年工作总结", "市南区"),
        ("上雁市教育局2023年工作总结", "上雁市"),
        ("XX市雁浦区教育局2023年工作总结", "雁浦区"),
    ],
)
def test_region_in_the_title(title: str, name: str) -> None:
    assert region(f"{title}\n\n{BODY}") == name
    assert find_region("", title, "材料3.txt") == Region(name=name, basis=RegionBasis.STATED, evidence=(title,))


BLANKED = [
    "xx区",
    "XX市",
    "××县",
    "X区",
    "**市",
    "＊＊区",
    "ＸＸ区",
    "○○县",
    "〇〇县",
    "__区",
    "□□区",
    "某县",
    "某某区",
    "A区",
    "甲区",
    "云泽市xx区",
    "某市某区",
]
UNNAMED = [
    "我区",
    "我市",
    "本区",
    "全市",
    "全区",
    "全省",
    "各县",
    "该县",
    "两区",
    "我们县",
    "区",
    "县",
    "市",
    "学区",
    "社区",
    "市区",
    "城区",
    "有关区县",
    "",
]


@pytest.mark.parametrize("place", BLANKED + UNNAMED)
@pytest.mark.parametrize(
    "shape", ["{}教育局2023年工作总结", "2023年{}教育工作总结", "2023年度{}教育工作要点", "{}2024年上半年工作总结", "关于{}教育工作情况的报告"]
)
def test_blanked_or_general_name_is_no_region(place: str, shape: str) -> None:
    assert region(f"{shape.format(place)}\n\n{BODY}\n\n{place}教育局\n2023年12月20日") is None


@pytest.mark.parametrize(
    "title",
    [
        "民族地区教育工作总结",
        "雁浦区域教育发展报告",
        "校园区域划分方案",
        "雁台镇中心小学2023年工作总结",
        "小区配套园治理工作总结",
        "工作总结",
        "文明城市创建工作总结",
    ],
)
def test_words_that_hold_a_unit_are_no_region(title: str) -> None:
    assert region(f"{title}\n\n{BODY}") is None


@pytest.mark.parametrize("spaces", ["", "　" * 18, " " * 30])
@pytest.mark.parametrize("date", ["2023年12月20日", "二〇二三年十二月二十日"])
def test_region_in_the_signature(spaces: str, date: str) -> None:
    text = f"2023年工作总结\n\n{BODY}\n\n{spaces}雁浦区教育局\n{spaces}{date}\n"
    assert find_region(text, "2023年工作总结", "材料3.txt") == Region(name="雁浦区", basis=RegionBasis.STATED, evidence=("雁浦区教育局",))


@pytest.mark.parametrize("line", ["2023年12月28日雁浦区教育局", "雁浦区教育局 2023年12月28日", "二〇二三年十二月二十八日　雁浦区教育局"])
def test_signature_with_its_date_on_one_line(line: str) -> None:
    assert region(f"2023年工作总结\n{BODY}\n{line}") == "雁浦区"


def test_signature_names_the_region_that_the_title_blanks() -> None:
    assert region(f"xx区教育局2023年工作总结\n\n{BODY}\n\n雁浦区教育局\n2023年12月20日") == "雁浦区"


def test_title_goes_before_the_signature() -> None:
    assert region(f"鹭洲区教育局2023年工作总结\n\n{BODY}\n\n云泽市教育局\n2023年12月20日") == "鹭洲区"


@pytest.mark.parametrize("addressee", ["云泽市人民政府：", "云泽市教育局:", "抄送：云泽市教育局", "主送 云泽市教育局"])
def test_addressee_is_not_the_issuer(addressee: str) -> None:
    assert region(f"2023年工作总结\n{addressee}\n{BODY}\n雁浦区教育局\n2023年12月1日") == "雁浦区"
    assert region(f"2023年工作总结\n{BODY}\n2023年12月1日\n{addressee}") is None


@pytest.mark.parametrize("body", ["云泽市教育局来我区调研，肯定了校车工作。", "云泽市教育局下拨经费；区级配套到位。"])
def test_district_that_the_body_mentions_is_not_the_region(body: str) -> None:
    assert region(f"2023年工作总结\n{body}\n{body}") is None


def test_letterhead_names_the_region() -> None:
    assert region(f"云泽市雁浦区教育局文件\n云教〔2024〕3号\n关于印发2024年工作要点的通知\n{BODY}") == "云泽市雁浦区"


@pytest.mark.parametrize("source", ["2023年雁浦区教育局工作总结.txt", "2023/云泽市/雁浦区教育局2023.txt", "雁浦区2023年总结.md"])
def test_region_in_the_file_name(source: str) -> None:
    found = find_region(f"2023年工作总结\n{BODY}", "2023年工作总结", source)
    assert found.name == "雁浦区"
    assert found.evidence[0] in source


def test_folder_name_is_not_evidence() -> None:
    assert region(f"2023年工作总结\n{BODY}", "雁浦区教育局/材料.txt") is None


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
