import pytest
from word_files import HEADING_STYLES, OFFICIAL, abstract, lines, lvl, num, para, start_override

from ingest.numbering import match_mark


def test_official_numbering_appears_as_in_word() -> None:
    body = [
        para("工作回顾", num=1, level=0),
        para("招聘", num=1, level=1),
        para("教师招聘", num=1, level=2),
        para("校长选聘", num=1, level=2),
        para("培训", num=1, level=1),
        para("教研", num=1, level=2),
        para("下一步打算", num=1, level=0),
        para("安全", num=1, level=1),
    ]
    found = lines(*body, numbering=OFFICIAL)
    assert found == ["一、工作回顾", "（一）招聘", "1. 教师招聘", "2. 校长选聘", "（二）培训", "1. 教研", "二、下一步打算", "（一）安全"]
    marks = [match_mark(line, 0, len(line)) for line in found]
    kinds = ["han", "paren_han", "digit", "digit", "paren_han", "digit", "han", "paren_han"]
    assert [(mark.kind, mark.number) for mark in marks if mark] == list(zip(kinds, [1, 1, 1, 2, 2, 1, 2, 1], strict=True))


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("decimal", "1 2 9 10 11 20 21 100 101"),
        ("decimalZero", "01 02 09 10 11 20 21 100 101"),
        ("decimalFullWidth", "１ ２ ９ １０ １１ ２０ ２１ １００ １０１"),
        ("upperRoman", "I II IX X XI XX XXI C CI"),
        ("lowerRoman", "i ii ix x xi xx xxi c ci"),
        ("upperLetter", "A B I J K T U VVVV WWWW"),
        ("lowerLetter", "a b i j k t u vvvv wwww"),
        ("chineseCounting", "一 二 九 十 十一 二十 二十一 一〇〇 一〇一"),
        ("taiwaneseCounting", "一 二 九 十 十一 二十 二十一 一〇〇 一〇一"),
        ("chineseCountingThousand", "一 二 九 十 十一 二十 二十一 一百 一百零一"),
        ("japaneseCounting", "一 二 九 十 十一 二十 二十一 百 百一"),
        ("ideographDigital", "一 二 九 一〇 一一 二〇 二一 一〇〇 一〇一"),
        ("chineseLegalSimplified", "壹 贰 玖 壹拾 壹拾壹 贰拾 贰拾壹 壹佰 壹佰零壹"),
        ("ideographLegalTraditional", "壹 貳 玖 壹拾 壹拾壹 貳拾 貳拾壹 壹佰 壹佰零壹"),
        ("decimalEnclosedCircle", "① ② ⑨ ⑩ ⑪ ⑳ 21 100 101"),
        ("decimalEnclosedCircleChinese", "① ② ⑨ ⑩ ⑪ ⑳ 21 100 101"),
        ("decimalEnclosedParen", "⑴ ⑵ ⑼ ⑽ ⑾ ⒇ 21 100 101"),
        ("decimalEnclosedFullstop", "⒈ ⒉ ⒐ ⒑ ⒒ ⒛ 21 100 101"),
        ("ideographEnclosedCircle", "㈠ ㈡ ㈨ ㈩ 11 20 21 100 101"),
        ("ideographTraditional", "甲 乙 壬 癸 甲 癸 甲 癸 甲"),
        ("unknownFormat", "1 2 9 10 11 20 21 100 101"),
    ],
)
def test_number_formats(style: str, expected: str) -> None:
    starts = (1, 2, 9, 10, 11, 20, 21, 100, 101)
    numbering = "".join(abstract(i, lvl(0, style, "%1：", start=start)) for i, start in enumerate(starts))
    numbering += "".join(num(i + 1, i) for i in range(len(starts)))
    found = lines(*(para("项", num=i + 1, level=0) for i in range(len(starts))), numbering=numbering)
    assert [line.removesuffix("：项") for line in found] == expected.split()


@pytest.mark.parametrize(
    ("template", "suffix", "expected"),
    [
        ("%1、", "", "一、内容"),
        ("（%1）", "tab", "（一）内容"),
        ("第%1章", "tab", "第一章 内容"),
        ("第%1章", "space", "第一章 内容"),
        ("第%1章", "nothing", "第一章内容"),
        ("第 %1 部分：", "", "第 一 部分：内容"),
        ("(%1)", "", "(一) 内容"),
        ("\uf0b7%1. ", "", "一. 内容"),
    ],
)
def test_space_between_number_and_text(template: str, suffix: str, expected: str) -> None:
    numbering = abstract(0, lvl(0, "chineseCounting", template, suffix=suffix)) + num(1, 0)
    assert lines(para("内容", num=1, level=0), numbering=numbering) == [expected]


def test_levels_show_the_numbers_above_them() -> None:
    levels = [lvl(0, "chineseCounting", "%1、"), lvl(1, "decimal", "%1.%2"), lvl(2, "decimal", "%1.%2.%3", more="<w:isLgl/>")]
    levels.append(lvl(3, "lowerLetter", "%4)"))
    numbering = abstract(0, *levels) + num(1, 0)
    body = [para(f"级{level}", num=1, level=level) for level in (0, 0, 1, 2, 2, 3, 3, 1, 2)]
    shown = ["一、级0", "二、级0", "二.1 级1", "2.1.1 级2", "2.1.2 级2", "a) 级3", "b) 级3", "二.2 级1", "2.2.1 级2"]
    assert lines(*body, numbering=numbering) == shown


def test_level_that_never_restarts() -> None:
    numbering = abstract(0, lvl(0, "chineseCounting", "%1、"), lvl(1, "decimal", "%2.", more='<w:lvlRestart w:val="0"/>')) + num(1, 0)
    body = [para("x", num=1, level=level) for level in (0, 1, 1, 0, 1)]
    assert lines(*body, numbering=numbering) == ["一、x", "1. x", "2. x", "二、x", "3. x"]


def test_level_that_restarts_with_the_outermost_only() -> None:
    levels = [lvl(0, "chineseCounting", "%1、"), lvl(1, "chineseCounting", "（%2）"), lvl(2, "decimal", "%3.", more='<w:lvlRestart w:val="1"/>')]
    body = [para("x", num=1, level=level) for level in (0, 1, 2, 1, 2, 0, 2)]
    expected = ["一、x", "（一）x", "1. x", "（二）x", "2. x", "二、x", "1. x"]
    assert lines(*body, numbering=abstract(0, *levels) + num(1, 0)) == expected


def test_instances_of_one_definition_count_together_until_one_restarts() -> None:
    numbering = abstract(0, lvl(0, "decimal", "%1.")) + num(1, 0) + num(2, 0) + num(3, 0, start_override(0, 1)) + num(4, 0, start_override(0, 8))
    body = [para("x", num=number, level=0) for number in (1, 1, 2, 1, 3, 3, 1, 4, 1)]
    assert lines(*body, numbering=numbering) == [f"{i}. x" for i in (1, 2, 3, 4, 1, 2, 3, 8, 9)]


def test_instance_may_replace_a_level() -> None:
    override = f'<w:lvlOverride w:ilvl="0">{lvl(0, "chineseCounting", "%1、")}</w:lvlOverride>'
    numbering = abstract(0, lvl(0, "decimal", "%1.")) + num(1, 0, override)
    assert lines(para("x", num=1), numbering=numbering) == ["一、x"]


def test_skipped_level_counts_as_if_it_stood_there() -> None:
    numbering = abstract(0, lvl(0, "decimal", "%1."), lvl(1, "decimal", "%1.%2")) + num(1, 0)
    body = [para("x", num=1, level=level) for level in (1, 1, 0)]
    assert lines(*body, numbering=numbering) == ["1.1 x", "1.2 x", "2. x"]


def numbered_style(identity: str, name: str, number: str, based_on: str = "a") -> str:
    properties = f"<w:pPr><w:numPr>{number}</w:numPr></w:pPr>" if number else ""
    return f'<w:style w:type="paragraph" w:styleId="{identity}"><w:name w:val="{name}"/><w:basedOn w:val="{based_on}"/>{properties}</w:style>'


def test_numbering_of_styles() -> None:
    styles = HEADING_STYLES + (
        numbered_style("H1", "heading 1", '<w:numId w:val="1"/>')
        + numbered_style("H2", "heading 2", '<w:numId w:val="1"/>')
        + numbered_style("H2a", "mine", "", based_on="H2")
        + numbered_style("H3", "heading 3", '<w:ilvl w:val="2"/><w:numId w:val="1"/>')
        + numbered_style("H1n", "plain", '<w:numId w:val="0"/>', based_on="H1")
    )
    linked = abstract(
        0,
        lvl(0, "chineseCounting", "%1、", more='<w:pStyle w:val="H1"/>'),
        lvl(1, "chineseCounting", "（%2）", more='<w:pStyle w:val="H2"/>'),
        lvl(2, "decimal", "%3."),
    )
    body = [para("甲", style="H1"), para("乙", style="H2"), para("丙", style="H2a"), para("丁", style="H3"), para("戊", style="H1n")]
    body += [para("己", style="H1", num=0), para("庚", style="H1")]
    assert lines(*body, styles=styles, numbering=linked + num(1, 0)) == ["一、甲", "（一）乙", "（二）丙", "1. 丁", "戊", "己", "二、庚"]


def test_numbering_through_a_list_style() -> None:
    styles = '<w:style w:type="numbering" w:styleId="S"><w:name w:val="公文"/><w:pPr><w:numPr><w:numId w:val="7"/></w:numPr></w:pPr></w:style>'
    numbering = abstract(0, link='<w:numStyleLink w:val="S"/>') + abstract(1, lvl(0, "chineseCounting", "%1、"), link='<w:styleLink w:val="S"/>')
    numbering += num(1, 0) + num(7, 1)
    assert lines(para("甲", num=1), para("乙", num=7), styles=styles, numbering=numbering) == ["一、甲", "二、乙"]


def test_list_styles_that_link_in_a_circle_give_no_number() -> None:
    styles = '<w:style w:type="numbering" w:styleId="S"><w:name w:val="s"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    assert lines(para("甲", num=1), styles=styles, numbering=abstract(0, link='<w:numStyleLink w:val="S"/>') + num(1, 0)) == ["甲"]


def test_levels_without_index_are_taken_in_order() -> None:
    numbering = (abstract(0, lvl(0, "chineseCounting", "%1、"), lvl(1, "decimal", "%2.")) + num(1, 0)).replace('<w:lvl w:ilvl="0">', "<w:lvl>")
    numbering = numbering.replace('<w:lvl w:ilvl="1">', "<w:lvl>")
    assert lines(para("甲", num=1, level=0), para("乙", num=1, level=1), numbering=numbering) == ["一、甲", "1. 乙"]


def test_custom_number_with_leading_zeros() -> None:
    custom = (
        '<mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice>'
        '<mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>'
    )
    numbering = abstract(0, lvl(0, "decimal", "%1.").replace('<w:numFmt w:val="decimal"/>', custom)) + num(1, 0)
    assert lines(para("甲", num=1), numbering=numbering) == ["001. 甲"]


@pytest.mark.parametrize("glyph", ["\uf0b7", "\uf06c", "•", "●"])
def test_bullets_are_left_out(glyph: str) -> None:
    assert lines(para("甲", num=1, level=0), numbering=abstract(0, lvl(0, "bullet", glyph)) + num(1, 0)) == ["甲"]


def test_broken_numbering_leaves_the_text() -> None:
    body = [
        para("甲", num=9),
        para("乙", num=1, level=5),
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="x"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>丙</w:t></w:r></w:p>',
    ]
    assert lines(*body, numbering=OFFICIAL) == ["甲", "乙", "一、丙"]


def test_empty_numbered_paragraph_counts_but_is_no_line() -> None:
    assert lines(para("甲", num=1), para(num=1), para("乙", num=1), numbering=OFFICIAL) == ["一、甲", "三、乙"]


def test_removed_numbered_paragraph_does_not_count() -> None:
    removed = para("<w:del><w:r><w:delText>旧</w:delText></w:r></w:del>", num=1, properties='<w:rPr><w:del w:id="1"/></w:rPr>')
    assert lines(para("甲", num=1), removed, para("乙", num=1), numbering=OFFICIAL) == ["一、甲", "二、乙"]
