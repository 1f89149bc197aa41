import pytest
from hypothesis import given
from hypothesis import strategies as st
from report_texts import report_texts

from ingest.models import Passage, PassageKind
from ingest.passages import PASSAGE_MAX, cut_passages
from ingest.sections import build_sections


def passages(text: str, report: str = "r1") -> tuple[Passage, ...]:
    return cut_passages(report, text, build_sections(text))


def words(text: str) -> list[str]:
    return [text[p.start : p.end] for p in passages(text)]


@given(report_texts)
def test_every_visible_character_is_in_one_passage(text: str) -> None:
    covered = [0] * len(text)
    for passage in passages(text):
        for i in range(passage.start, passage.end):
            covered[i] += 1
    assert all(count == 1 for count, c in zip(covered, text, strict=True) if not c.isspace())
    assert max(covered, default=0) <= 1


@given(report_texts)
def test_passages_are_short_and_begin_and_end_with_words(text: str) -> None:
    for part in words(text):
        assert 0 < len(part) <= PASSAGE_MAX
        assert part == part.strip()


@given(report_texts)
def test_passage_lies_within_one_section(text: str) -> None:
    sections = build_sections(text)
    for passage in passages(text):
        (home,) = [s for s in sections if s.start <= passage.start < s.end]
        assert passage.end <= home.end
        assert passage.heading_path == home.heading_path


@given(report_texts)
def test_passages_are_in_order_with_unique_repeatable_ids(text: str) -> None:
    first = passages(text)
    assert [p.ordinal for p in first] == list(range(len(first)))
    assert [p.start for p in first] == sorted(p.start for p in first)
    assert len({p.passage_id for p in first}) == len(first)
    assert passages(text) == first
    assert not {p.passage_id for p in first} & {p.passage_id for p in passages(text, "r2")}


short = st.text(alphabet="校车安全学位食堂教师培训检查", min_size=1, max_size=60)


@given(st.lists(st.tuples(short, st.sampled_from("。！？；")), min_size=2, max_size=60))
def test_short_sentences_are_never_cut(parts: list[tuple[str, str]]) -> None:
    for part in words("".join(word + end for word, end in parts)):
        assert part[-1] in "。！？；"


@given(st.lists(short, min_size=2, max_size=40))
def test_cuts_fall_on_line_ends_when_lines_have_no_sentence_end(rows: list[str]) -> None:
    assert [row for part in words("\n".join(rows)) for row in part.split("\n")] == rows


@given(st.integers(min_value=401, max_value=4000))
def test_parts_of_a_long_section_are_of_like_length(size: int) -> None:
    text = ("校车安全检查两次。" * 500)[:size]
    lengths = [len(part) for part in words(text)]
    assert len(lengths) <= -(-size // PASSAGE_MAX) + 1
    assert sum(lengths) == size


def test_long_sentence_is_cut_at_a_comma() -> None:
    text = "校车安全检查两次，" * 60
    assert all(part.endswith("，") for part in words(text))
    assert len(words(text)) == 2


def test_run_without_punctuation_is_cut_anywhere() -> None:
    assert [len(part) for part in words("校" * 900)] == [400, 400, 100]


@pytest.mark.parametrize("length", [399, 400])
def test_section_up_to_the_limit_is_one_passage(length: int) -> None:
    text = ("校车安全。" * 80)[:length]
    assert words(f"\n\n{text} \n") == [text]


def test_cut_prefers_a_point() -> None:
    point = "抓培训。" + "组织驾驶员和照管员学习。" * 21
    assert [part[:2] for part in words(f"一是{point}二是{point}")] == ["一是", "二是"]


def test_cut_prefers_the_end_of_a_paragraph() -> None:
    paragraph = "校车安全检查两次。" * 20
    text = f"{paragraph}\n{paragraph}\n{paragraph}\n{paragraph}"
    assert words(text) == [f"{paragraph}\n{paragraph}"] * 2


SECTIONS = ["前言。", "一、校车\n全年培训四批。", "（一）检查。两次。", "二、食堂\n改造三所。", "（一）检查。两次。", "（一）检查。两次。"]


def ids(parts: list[str]) -> dict[str, str]:
    text = "\n".join(parts)
    return {p.passage_id: text[p.start : p.end] for p in passages(text)}


@pytest.mark.parametrize("edited", [0, 1, 3])
def test_editing_one_passage_keeps_the_ids_of_the_others(edited: int) -> None:
    changed = list(SECTIONS)
    changed[edited] += "另增一项，补充说明。"
    before, after = ids(SECTIONS), ids(changed)
    assert len(before) == len(SECTIONS) == len(after)
    assert len(before.keys() & after.keys()) == len(SECTIONS) - 1
    assert SECTIONS[edited] not in after.values()


def test_text_moved_by_an_insertion_keeps_its_id() -> None:
    later = ids([*SECTIONS[:3], "（二）新增一节。说明。", *SECTIONS[3:]])
    assert ids(SECTIONS).items() < later.items()


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("雁浦区教育局2023年工作总结\n一、校车\n（一）培训\n全年四批。", ["heading", "heading", "body"]),
        ("一、校车：\n（一）培训。四批。", ["heading", "body"]),
        ("**一、校车**\n## 二、食堂\n第一部分\n校车", ["heading", "heading", "body"]),
        ("今年以来，全区新建学校六所。\n一、校车。", ["body", "heading"]),
        ("第二章\n", ["heading"]),
        ("1.校车", ["heading"]),
        ("校" * 81, ["body"]),
        ("一、" + "校" * 90, ["body"]),
    ],
)
def test_passage_of_nothing_but_a_heading_is_told(text: str, kinds: list[str]) -> None:
    assert [p.kind for p in passages(text)] == [PassageKind(kind) for kind in kinds]


@pytest.mark.parametrize("text", ["", " \n　\n"])
def test_white_text_has_no_passage(text: str) -> None:
    assert passages(text) == ()
