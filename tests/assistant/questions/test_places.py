from __future__ import annotations

import pytest

from assistant.questions.places import find_places
from ingest.regions.gazetteer import COUNTY, gazetteer

REGIONS = (
    "云泽市",
    "云泽市清源区",
    "云泽市雁浦区",
    "云泽市鹭洲区",
    "余姚市",
    "北京市通州区",
    "吉林省吉林市",
    "吉林省长春市南关区",
    "岚溪县",
    "广西壮族自治区桂林市资源县",
    "云南省大理白族自治州大理市",
    "怀湖市",
    "江苏省南京市鼓楼区",
    "江苏省南通市通州区",
    "江苏省无锡市",
    "江苏省苏州市吴中区",
    "江苏省连云港市",
    "浙江省杭州市余杭区",
    "湖南省益阳市南县",
    "甘肃省甘南藏族自治州合作市",
    "西湖区",
    "陕西省西安市雁塔区",
    "鹿鸣山自治县",
)
DISTRICTS = ("云泽市清源区", "云泽市雁浦区", "云泽市鹭洲区")
JIANGSU = ("江苏省南京市鼓楼区", "江苏省南通市通州区", "江苏省无锡市", "江苏省苏州市吴中区", "江苏省连云港市")
YUHANG, YANPU, QINGYUAN = "浙江省杭州市余杭区", "云泽市雁浦区", "云泽市清源区"

HELD = [
    ("雁浦区招聘了多少教师", "雁浦区", YANPU, (YANPU,)),
    ("云泽市雁浦区招聘了多少教师", "云泽市雁浦区", YANPU, (YANPU,)),
    ("云泽雁浦提到校车了吗", "云泽雁浦", YANPU, (YANPU,)),
    ("雁浦招聘了多少教师", "雁浦", YANPU, (YANPU,)),
    ("请总结雁浦的党建工作", "雁浦", YANPU, (YANPU,)),
    ("校车安全雁浦怎么抓的", "雁浦", YANPU, (YANPU,)),
    ("哪些年雁浦区提到校车", "雁浦区", YANPU, (YANPU,)),
    ("除雁浦区外哪些区提到校车", "雁浦区", YANPU, (YANPU,)),
    ("云泽市招聘了多少教师", "云泽市", "云泽市", ("云泽市",)),
    ("云泽市有哪些学校", "云泽市", "云泽市", ("云泽市",)),
    ("云泽市各学校怎么做的", "云泽市", "云泽市", ("云泽市",)),
    ("云泽市的报告里提到校车了吗", "云泽市", "云泽市", ("云泽市",)),
    ("云泽市哪些区提到校车", "云泽市", "云泽市", DISTRICTS),
    ("云泽市的哪些区提到校车", "云泽市", "云泽市", DISTRICTS),
    ("云泽市各区县的校车", "云泽市", "云泽市", DISTRICTS),
    ("云泽市下辖的区都提到了吗", "云泽市", "云泽市", DISTRICTS),
    ("云泽市有多少个区提到校车", "云泽市", "云泽市", DISTRICTS),
    ("提到校车的云泽市的区有哪些", "云泽市", "云泽市", DISTRICTS),
    ("云泽所有区都提到校车吗", "云泽", "云泽市", DISTRICTS),
    ("云泽市3个区都提到校车吗", "云泽市", "云泽市", DISTRICTS),
    ("江苏哪些地方提到校车", "江苏", "江苏省", JIANGSU),
    ("江苏省招聘了多少教师", "江苏省", "江苏省", JIANGSU),
    ("苏州市提到校车了吗", "苏州市", "江苏省苏州市", ("江苏省苏州市吴中区",)),
    ("苏州市区县", "苏州市", "江苏省苏州市", ("江苏省苏州市吴中区",)),
    ("苏州的吴中区", "苏州的吴中区", "江苏省苏州市吴中区", ("江苏省苏州市吴中区",)),
    ("江苏苏州吴中怎么样", "江苏苏州吴中", "江苏省苏州市吴中区", ("江苏省苏州市吴中区",)),
    ("浙江省余姚市", "浙江省余姚市", "余姚市", ("余姚市",)),
    ("宁波余姚有多少学校", "宁波余姚", "余姚市", ("余姚市",)),
    ("浙江区县有哪些提到校车", "浙江", "浙江省", ("余姚市", YUHANG)),
    ("杭州的区县", "杭州", "浙江省杭州市", (YUHANG,)),
    ("余杭区域内的学校", "余杭", YUHANG, (YUHANG,)),
    ("云泽市场监管局", "云泽", "云泽市", ("云泽市",)),
    ("通州区学生心理健康", "通州区", "通州区", ("北京市通州区", "江苏省南通市通州区")),
    ("南通通州区", "南通通州区", "江苏省南通市通州区", ("江苏省南通市通州区",)),
    ("资源县怎么样", "资源县", "广西壮族自治区桂林市资源县", ("广西壮族自治区桂林市资源县",)),
    ("西安哪些区提到校车", "西安", "陕西省西安市", ("陕西省西安市雁塔区",)),
    ("吉林哪些区提到校车", "吉林", "吉林省", ("吉林省吉林市", "吉林省长春市南关区")),
    ("吉林市提到校车了吗", "吉林市", "吉林省吉林市", ("吉林省吉林市",)),
    ("大理州哪些县提到校车", "大理州", "云南省大理白族自治州", ("云南省大理白族自治州大理市",)),
    ("连云港提到校车了吗", "连云港", "江苏省连云港市", ("江苏省连云港市",)),
    ("南县提到校车了吗", "南县", "湖南省益阳市南县", ("湖南省益阳市南县",)),
    ("南昌市西湖区怎么样", "南昌市西湖区", "西湖区", ("西湖区",)),
    ("江苏省云泽市清源区", "江苏省云泽市清源区", QINGYUAN, (QINGYUAN,)),
]
"""Question, words, name and stated names; not corrected."""

NOT_HELD = [
    ("浦东新区怎么样", "浦东新区", "上海市浦东新区"),
    ("徐汇区提到校车了吗", "徐汇区", "上海市徐汇区"),
    ("河北省哪些区提到校车", "河北省", "河北省"),
    ("河北哪些区提到校车", "河北", "河北省"),
    ("广东提到校车了吗", "广东", "广东省"),
    ("玄武区有几所学校", "玄武区", "江苏省南京市玄武区"),
    ("长沙县的校车", "长沙县", "湖南省长沙市长沙县"),
    ("上海市浦东新区", "上海市浦东新区", "上海市浦东新区"),
    ("青云区招聘了多少教师", "青云区", "青云区"),
    ("在石桥县有没有校车", "石桥县", "石桥县"),
    ("云泽市青云区招聘了多少教师", "云泽市青云区", "云泽市青云区"),
    ("鹭州区的校车", "鹭州区", "鹭州区"),
    ("南京市清源区", "南京市清源区", "南京市清源区"),
    ("怀湖市雁浦区", "怀湖市雁浦区", "怀湖市雁浦区"),
]
"""Question, words, name; the collection has none."""

CORRECTED = [
    ("清沅区招聘了多少教师", "清沅区", QINGYUAN),
    ("请问青源区有几所学校", "青源区", QINGYUAN),
    ("云泽市清沅区招聘了多少教师", "云泽市清沅区", QINGYUAN),
    ("云译市清源区招聘了多少教师", "云译市清源区", QINGYUAN),
    ("校车管理云译市清源区怎么做", "云译市清源区", QINGYUAN),
    ("云泽市源清区提到校车", "云泽市源清区", QINGYUAN),
    ("云泽市清清源区提到校车", "云泽市清清源区", QINGYUAN),
    ("余饶市提到校车了吗", "余饶市", "余姚市"),
    ("连云刚市提到校车了吗", "连云刚市", "江苏省连云港市"),
    ("连云市提到校车了吗", "连云市", "江苏省连云港市"),
    ("岚西县的校车", "岚西县", "岚溪县"),
    ("清源县提到校车", "清源县", QINGYUAN),
    ("余杭市提到校车了吗", "余杭市", YUHANG),
    ("鹿呜山自治县有校车吗", "鹿呜山自治县", "鹿鸣山自治县"),
    ("清沅教育局怎么做的", "清沅", QINGYUAN),
    ("比较鹭舟区的校车", "鹭舟区", "云泽市鹭洲区"),
]
"""Question, words, name."""

NO_PLACES = [
    "开展了哪些资源整合与合作",
    "资源的配置怎么样",
    "合作办学哪些区提到了",
    "哪些区提到朝阳产业",
    "哪些区提到和平教育",
    "哪些区新建了幼儿园",
    "正本清源工作哪些区做了",
    "清源路小学怎么样",
    "清源镇中心小学",
    "哪些区的示范区建设",
    "农村地区的学校",
    "全市中小学",
    "社区教育哪些区提到",
    "社区的作用",
    "各区和县",
    "我区的校车",
    "城区有多少学校",
    "学区是怎么划分的",
    "园区的情况",
    "老区教育怎么样",
    "山区学校有多少",
    "库区移民子女",
    "开发区的学校怎么样",
    "功能区在哪里",
    "试点区的情况",
    "贫困县有哪些",
    "教育强市是怎么建的",
    "主城区的学校",
    "文明城市创建",
    "哪些区县开展了示范县创建",
    "能源区提到校车",
    "当地教育局怎么做的",
    "各地教育局",
    "推广西部计划",
    "阿里云平台",
    "上海洋课程",
    "哪个区提到校车最多",
    "其他区有没有提到校车",
    "风景区的学校",
    "规划区内的学校",
    "自治县的学校",
    "超市有多少",
    "爱护国旗",
    "哪些区提到应县级要求",
    "",
]


@pytest.mark.parametrize(("question", "said", "name", "names"), HELD)
def test_places_of_the_collection(question: str, said: str, name: str, names: tuple[str, ...]) -> None:
    (match,) = find_places(question, REGIONS)
    assert question[match.start : match.end] == match.place.said == said
    assert (match.place.name, match.place.names, match.place.corrected) == (name, names, False)


@pytest.mark.parametrize(("question", "said", "name"), NOT_HELD)
def test_places_without_reports(question: str, said: str, name: str) -> None:
    (match,) = find_places(question, REGIONS)
    assert (match.place.said, match.place.name, match.place.names, match.place.corrected) == (said, name, (), False)


@pytest.mark.parametrize(("question", "said", "name"), CORRECTED)
def test_slips_of_the_pen(question: str, said: str, name: str) -> None:
    (match,) = find_places(question, REGIONS)
    assert (match.place.said, match.place.name, match.place.names, match.place.corrected) == (said, name, (name,), True)


@pytest.mark.parametrize("question", NO_PLACES)
def test_ordinary_words_are_no_places(question: str) -> None:
    assert find_places(question, REGIONS) == []


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("比较雁浦区和鹭洲区", ["雁浦区", "鹭洲区"]),
        ("厦门、无锡、苏州谁提到校车", ["厦门", "无锡", "苏州"]),
        ("雁浦与清源的区别", ["雁浦", "清源"]),
        ("比较青云区和鹭洲区", ["青云区", "鹭洲区"]),
        ("雁浦区、云泽市哪些区", ["雁浦区", "云泽市"]),
    ],
)
def test_several_places(question: str, said: list[str]) -> None:
    assert [match.place.said for match in find_places(question, REGIONS)] == said


@pytest.mark.parametrize(
    ("regions", "question", "names"),
    [
        (("清源区", "青原区"), "清原区提到校车", ()),
        (("云泽市清源区", "怀湖市清源区"), "清沅区提到校车", ()),
        (("余杭区",), "余姚区提到校车", ()),
        (("云和市",), "泰和市提到校车", ()),
        (("余姚市",), "上饶市提到校车", ()),
        (("温岭市",), "温州市提到校车", ()),
        (("云泽市清源区",), "云南清源区提到校车", ("云泽市清源区",)),
        (("浙江省杭州市余杭区",), "江苏余杭区提到校车", ()),
        (("浙江省杭州市余杭区",), "苏州市余杭区提到校车", ()),
        (("余杭区", "临平区"), "杭州市哪些区提到校车", ("临平区", "余杭区")),
        (("清源区", "云泽市清源区"), "清源区提到校车", ("云泽市清源区", "清源区")),
        ((), "清源区提到校车", ()),
    ],
)
def test_no_place_is_taken_for_another(regions: tuple[str, ...], question: str, names: tuple[str, ...]) -> None:
    found = find_places(question, regions)
    assert tuple(sorted({name for match in found for name in match.place.names})) == names
    assert not any(match.place.corrected for match in found)


def test_marks_are_passed_over() -> None:
    question = "\ue200雁浦区的\ue300提到\ue100"
    assert [match.place.said for match in find_places(question, REGIONS)] == ["雁浦区"]


def test_every_county_is_known_by_its_full_name() -> None:
    places = gazetteer()
    names = ["".join(places.parts(place)) for place in places.upper if place.level == COUNTY][::7]
    missed = [name for name in names if [m.place.names for m in find_places(f"{name}提到校车了吗", names)] != [(name,)]]
    assert missed == []


def test_every_county_is_known_where_it_has_no_report() -> None:
    places = gazetteer()
    names = ["".join(places.parts(place)) for place in places.upper if place.level == COUNTY][::7]
    missed = [name for name in names if [(m.place.name, m.place.names) for m in find_places(f"{name}提到校车了吗", ())] != [(name, ())]]
    assert missed == []
