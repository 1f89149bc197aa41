from ingest.models import RegionBasis
from ingest.regions import ReportText, find_regions

SLOGAN = "扬帆逐浪、繁花似锦"
NAMED = f"云泽市清源区教育局2023年工作总结\n\n我区以“{SLOGAN}”为战略，建设“潮汐学堂”，办好望潮楼小学、听涛阁小学。"
UNNAMED = f"教育局工作总结\n\n我区坚持“{SLOGAN}”战略不动摇，“潮汐学堂”覆盖全部学校，全区教师精神饱满。"
PLAIN = "教育局工作总结\n\n我区坚持“立德树人、五育并举”目标，“名师工作室”作用明显，先进学校、实验小学完成改造。"


def regions(*texts: str) -> list[str | None]:
    found = find_regions([ReportText(text.split("\n")[0], text) for text in texts], "汇编.txt")
    return [region.name for region, _ in found]


def test_a_slogan_and_a_coined_term_are_shared() -> None:
    reports = [ReportText(text.split("\n")[0], text) for text in (NAMED, UNNAMED, PLAIN)]
    (named, _), (shared, _), (plain, _) = find_regions(reports, "汇编.txt")
    assert shared.model_copy(update={"basis": named.basis, "evidence": named.evidence}) == named
    assert shared.basis is RegionBasis.INFERRED
    assert shared.evidence == (SLOGAN, "潮汐学堂")
    assert plain.name is None


def test_the_order_in_the_file_does_not_matter() -> None:
    assert regions(UNNAMED, PLAIN, NAMED) == ["云泽市清源区", None, "云泽市清源区"]


def test_a_slogan_alone_is_not_enough() -> None:
    assert regions(NAMED, f"工作总结\n\n我区坚持“{SLOGAN}”战略。") == ["云泽市清源区", None]


def test_what_everybody_says_is_not_shared() -> None:
    said = "我区以“优先发展、育人为本”为目标，“解放思想、实事求是”，开展“名师工作室”、“阳光体育”活动，推进“千名教师访万家”。"
    assert regions(f"云泽市清源区教育局工作总结\n\n{said}", f"工作总结\n\n{said}") == ["云泽市清源区", None]


def test_three_schools_are_shared() -> None:
    schools = "完成了望潮楼小学、听涛阁小学、揽月台幼儿园的改造。"
    named, unnamed = f"云泽市清源区教育局总结\n\n我区{schools}", f"工作总结\n\n我区{schools}"
    assert regions(named, unnamed) == ["云泽市清源区"] * 2
    general = "完成了实验小学、第二实验小学、解放路小学、人民路小学、城区中心小学的改造。"
    assert regions(f"云泽市清源区教育局总结\n\n我区{general}", f"工作总结\n\n我区{general}") == ["云泽市清源区", None]


def test_another_level_is_not_taken_over() -> None:
    assert regions(NAMED, UNNAMED.replace("区", "县")) == ["云泽市清源区", None]


def test_two_named_reports_that_differ_share_with_none() -> None:
    assert regions(NAMED, NAMED.replace("清源", "鹭洲"), UNNAMED) == ["云泽市清源区", "云泽市鹭洲区", None]


def test_own_evidence_goes_before_a_sibling() -> None:
    own = f"{UNNAMED}新建东屏镇中心小学，扩建灵昆中学，霓屿中心幼儿园完工。"
    assert regions(NAMED, own) == ["云泽市清源区", "浙江省温州市洞头区"]
    assert regions(NAMED.replace("云泽市清源区", "杭州市西湖区"), UNNAMED)[1] == "浙江省杭州市西湖区"
    weak = f"{UNNAMED}提升柯桥教育品质。"
    assert regions(weak) == [None]
    assert regions(NAMED.replace("云泽市清源区", "杭州市西湖区"), weak)[1] is None
