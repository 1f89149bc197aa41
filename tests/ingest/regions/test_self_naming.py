"""Regions that only the opening or the closing of a report states, by names that no gazetteer holds."""

import time

import pytest

from ingest.metadata import find_title
from ingest.models import Region, RegionBasis
from ingest.regions import ReportText, find_regions
from ingest.regions.self_naming import find_self_named

TITLE = "教育局2025年工作总结"
REST = "\n\n一、队伍建设\n1. 全年招聘教师120名，组织培训36场，教师教学能力稳步提高。\n2. 评选骨干教师45名，交流轮岗教师88名。"
LEVELS = {
    "区": "全区有中小学39所。",
    "县": "全县有中小学39所。",
    "市": "全市有中小学39所。",
    "旗": "全旗有中小学39所。",
    "省": "全省有中小学3900所。",
}
DISTRICT, COUNTY, CITY, BANNER, PROVINCE = LEVELS.values()


POINT = "3. 新的一年，雁浦区教育局将继续办好人民满意的教育，办好每一所学校。"


def whose(opening: str, title: str = TITLE, end: str = "") -> Region:
    text = f"{title}\n\n　　{opening}{REST}\n\n{end}"
    (found,) = find_regions([ReportText(find_title(text, "材料3.txt"), text)], "材料3.txt")
    assert all(piece in text for piece in found[0].evidence)
    return found[0]


@pytest.mark.parametrize(
    ("opening", "name"),
    [
        (f"2025年，雁浦区教育系统围绕“质量、活力”两个关键词，把每一所学校办好。{DISTRICT}", "雁浦区"),
        (f"2025年雁浦区教育系统紧紧围绕中心工作，办好每一所学校。{DISTRICT}", "雁浦区"),
        (f"2025年是“十四五”规划收官之年，雁浦区教育局一手抓安全，一手抓质量。{DISTRICT}", "雁浦区"),
        (f"一年来，雁浦区教育和体育局党组坚持以人民为中心的发展思想。{DISTRICT}", "雁浦区"),
        (f"今年以来，雁浦区委教育工委、区教育局牢牢把握高质量发展主题。{DISTRICT}", "雁浦区"),
        (f"岚溪县教育局在县委、县政府的正确领导下，各项工作稳步推进。{COUNTY}", "岚溪县"),
        (f"2025年，岚溪县教体局深入学习贯彻党的二十大精神，办好人民满意的教育。{COUNTY}", "岚溪县"),
        (f"怀湖市教体局以习近平新时代中国特色社会主义思想为指导，推进各项工作。{CITY}", "怀湖市"),
        (f"在岚溪县委、县政府的坚强领导下，在市教育局的精心指导下，教育事业稳步发展。{COUNTY}", "岚溪县"),
        (f"在上级教育部门和岚溪县委、县政府的正确领导下，教育事业稳步发展。{COUNTY}", "岚溪县"),
        (f"按照雁浦区委、区政府的决策部署，各项改革任务顺利完成，成效明显。{DISTRICT}", "雁浦区"),
        (f"2025年，雁浦区委、区政府高度重视教育，专题研究八次。{DISTRICT}", "雁浦区"),
        (f"根据会议安排，现将岚溪县2025年教育工作情况汇报如下。{COUNTY}", "岚溪县"),
        (f"现在，我代表岚溪县教育局，就2025年工作作简要汇报，请予指正。{COUNTY}", "岚溪县"),
        (f"岚溪县地处丘陵，农村人口占七成以上，办学点分散。{COUNTY}", "岚溪县"),
        (f"雁浦区是云泽市主城区，人口密集，学位紧张。{DISTRICT}", "雁浦区"),
        (f"雁浦区现有公办学校三十余所，民办学校两所，学位总体充足。{DISTRICT}", "雁浦区"),
        (f"2025年，对雁浦区的老师和家长来说，是忙碌而有收获的一年。{DISTRICT}", "雁浦区"),
        (f"2025年是雁浦区教育改革深入推进的一年，也是收获的一年。{DISTRICT}", "雁浦区"),
        (f"过去的一年，雁浦区广大教育工作者辛勤耕耘，成绩来之不易。{DISTRICT}", "雁浦区"),
        (f"现将雁浦区教育局2025年工作情况汇报如下，请予审议。{DISTRICT}", "雁浦区"),
        (f"我代表岚溪县教育局向大会汇报2025年工作，请予审议。{COUNTY}", "岚溪县"),
        (f"受岚溪县人民政府委托，我就教育工作情况作如下报告。{COUNTY}", "岚溪县"),
        (f"2025年，云泽市雁浦区教育系统全面落实立德树人根本任务。{DISTRICT}", "云泽市雁浦区"),
        (f"2025年，XX市雁浦区教育系统全面落实立德树人根本任务。{DISTRICT}", "雁浦区"),
        ("2025年，雁浦区教育系统全面落实立德树人根本任务。在区委、区政府的领导下，成效明显。", "雁浦区"),
        (f"2025年，雁浦区教育系统全面落实立德树人根本任务，多项工作全市领先。{DISTRICT}", "雁浦区"),
        (f"2025年，乌溪旗教育系统全面落实立德树人根本任务。{BANNER}", "乌溪旗"),
        (f"2025年，云泽省教育厅坚持把教育摆在优先发展的战略地位。{PROVINCE}", "云泽省"),
        (f"2025年，砚湖区教育系统全面落实立德树人根本任务。{DISTRICT}", "砚湖区"),
        (f"2025年，浦城区教育系统全面落实立德树人根本任务。{DISTRICT}", "浦城区"),
        (f"雁浦区教育局高度重视对口支援工作。2025年，雁浦区教育系统狠抓质量。{DISTRICT}", "雁浦区"),
    ],
)
def test_opening_that_names_its_own_place(opening: str, name: str) -> None:
    region = whose(opening)
    assert (region.name, region.basis, region.code) == (name, RegionBasis.STATED, None)
    assert len(region.evidence) == 1
    assert name in region.evidence[0]


def test_evidence_is_the_clause_that_names_it() -> None:
    opening = f"2025年，雁浦区教育系统围绕“质量、活力”两个关键词，办好每一所学校。{DISTRICT}"
    assert whose(opening).evidence == ("雁浦区教育系统围绕“质量、活力”两个关键词",)


def test_parts_of_an_unknown_place() -> None:
    assert whose(f"2025年，云泽市雁浦区教育局坚持质量立校，各项工作成效明显。{DISTRICT}").parts == ("云泽市", "雁浦区")


def test_known_place_in_the_opening_has_its_code() -> None:
    region = whose(f"2025年，柯桥区教育系统坚持质量立校，各项工作成效明显。{DISTRICT}")
    assert (region.name, region.code) == ("浙江省绍兴市柯桥区", "330603")


def test_name_in_the_opening_goes_before_towns() -> None:
    towns = "新建东屏镇中心小学一所，扩建灵昆中学，霓屿中心幼儿园主体完工，鹿西乡小学、大门镇中学、元觉街道幼儿园竣工。"
    assert whose(f"我区{towns}").name == "浙江省温州市洞头区"
    assert whose(f"2025年，雁浦区教育系统坚持质量立校。{DISTRICT}{towns}").name == "雁浦区"


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("（报雁浦区委、区政府）", "雁浦区"),
        ("（呈报岚溪县委、县政府）", None),
        ("雁浦区委、区政府：", "雁浦区"),
        ("中共雁浦区委、雁浦区人民政府：", "雁浦区"),
        ("雁浦区人民政府：", "雁浦区"),
        ("雁浦区人大常委会：", "雁浦区"),
        ("报送单位：雁浦区教育局", "雁浦区"),
        ("云泽市教育局：", None),
        ("云泽市人民政府：", None),
        ("（报云泽市委、市政府）", None),
        ("区委、区政府：", None),
        ("雁浦区教育局：", None),
    ],
)
def test_addressee_of_the_own_level_and_reporting_unit(line: str, name: str | None) -> None:
    text = f"{TITLE}\n{line}\n\n2025年，教育系统围绕“质量、活力”两个关键词，办好每一所学校。{DISTRICT}{REST}"
    assert find_regions([ReportText(TITLE, text)], "材料3.txt")[0][0].name == name


def test_salutation_needs_a_report_of_that_level() -> None:
    text = f"{TITLE}\n雁浦区委、区政府：\n\n2025年，各项工作有序推进，办学条件明显改善，成绩稳步提高。{REST}"
    assert find_regions([ReportText(TITLE, text)], "材料3.txt")[0][0].name is None


@pytest.mark.parametrize(
    ("closing", "name"),
    [
        ("2026年，雁浦区教育系统将继续努力，为全区人民办好家门口的每一所学校。", "雁浦区"),
        ("新的一年，雁浦区教育局将以更高的标准、更实的作风办好人民满意的教育。", "雁浦区"),
        ("2026年，全区教育系统将继续努力，与雁浦区教育局一道办好每一所学校。", None),
        ("2026年，云泽市教育局将加大投入，支持区县改善办学条件，学校面貌会更好。", None),
    ],
)
def test_closing_that_names_its_own_place(closing: str, name: str | None) -> None:
    opening = f"2025年，全区教育系统围绕“质量、活力”两个关键词，办好每一所学校。{DISTRICT}"
    assert whose(opening, end=closing).name == name


def test_point_of_a_list_is_no_closing() -> None:
    opening = f"2025年，全区教育系统围绕“质量、活力”两个关键词，办好每一所学校。{DISTRICT}"
    assert whose(opening, end=POINT.removeprefix("3. ")).name == "雁浦区"
    assert whose(opening, end=POINT).name is None


@pytest.mark.parametrize("end", ["供稿单位：雁浦区教育局", "填报单位（盖章）：雁浦区教育局", "（供稿：雁浦区教育局）"])
def test_unit_given_at_the_end(end: str) -> None:
    opening = f"2025年，全区教育系统围绕“质量、活力”两个关键词，办好每一所学校。{DISTRICT}"
    assert whose(opening, end=end).name == "雁浦区"


@pytest.mark.parametrize(
    "opening",
    [
        f"雁浦区教育局来我区考察，肯定了各项工作。{DISTRICT}",
        f"2025年，雁浦区教育局一行到校调研，肯定了各项工作。{DISTRICT}",
        f"雁浦区教育局对口帮扶我区，选派教师20名，捐赠图书两万册。{DISTRICT}",
        f"雁浦区教育系统坚持互帮互助，选派20名骨干教师到我区支教。{DISTRICT}",
        f"雁浦区教育局坚持协作共赢，与我区签订结对协议，共建学校六所。{DISTRICT}",
        f"雁浦区教育局坚持质量立校，其经验值得认真学习。{DISTRICT}",
        f"雁浦区坚持集团化办学，给我们很大启示。{DISTRICT}",
        f"雁浦区是我区对口协作地区，两地交流密切，往来频繁。{DISTRICT}",
        f"雁浦区是全国先进，是兄弟区县中的标杆，各项工作领先。{DISTRICT}",
        f"2025年，我区坚持质量立校。雁浦区教育局深入推进集团化办学，成效明显。{DISTRICT}",
        f"2025年，我区赴雁浦区考察学习。雁浦区坚持集团化办学，成效明显。{DISTRICT}",
        f"雁浦区坚持集团化办学。为此，组织校长赴雁浦区考察，开阔了视野。{DISTRICT}",
        f"学习雁浦区经验，推进集团化办学，各项工作稳步推进。{DISTRICT}",
        f"在雁浦区教育局的大力支持下，各项工作稳步推进。{DISTRICT}",
        f"与雁浦区教育系统结对以来，各项工作稳步推进。{DISTRICT}",
        f"雁浦区、清源区教育系统坚持质量立校，各项工作稳步推进。{DISTRICT}",
        f"雁浦区教育局、清源区教育局坚持联动，各项工作稳步推进。{DISTRICT}",
        f"雁浦区教育系统坚持质量立校。清源区教育系统全面推进改革。{DISTRICT}",
        f"雁浦区教育局局长张明到校指导，各项工作稳步推进。{DISTRICT}",
        f"雁浦区教育局印发通知，部署各项工作，责任到人。{DISTRICT}",
        f"雁浦区教育工作会议召开，各项工作全面部署，责任到人。{DISTRICT}",
        f"2025年，云泽市教育系统坚持质量立校，各项工作稳步推进。{DISTRICT}",
        f"2025年，在云泽市委、市政府的坚强领导下，教育事业稳步发展。{DISTRICT}",
        "2025年，云泽市教育系统坚持质量立校，全市学校成效明显。在区委、区政府的领导下，我区名列前茅。",
        f"2025年，云泽市教育局坚持质量立校，各项工作稳步推进。全市领先。在区委、区政府领导下成效明显。{DISTRICT}",
        f"2025年，雁浦区教育系统坚持质量立校，各项工作稳步推进。{COUNTY}",
        "2025年，雁浦区教育系统坚持质量立校，各项工作稳步推进，师生满意。",
        f"2025年，雁浦区实验小学坚持质量立校，各项工作稳步推进。{DISTRICT}",
        f"2025年，雁浦区教育系统坚持质量立校，我校各项工作稳步推进。{DISTRICT}",
        f"2025年，雁台镇教育系统坚持质量立校，全镇各项工作稳步推进。{DISTRICT}",
        f"2025年，雁浦区雁台街道坚持质量立校，各项工作稳步推进。{DISTRICT}",
        f"2025年，雁浦区雁台镇坚持质量立校，各项工作稳步推进。{DISTRICT}",
        f"雁浦区税务局坚持为民服务，减免学校税费，师生受益。{DISTRICT}",
        f"雁浦区教育基金会积极筹措资金，奖励优秀教师，成效明显。{DISTRICT}",
        f"雁浦区经济开发区坚持配套先行，学校建设明显提速。{DISTRICT}",
        f"在雁浦区委、区政府的关心下，捐赠物资全部到位，学校受益。{DISTRICT}",
        f"受雁浦区教育局委托，学校承办了两地教研活动，成效明显。{DISTRICT}",
        f"面对新形势，雁浦区教育局送来图书五千册，师生深受鼓舞。{DISTRICT}",
        f"作为协作方，雁浦区教育局持续加大投入，建成学校六所。{DISTRICT}",
        f"据媒体报道，雁浦区以学区制破解择校难题，成效明显。{DISTRICT}",
        f"2025年，雁浦区教育局将优质课程资源开放，我们受益良多。{DISTRICT}",
        f"雁浦区清源区教育系统坚持质量立校，各项工作稳步推进。{DISTRICT}",
        f"在雁浦区委、区政府的领导下，清源区教育局坚持质量立校。{DISTRICT}",
    ],
)
def test_places_that_are_not_the_reporter(opening: str) -> None:
    assert whose(opening).name is None


GENERAL_DISTRICTS = [
    *(
        "全区",
        "我区",
        "本区",
        "各区",
        "该区",
        "某区",
        "城区",
        "老城区",
        "中心城区",
        "主城区",
        "云泽城区",
        "新区",
        "雁东新区",
        "郊区",
        "山区",
        "沂雁山区",
        "牧区",
    ),
    *(
        "灾区",
        "片区",
        "雁台片区",
        "园区",
        "产业园区",
        "校区",
        "东校区",
        "学区",
        "社区",
        "开发区",
        "经济开发区",
        "云泽经济技术开发区",
        "高新区",
        "云泽高新区",
    ),
    *(
        "示范区",
        "先行示范区",
        "试验区",
        "功能区",
        "度假区",
        "风景区",
        "云湖风景名胜区",
        "保税区",
        "雁台管理区",
        "教育强区",
        "人口大区",
        "丹江库区",
        "民族地区",
    ),
    *("xx区", "XX区", "××区", "**区", "__区", "某某区", "创新区", "落实区", "配合区", "按照区", "聚焦区", "推动区", "紧紧围绕区", "并报区", "兄弟区"),
    *("厚植区", "深耕区", "聚力区", "做优区", "筑牢区", "夯实区", "配强区", "数智区", "特色区", "法治区", "协同区"),
]
GENERAL_OTHERS = [
    *(
        "贫困县",
        "国家级贫困县",
        "教育强县",
        "人口大县",
        "农业大县",
        "边境县",
        "受援县",
        "示范县",
        "先进县",
        "全县",
        "我县",
        "某县",
        "落实县",
        "报县",
        "按照县",
    ),
    *(
        "历史文化名市",
        "文明城市",
        "教育强市",
        "县级市",
        "省会城市",
        "大都市",
        "全市",
        "某市",
        "按照市",
        "贯彻市",
        "自治县",
        "自治区",
        "少数民族自治县",
        "教育强省",
        "教育联盟",
        "红旗",
    ),
]


@pytest.mark.parametrize("name", [*GENERAL_DISTRICTS, *GENERAL_OTHERS])
@pytest.mark.parametrize(
    "shape",
    [
        "2025年，{}教育系统坚持质量立校，各项工作稳步推进。",
        "2025年，{}教育局坚持质量立校，各项工作稳步推进。",
        "{}坚持质量立校，各项工作稳步推进，办学水平提高。",
        "{}是教育大局中的一环，各项工作稳步推进，群众满意。",
        "在{}委、{unit}政府的正确领导下，各项工作稳步推进。",
        "现将{}教育局2025年工作情况汇报如下，请予审议。",
    ],
)
def test_general_and_blanked_names_never_count(name: str, shape: str) -> None:
    unit = name[-1]
    assert whose(shape.format(name, unit=unit) + LEVELS.get(unit, f"全{unit}有中小学39所。")).name is None


def test_title_that_blanks_a_level_is_answered_by_that_level_only() -> None:
    blanked = "xx区教育局2025年工作总结"
    assert whose(f"2025年，雁浦区教育系统坚持质量立校，各项工作稳步推进。{DISTRICT}", blanked).name == "雁浦区"
    assert whose(f"2025年，云泽市教育系统坚持质量立校，各项工作稳步推进。{CITY}", blanked).name is None


def test_title_that_blanks_a_level_is_not_answered_by_the_level_that_the_text_names_more_often() -> None:
    opening = "2025年，云泽市教育系统坚持质量立校，全市领先。" + "全市各校落实到位。" * 8
    assert whose(opening).name == "云泽市"
    assert whose(opening, "xx区教育局2025年工作总结").name is None


def test_report_that_speaks_as_another_level_further_on() -> None:
    opening = f"2025年，云泽市教育系统坚持质量立校，各项工作稳步推进。{CITY}"
    assert whose(opening, end="我区各校落实到位。").name is None
    assert whose(opening, end="各区各校落实到位。").name == "云泽市"


def test_opening_that_blanks_its_own_name_is_not_answered_by_another() -> None:
    opening = f"2025年，xx区教育系统坚持质量立校，各项工作稳步推进。雁浦区教育局深入推进改革。{DISTRICT}"
    assert whose(opening).name is None


def test_name_behind_the_opening_is_not_evidence() -> None:
    opening = f"2025年，全区教育系统坚持质量立校，各项工作稳步推进。{DISTRICT}"
    later = f"{TITLE}\n\n{opening}{REST}\n雁浦区教育系统坚持质量立校，各项工作稳步推进，成绩提高。{REST}"
    assert find_regions([ReportText(TITLE, later)], "材料3.txt")[0][0].name is None


def test_title_goes_before_the_opening() -> None:
    opening = f"2025年，雁浦区教育系统坚持质量立校，各项工作稳步推进。{DISTRICT}"
    assert whose(opening, "鹭洲区教育局2025年工作总结").name == "鹭洲区"


@pytest.mark.parametrize("unit", ["2025年", "，", "2025", "截至", "区", "某", "A", "教育局", "中共雁浦区委、"])
def test_long_lines_take_no_long_time(unit: str) -> None:
    line = (unit * 20_000)[:20_000]
    before = time.process_time()
    find_self_named(TITLE, f"{line}，雁浦区教育系统坚持质量立校。\n一、安全\n{line}，{DISTRICT}")
    assert time.process_time() - before < 2
