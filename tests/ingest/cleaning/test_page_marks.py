import pytest
from report_texts import PROSE

from ingest.cleaning import clean
from ingest.models import CutReason, Extraction

HALVES = ("在食堂管理方面，组织从业人员和管理员培训三期，更换老旧", "设备四十六台，全年没有发生安全事故。")


def cleaned(text: str) -> Extraction:
    return clean(Extraction(text=text))


@pytest.mark.parametrize("mark", ["- 3 -", "— 3 —", "－12－", "第3页", "第 3 页 共 9 页", "3/9", "3 / 9", "共9页，第3页", "·3·", "Page 3 of 9"])
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_page_number_in_mid_sentence_is_cut_and_the_sentence_is_whole(mark: str, gap: str) -> None:
    done = cleaned(f"一、校车\n{HALVES[0]}{gap}{mark}{gap}{HALVES[1]}\n二、食堂\n{PROSE}")
    assert "".join(HALVES) in done.text
    assert [(c.reason, c.text.strip()) for c in done.cuts] == [(CutReason.PAGE_MARK, mark)]


@pytest.mark.parametrize("mark", ["- 3 -", "第3页"])
def test_page_number_between_paragraphs_leaves_them_apart(mark: str) -> None:
    done = cleaned(f"一、校车\n{PROSE}\n{mark}\n二、食堂\n{PROSE}")
    assert done.text == f"一、校车\n{PROSE}\n二、食堂\n{PROSE}"


def test_lone_numbers_that_count_up_are_page_numbers() -> None:
    done = cleaned("\n".join(f"{PROSE}\n{n}" for n in range(1, 5)))
    assert done.text.split() == [PROSE] * 4
    assert [c.text for c in done.cuts] == ["1", "2", "3", "4"]


def test_lone_numbers_in_mid_sentence_that_count_up() -> None:
    done = cleaned("\n".join(f"{PROSE}{HALVES[0]}\n{n}\n{HALVES[1]}" for n in (3, 4)))
    assert done.text.count("".join(HALVES)) == 2
    assert [c.text.strip() for c in done.cuts] == ["3", "4"]


TABLES = {
    "values": "学校数\n24\n班级数\n518\n学生数\n20960",
    "few numbers": "合计\n1\n2\n其中",
    "numbered rows": "\n".join(f"第{n}小学\t{n * 37}\t{n * 5}\t{n}" for n in "123456789" for n in [int(n)]),
    "dates": "2023\n2024\n2025",
    "fraction in a sentence": "全区3/4的学校配备了校车。",
    "figures on lines of their own": "在学位供给方面，投入资金新建学校\n35\n所，完成投资\n36\n亿元，群众普遍满意。",
    "serial numbers": "1\n清源小学\n2\n云泽小学\n3\n雁浦小学",
    "ordinal": "第3页的附表列出了各校情况。",
    "list": "1、举办培训班3期，培训120人\n2、更换校车22辆，检修68辆\n3、开展演练40场，参加2万人",
}


@pytest.mark.parametrize("text", TABLES.values(), ids=TABLES)
def test_figures_of_the_body_are_kept(text: str) -> None:
    whole = f"2023年工作总结\n{PROSE}\n{text}\n{PROSE}"
    assert cleaned(whole) == Extraction(text=whole)


def test_pager_of_a_web_page_goes_with_its_lone_numbers() -> None:
    done = cleaned(f"{PROSE}\n\n3\n\n页,当前第。\n\n3\n\n1\n\n2\n\n-->。\n\n{PROSE}")
    assert done.text.split() == [PROSE, PROSE]


def test_code_left_by_a_page_is_cut() -> None:
    assert cleaned(f'{PROSE}\n1198126\n");\n').text.split() == [PROSE]


PAGE = PROSE.replace("\n", "") * 2


def test_marks_of_a_preview_are_cut_and_its_sentences_joined() -> None:
    pieces = [PAGE[i : i + 150] for i in range(0, len(PAGE), 150)]
    done = cleaned("\n".join(f"{n}、{piece}" for n, piece in enumerate(pieces, 1)))
    assert done.text == PAGE
    assert [c.text for c in done.cuts] == [f"{n}、" for n in range(1, len(pieces) + 1)]


def test_preview_pages_of_several_lines() -> None:
    pages = "".join(f"\n{name}\n{PAGE}{HALVES[0]}\n{n}、{HALVES[1]}" for n, name in enumerate(("一、校车", "二、食堂", "三、队伍"), 2))
    text = f"1、2023年工作总结{pages}"
    done = cleaned(text)
    assert done.text.count("".join(HALVES)) == 3
    assert [c.text for c in done.cuts] == ["1、", "2、", "3、", "4、"]


def test_long_numbered_paragraphs_are_no_preview() -> None:
    whole = "\n".join(f"{n}、{PAGE}" for n in range(1, 6))
    assert cleaned(whole).text == whole


def test_running_head_in_mid_sentence_is_cut() -> None:
    head = "云泽市教育局文件汇编"
    done = cleaned(f"{head}\n" + "\n".join(f"{PROSE}{HALVES[0]}\n{head}\n{HALVES[1]}" for _ in range(3)))
    assert done.text.count("".join(HALVES)) == 3
    assert done.text.count(head) == 1
    assert {c.reason for c in done.cuts} == {CutReason.RUNNING_HEAD}


def test_sub_heading_that_returns_in_every_section_is_kept() -> None:
    whole = "\n".join(
        f"{n}、{name}\n存在问题\n{PROSE}\n工作措施\n{PROSE}" for n, name in zip("一二三四", ("党建", "校车", "食堂", "队伍"), strict=True)
    )
    assert cleaned(whole) == Extraction(text=whole)
