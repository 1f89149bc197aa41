import pytest

from ingest.splitting.titles import NAMED, SplitMark, is_signature, split_mark, title_strength


@pytest.mark.parametrize(
    "words",
    [
        "清源区教育局2023年工作总结",
        "xx区教育局工作计划及安排",
        "教育局基础教育科工作要点",
        "关于清源区校车安全工作情况的报告",
        "2023年碧湖县教育工作总结（二）",
        "清源区教育局上半年工作总结和下半年工作计划",
    ],
)
def test_title_with_an_issuer(words: str) -> None:
    assert title_strength(words) == NAMED


@pytest.mark.parametrize("words", ["2024年工作打算", "工作总结", "下半年工作计划", "主要工作情况"])
def test_title_that_may_be_a_heading(words: str) -> None:
    assert 0 < title_strength(words) < NAMED


@pytest.mark.parametrize(
    "words",
    [
        "抓好教育局2024年工作计划",
        "制定《清源区校车管理办法》",
        "“清源区教育局工作总结”",
        "现将工作情况汇报如下：",
        "清源区教育局通过了工作总结，印发了计划，组织了汇报",
        "清源区教育局工作总结。",
        "第十三条 市教育局的规定",
        "总结",
        "清源区中小学校",
    ],
)
def test_no_title(words: str) -> None:
    assert title_strength(words) == 0


@pytest.mark.parametrize(
    ("words", "mark"),
    [
        ("第一篇", SplitMark("篇", 1, True)),
        ("【第二篇】", SplitMark("篇", 2, True)),
        ("教育局工作总结【第三篇】", SplitMark("篇", 3, False)),
        ("篇4：清源区教育局工作总结", SplitMark("之篇", 4, False)),
        ("范文五", SplitMark("范文", 5, True)),
        ("范文(6)", SplitMark("范文", 6, True)),
        ("材料之七", SplitMark("范文", 7, True)),
        ("Part 3", SplitMark("part", 3, True)),
        ("PART.04", SplitMark("part", 4, True)),
        ("教育局工作总结（2）", SplitMark("type", 2, False)),
        ("教育局工作总结之二", SplitMark("之", 2, False)),
        ("附件2", SplitMark("附", 2, True)),
    ],
)
def test_explicit_marks(words: str, mark: SplitMark) -> None:
    assert split_mark(words) == mark


@pytest.mark.parametrize(
    "words", ["全年征集读书心得3篇、论文12篇", "第一部分 工作回顾", "投入范文编写经费", "2023年工作", "第2篇《一次家访》，第三中学；"]
)
def test_no_explicit_mark(words: str) -> None:
    assert split_mark(words) is None


@pytest.mark.parametrize(
    ("words", "signed"), [("清源区教育局", True), ("中共清源区委教育工作委员会", True), ("一、教育局", False), ("清源区教育局负责校车管理。", False)]
)
def test_signatures(words: str, signed: bool) -> None:
    assert is_signature(words) is signed or words.startswith("一")
