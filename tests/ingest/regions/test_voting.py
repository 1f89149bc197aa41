import pytest

from ingest.models import Region, RegionBasis
from ingest.regions import ReportText, find_regions
from ingest.regions.mentions import find_mentions

DISTRICT = "在区委、区政府的正确领导下，我区教育事业取得新的成绩。"
COUNTY = "在县委、县政府的正确领导下，我县教育事业取得新的成绩。"
CITY = "在市委、市政府的正确领导下，我市教育事业取得新的成绩。"
PROVINCE = "在省委、省政府的正确领导下，我省教育事业取得新的成绩。"


def whose(text: str, title: str = "教育局工作总结") -> Region:
    (found,) = find_regions([ReportText(title, text)], "材料3.txt")
    region = found[0]
    assert all(piece in text for piece in region.evidence)
    return region


@pytest.mark.parametrize(
    ("text", "name", "evidence"),
    [
        (
            f"{DISTRICT}新建东屏镇中心小学一所，扩建灵昆中学，霓屿中心幼儿园主体完工。",
            "浙江省温州市洞头区",
            {"东屏镇中心小学", "灵昆中学", "霓屿中心幼儿园"},
        ),
        (f"{COUNTY}完成了古市中学、玉岩初中、大东坝镇小学的改造。", "浙江省丽水市松阳县", {"古市中学", "玉岩初中", "大东坝镇小学"}),
        (
            "在旗委、旗政府领导下，我旗完成了大板镇第一小学、索博日嘎镇中心校、查干诺尔镇学校的改造。",
            "内蒙古自治区赤峰市巴林右旗",
            {"大板镇第一小学", "索博日嘎镇中心校", "查干诺尔镇学校"},
        ),
        (f"{CITY}长安镇、周王庙镇、盐官镇、丁桥镇的幼儿园全部达标，许村镇小学竣工。", "浙江省嘉兴市海宁市", {"周王庙镇", "盐官镇", "丁桥镇"}),
    ],
)
def test_towns_vote_for_their_county(text: str, name: str, evidence: set[str]) -> None:
    region = whose(text)
    assert (region.name, region.basis) == (name, RegionBasis.INFERRED)
    assert evidence <= set(region.evidence)


def test_county_that_has_become_a_district_since() -> None:
    region = whose(f"{COUNTY}完成了富春街道、场口镇中心小学、新登镇初中、大源小学的建设。")
    assert region.name == "浙江省杭州市富阳区"


def test_one_town_alone_is_not_enough() -> None:
    assert whose(f"{DISTRICT}扩建灵昆中学。").name is None


def test_one_school_counts_once_however_often_it_is_named() -> None:
    assert whose(f"{DISTRICT}" + "扩建灵昆中学。" * 20).name is None


def test_prefecture_and_a_town_tell_the_district() -> None:
    region = whose(f"{DISTRICT}扩建灵昆中学，获温州市教育工作先进集体，温州市教育局来函肯定。")
    assert region.name == "浙江省温州市洞头区"
    assert region.evidence[0] == "灵昆中学"


def test_prefecture_alone_is_not_given_for_a_district() -> None:
    assert whose(f"{DISTRICT}获温州市教育工作先进集体，温州市教育局来函肯定，落实《温州市中小学管理办法》。").name is None


def test_towns_of_several_counties_tell_nothing() -> None:
    assert whose(f"{COUNTY}完成了古市中学、玉岩初中、西塘中学、姚庄小学的改造。").name is None


def test_towns_of_the_wrong_level_do_not_vote() -> None:
    assert whose(f"{DISTRICT}完成了古市中学、玉岩初中、大东坝镇小学的改造。").name is None


def test_without_a_level_nothing_is_inferred_from_towns() -> None:
    assert whose("完成了古市中学、玉岩初中、大东坝镇小学的改造。").name is None


@pytest.mark.parametrize(
    "words",
    [
        "合理配置教育资源，开展合作教育，新建学校三所，会同教育、公安等部门检查，大兴教育调研之风，振兴教育，安全教育和平安教育常抓不懈。",
        "红旗小学、光明小学、新华中学、和平小学、建设小学、团结中学、胜利小学、前进中学、东风小学、育才中学。",
        "政府城乡一体，文明村镇建设，推进新城镇化，用于城镇学校，改善乡镇学校和小城镇条件。",
        "完成了实验小学、第一中学、中心小学、城关镇小学、城东小学、老城区学校、新区中学、开发区幼儿园的改造。",
        "现代化学校、先进学校、联盟学校、新农村小学、发展社区教育、蓝天幼儿园、小太阳幼儿园。",
    ],
)
@pytest.mark.parametrize("level", [DISTRICT, COUNTY, CITY])
def test_ordinary_words_that_are_place_names_do_not_vote(level: str, words: str) -> None:
    assert whose(level + words).name is None


@pytest.mark.parametrize(
    "words",
    [
        "组织校长赴苏州市姑苏区、南京市鼓楼区考察学习。",
        "邀请绍兴市柯桥区实验小学校长来我区作报告，聘请柯桥区名师担任导师。",
        "与喀什地区疏附县教育局签订对口支援协议，选派教师到疏附县教育系统支教。",
        "杭州市余杭区教育局选派20名教师到我区支教，余杭区教育局领导来我区调研。",
        "教师在武汉市举行的全国课堂教学大赛中获一等奖，参加武汉市洪山区承办的研讨会。",
        "组织教师到华东师范大学、武汉大学、北京师范大学培训，在扬州日报发表文章。",
        "与凉山彝族自治州昭觉县结对帮扶，捐助昭觉县中小学图书。",
        "借鉴即墨教育经验，学习即墨教育改革的经验。",
        "中山路小学、北京路中学、南京西路幼儿园、长江路学校。",
    ],
)
def test_other_places_told_of_do_not_win(words: str) -> None:
    assert whose(DISTRICT + words * 3).name is None
    region = whose(f"{DISTRICT}新建东屏镇中心小学，扩建灵昆中学，霓屿中心幼儿园完工。{words * 3}")
    assert region.name == "浙江省温州市洞头区"


@pytest.mark.parametrize("words", ["xx区", "**市", "某某县", "__区", "ＸＸ镇"])
def test_blanked_names_never_vote(words: str) -> None:
    assert whose(f"{DISTRICT}{words}教育局、{words}中学、《{words}教育发展规划》。").name is None


def test_several_districts_vote_for_their_prefecture() -> None:
    words = "路桥区教育信息化平台建成，黄岩职教中心竣工，玉环教育网站开通，温岭市、仙居县、三门县完成校舍改造。"
    region = whose(CITY + words)
    assert (region.name, region.code, region.basis) == ("浙江省台州市", "331000", RegionBasis.INFERRED)
    assert whose(DISTRICT + words).name is None


def test_neighbours_named_in_passing_do_not_vote_for_the_prefecture() -> None:
    words = "我市中考成绩位居黄岩区、温岭市、仙居县之前。落实《台州市中小学管理办法》和台州市教育局文件。"
    assert whose(CITY + words).name is None


def test_prefectures_vote_for_their_province() -> None:
    region = whose(f"{PROVINCE}支持合肥、芜湖、蚌埠先行，推动阜阳市、六安市、宿州市教育发展。")
    assert region.name == "安徽省"


def test_several_districts_vote_for_their_municipality() -> None:
    region = whose(f"{CITY}渝中区、江津区、永川区、綦江区、合川区教育均衡发展，北碚教育再上台阶。")
    assert region.name == "重庆市"


@pytest.mark.parametrize(
    ("level", "words", "name", "evidence"),
    [
        (DISTRICT, "落实《柯桥区教育发展规划》，提升柯桥教育品质，办好柯桥德育论坛。", "浙江省绍兴市柯桥区", "《柯桥区教育发展规划》"),
        (COUNTY, "坚持“学在德清”，德清教育质量提升，德清教育再上台阶。", "浙江省湖州市德清县", "学在德清"),
        (
            CITY,
            "落实《嵊州教育事业发展规划》，维护嵊州教育形象。争创绍兴市示范学校8所，落实《绍兴市中小学管理办法》和绍兴市教育局意见，参加绍兴市运动会。",
            "浙江省绍兴市嵊州市",
            "《嵊州教育事业发展规划》",
        ),
    ],
)
def test_own_name_in_the_body_states_the_region(level: str, words: str, name: str, evidence: str) -> None:
    region = whose(level + words)
    assert (region.name, region.basis) == (name, RegionBasis.STATED)
    assert evidence in region.evidence


@pytest.mark.parametrize("event", ["名师讲坛", "讲坛", "大讲坛", "讲堂", "大讲堂"])
def test_lectures_under_the_own_name_state_the_region(event: str) -> None:
    region = whose(f"{DISTRICT}落实《柯桥区教育发展规划》，办好“柯桥{event}”12期。")
    assert (region.name, region.basis) == ("浙江省绍兴市柯桥区", RegionBasis.STATED)
    assert any(piece.startswith("柯桥") and event.startswith(piece.removeprefix("柯桥")) for piece in region.evidence if "《" not in piece)


def test_own_name_used_once_is_not_enough() -> None:
    assert whose(f"{DISTRICT}提升柯桥教育品质。").name is None


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("区教育局印发了考勤通知（萧教〔2020〕5号）。", "浙江省杭州市萧山区"),
        ("区教育局印发了考勤通知(萧教xxxx号)。", "浙江省杭州市萧山区"),
        ("区教育局印发了通知（绍柯教〔2020〕5号）。", "浙江省绍兴市柯桥区"),
        ("落实通知（镇教〔2020〕5号）。", None),
        ("落实通知（榕教〔2020〕5号）。", None),
        ("落实通知（苏教基〔2020〕5号）。", None),
        ("落实通知（教基〔2020〕5号）。", None),
    ],
)
def test_document_number_of_the_bureau(words: str, name: str | None) -> None:
    assert whose(DISTRICT + words).name == name


def test_document_number_of_the_level_that_speaks() -> None:
    assert whose(f"{COUNTY}县教育局印发通知（萧教〔2020〕5号）。").name == "安徽省宿州市萧县"


def test_town_after_another_county_belongs_to_that() -> None:
    names = {mention.name: mention.units for mention in find_mentions("松阳县古市中学、莲都区古市小学完工。")}
    assert [unit.name for unit in names["古市"]] == ["松阳县"]


def test_places_of_a_longer_name_are_not_taken_apart() -> None:
    assert not [m for m in find_mentions("库伦图小学、通海口初中完工。") if any(place.name in ("库伦旗", "通海县") for place in m.places)]
