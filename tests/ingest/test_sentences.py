import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.sentences import line_spans, sentences, starts_point


def cut(text: str) -> list[str]:
    return [text[s:e] for s, e in sentences(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("校车到了。学生上车。", ["校车到了。", "学生上车。"]),
        ("到了吗？到了！走；好", ["到了吗？", "到了！", "走；", "好"]),
        ("他说：“到了。”学生上车。", ["他说：“到了。”", "学生上车。"]),
        ("（见附件。）正文。", ["（见附件。）", "正文。"]),
        ("《通知》下发。”）\n正文", ["《通知》下发。”）", "\n正文"]),
        ("真的？！好。", ["真的？", "！", "好。"]),
        ("等等……然后", ["等等……", "然后"]),
        ("标题\n正文", ["标题\n", "正文"]),
        ("标题\n\n\n正文", ["标题\n", "\n\n正文"]),
        ("投入1.5亿元,共3.2万人", ["投入1.5亿元,共3.2万人"]),
        ("ok; go? yes!", ["ok;", " go?", " yes!"]),
        ("没有句号，只有逗号", ["没有句号，只有逗号"]),
        ("", []),
        ("  ", ["  "]),
        ("正文。\n ", ["正文。", "\n "]),
    ],
)
def test_sentence_ends(text: str, parts: list[str]) -> None:
    assert cut(text) == parts


pieces = st.lists(st.sampled_from(["校车", "。", "！", "；", "”", "）", "\n", " ", "　", "…", "，", "1.5", "；\n", "？"]), max_size=40).map("".join)


@given(pieces, st.integers(min_value=0, max_value=10), st.integers(min_value=0, max_value=10))
def test_sentences_tile_their_span(text: str, before: int, after: int) -> None:
    start, end = min(before, len(text)), max(min(before, len(text)), len(text) - after)
    spans = list(sentences(text, start, end))
    assert "".join(text[s:e] for s, e in spans) == text[start:end]
    assert [s for s, _ in spans[1:]] == [e for _, e in spans[:-1]]
    assert all(not text[s:e].isspace() for s, e in spans[:-1])


@pytest.mark.parametrize(
    ("text", "lines"),
    [("甲\n\n 　\n乙", ["甲", "乙"]), ("", []), ("\n\n", []), ("  甲 \n", ["  甲 "])],
)
def test_lines_without_white_ones(text: str, lines: list[str]) -> None:
    assert [text[s:e] for s, e in line_spans(text)] == lines


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("一是抓学习。", True),
        ("\n　　二是抓组织。", True),
        ("第二，抓组织。", True),
        ("其三，抓组织。", True),
        ("一是否可行。", False),
        ("抓组织一是。", False),
        ("  ", False),
    ],
)
def test_points_open_after_white_space(text: str, expected: bool) -> None:
    assert starts_point(text, 0, len(text)) is expected


def test_point_beyond_the_sentence_is_not_seen() -> None:
    assert not starts_point("  一是抓学习", 0, 2)


def test_row_of_a_table_is_one_sentence() -> None:
    text = "全区学校如下：\n学校：石桥一小；班级数：24；学生数：1032\n学校：石桥二小；班级数：18；学生数：780\n抓好管理；抓好培训。"
    assert [text[a:b].strip() for a, b in sentences(text, 0, len(text))] == [
        "全区学校如下：",
        "学校：石桥一小；班级数：24；学生数：1032",
        "学校：石桥二小；班级数：18；学生数：780",
        "抓好管理；",
        "抓好培训。",
    ]
