import pytest

from ingest.metadata import find_title
from ingest.models import Region, RegionBasis
from ingest.regions import ReportText, find_regions
from ingest.regions.stated import Stated, find_issuer, find_stated

BODY = "今年以来，全区新建学校六所，各项工作取得新的成效。"


def found(text: str, source: str = "材料3.txt") -> Region:
    return find_regions([ReportText(find_title(text, source), text)], source)[0][0]


def region(text: str, source: str = "材料3.txt") -> str | None:
    whose = found(text, source)
    assert (whose.basis is RegionBasis.STATED) is (whose.name is not None)
    return whose.name


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
        ("上雁市教育局2023年工作总结", "上雁市"),
        ("XX市雁浦区教育局2023年工作总结", "雁浦区"),
    ],
)
def test_region_in_the_title(title: str, name: str) -> None:
    assert region(f"{title}\n\n{BODY}") == name
    assert find_stated(title, "", "材料3.txt") == Stated(name, title)


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
    assert found(text) == Region(name="雁浦区", parts=("雁浦区",), basis=RegionBasis.STATED, evidence=("雁浦区教育局",))


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
    whose = found(f"2023年工作总结\n{BODY}", source)
    assert whose.name == "雁浦区"
    assert whose.evidence[0] in source


def test_folder_name_is_not_evidence() -> None:
    assert region(f"2023年工作总结\n{BODY}", "雁浦区教育局/材料.txt") is None


@pytest.mark.parametrize(
    ("title", "name", "code"),
    [
        ("龙湾区教育局2023年工作总结", "浙江省温州市龙湾区", "330303"),
        ("2023年温州市龙湾区教育工作总结", "浙江省温州市龙湾区", "330303"),
        ("重庆市渝中区教育委员会2024年工作要点", "重庆市渝中区", "500103"),
        ("仙桃市教育局工作总结", "湖北省仙桃市", "429004"),
        ("大理州教育体育局2023年工作总结", "云南省大理白族自治州", "532900"),
        ("长阳县教育局2023年工作总结", "湖北省宜昌市长阳土家族自治县", "420528"),
        ("易县教育局2023年工作总结", "河北省保定市易县", "130633"),
        ("市南区教育局2023年工作总结", "山东省青岛市市南区", "370202"),
        ("2025年宁夏政府工作报告", "宁夏回族自治区", "640000"),
        ("慈溪教育2023年工作总结", "浙江省宁波市慈溪市", "330282"),
        ("三明教育2023年工作总结", "福建省三明市", "350400"),
        ("国家税务总局台州市税务局关于工作情况的报告", "浙江省台州市", "331000"),
        ("台州市路桥教育局2023年工作总结", "浙江省台州市路桥区", "331004"),
        ("商丘古城保护条例", "河南省商丘市", "411400"),
        ("商丘市睢阳古城保护条例", "河南省商丘市", "411400"),
        ("洛阳市城市市容和环境卫生管理条例", "河南省洛阳市", "410300"),
        ("郑州市劳动力市场管理条例", "河南省郑州市", "410100"),
    ],
)
def test_known_place_has_its_full_name_and_code(title: str, name: str, code: str) -> None:
    whose = found(f"{title}\n\n正文。")
    assert (whose.name, whose.code, "".join(whose.parts)) == (name, code, name)
    assert whose.evidence == (title,)


@pytest.mark.parametrize(
    ("beside", "name"),
    [
        ("南通市教育局给予肯定，在南通市名列前茅。", "江苏省南通市通州区"),
        ("完成西亭镇小学、石港镇初中、金沙街道幼儿园的建设。", "江苏省南通市通州区"),
        ("按照北京市部署，北京市评估组来校检查。", "北京市通州区"),
        ("各项工作稳步推进。", "通州区"),
        ("赴南通市考察学习。", "通州区"),
    ],
)
def test_one_name_of_several_places_is_told_by_what_stands_beside_it(beside: str, name: str) -> None:
    whose = found(f"通州区教育局2023年工作总结\n\n我区教育稳步发展。{beside}")
    assert whose.name == name
    assert (whose.code is None) is (name == "通州区")


def test_unknown_place_is_kept_as_stated_by_level() -> None:
    whose = found("云泽市雁浦区教育局2023年工作总结\n\n正文。")
    assert (whose.name, whose.parts, whose.code) == ("云泽市雁浦区", ("云泽市", "雁浦区"), None)


@pytest.mark.parametrize(
    "title",
    [
        "赴杭州市西湖区考察学习的报告",
        "学习温州市龙湾区经验工作总结",
        "对口支援若羌县教育工作总结",
        "贵州强化市场监管情况",
        "关于进一步完善全市教育工作的报告",
        "北京大学附属实验学校工作总结",
        "中山路小学2023年工作总结",
        "平安教育工作总结",
        "新建学校工作总结",
        "高新区教育局2023年工作总结",
        "区教育局上半年工作总结和下半年工作计划区教育局上半年工作总结",
    ],
)
def test_title_that_names_no_reporter(title: str) -> None:
    assert region(f"{title}\n\n正文。") is None


def test_title_that_blanks_its_district_is_not_answered_by_a_city() -> None:
    assert region(f"xx区教育局2023年工作总结\n\n{BODY}\n\n台州市教育局\n2023年12月20日") is None
    assert region(f"我市2023年教育工作总结\n浙江省第十四届人民代表大会第一次会议\n{BODY}") is None


def test_who_approved_a_regulation_is_not_whose_it_is() -> None:
    assert region("绿化条例\n\n2019年7月26日 河南省第十三届人民代表大会常务委员会第十一次会议批准\n\n第一条 正文。") is None
    assert region("绿化条例\n\n2019年5月6日 商丘市第五届人民代表大会常务委员会第三次会议通过\n\n第一条 正文。") == "河南省商丘市"


def test_title_and_signature_of_a_text_without_line_ends() -> None:
    body = "为贯彻落实有关决策部署，现将有关事项通知如下。" * 8
    assert region(f"嘉善县教育局关于做好校园安全工作的通知 {body}") == "浙江省嘉兴市嘉善县"
    assert region(f"通知 {body} 联系地址见附件 海盐县教育局 2020年1月30日") == "浙江省嘉兴市海盐县"
    assert region(f"通知 {body} 海宁：0573-10000 桐乡：0573-20000") is None


@pytest.mark.parametrize("source", ["锦州市凌河区教育局工作总结(精选5篇).txt", "锦州市凌河区教育局工作总结范文汇总.txt"])
def test_file_name_of_a_collection_tells_nothing_of_one_text(source: str) -> None:
    reports = [ReportText("教育局工作总结", f"教育局工作总结\n{BODY}"), ReportText("工作要点", f"工作要点\n{BODY}")]
    assert [whose.name for whose, _ in find_regions(reports, source)] == [None, None]
    plain = find_regions(reports, "锦州市凌河区教育局工作总结.txt")
    assert [whose.code for whose, _ in plain] == ["210703", "210703"]


@pytest.mark.parametrize(
    ("title", "text", "issuer"),
    [
        ("云泽市清源区教育局2023年工作总结", "", "云泽市清源区教育局"),
        ("中共清源区委教育工作委员会2024年工作要点", "", "中共清源区委教育工作委员会"),
        ("2024年工作要点", f"2024年工作要点\n{BODY}\n清源区教育和体育局\n2024年1月2日", "清源区教育和体育局"),
        ("嘉善县教育局办公室关于印发工作要点的通知", "", "嘉善县教育局办公室"),
        ("在云南省第十四届人民代表大会第三次会议上的报告", "", "云南省第十四届人民代表大会"),
        ("2023年清源区教育工作总结", "", None),
        ("XXX区教育局2023年工作总结", f"{BODY}\nXXX区教育局\n2023年12月1日", None),
        ("教育局2023年工作总结", BODY, None),
        ("我区教育局2023年工作总结", BODY, None),
        ("区教育局上半年工作总结和下半年工作计划区教育局上半年工作总结", BODY, None),
    ],
)
def test_issuing_body(title: str, text: str, issuer: str | None) -> None:
    assert find_issuer(title, text) == issuer
    assert find_regions([ReportText(title, text)], "材料3.txt")[0][1] == issuer
