from __future__ import annotations

from pathlib import Path

import pytest

from assistant.thesaurus import Thesaurus, ThesaurusError, load_thesaurus
from assistant.thesaurus.lookup import folded

BUILT_IN = load_thesaurus()


def own_file(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "同义词表.txt"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_built_in_thesaurus_is_large_and_has_the_names_of_the_field() -> None:
    assert len(BUILT_IN) >= 150
    named = {concept.name for concept in BUILT_IN}
    assert {"校车", "食品安全", "集团化办学", "留守儿童", "随迁子女", "信访"} <= named


def test_no_name_and_no_other_name_belongs_to_two_concepts() -> None:
    owners: dict[str, set[str]] = {}
    for concept in BUILT_IN:
        for word in (concept.name, *concept.same):
            owners.setdefault(folded(word), set()).add(concept.name)
    assert {word: names for word, names in owners.items() if len(names) > 1} == {}


def test_every_excluded_word_has_a_term_inside() -> None:
    idle = [(c.name, w) for c in BUILT_IN for w in c.excluded if not any(folded(t) in folded(w) for t in c.terms)]
    assert idle == []


def test_a_term_inside_another_of_its_concept_is_not_listed_twice() -> None:
    for concept in BUILT_IN:
        words = {term: folded(term) for term in concept.terms}
        idle = [long for long in words for short in words if short != long and words[short] in words[long] and long != concept.name]
        assert idle == [], concept.name


def test_the_own_file_adds_words_and_concepts(tmp_path: Path) -> None:
    path = own_file(tmp_path, "# 本局的叫法\n【校车】\n同义：接娃车，学子专线\n\n【云泽书包】\n问法: 送书包; 发书包\n包括：爱心书包\n")
    concepts = {c.name: c for c in load_thesaurus(path)}
    assert {"接娃车", "学子专线"} <= set(concepts["校车"].same)
    assert len(concepts["校车"].same) == 2 + len(next(c for c in BUILT_IN if c.name == "校车").same)
    assert concepts["云泽书包"].asked == ("送书包", "发书包")
    assert concepts["云泽书包"].kinds == ("爱心书包",)


def test_the_own_file_takes_words_out(tmp_path: Path) -> None:
    gone = next(c for c in BUILT_IN if c.name == "校车").same[0]
    concepts = {c.name: c for c in load_thesaurus(own_file(tmp_path, f"【校车】\n去掉：{gone}\n"))}
    assert gone not in concepts["校车"].terms


def test_a_file_that_is_not_there_is_none(tmp_path: Path) -> None:
    assert load_thesaurus(tmp_path / "没有.txt") == BUILT_IN


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("同义：接娃车\n", "第 1 行"),
        ("【校车】\n接娃车\n", "第 2 行"),
        ("【校车】\n别名：接娃车\n", "第 2 行"),
        ("【校车】\n同义：车\n", "“车”太短"),
        ("【】\n", "第 1 行"),
    ],
)
def test_a_line_that_is_not_understood_is_named(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(ThesaurusError, match=told):
        load_thesaurus(own_file(tmp_path, text))


def test_a_file_in_another_encoding_is_told_with_the_remedy(tmp_path: Path) -> None:
    path = tmp_path / "同义词表.txt"
    path.write_bytes("【校车】\n同义：接娃车\n".encode("gb18030"))
    with pytest.raises(ThesaurusError, match="UTF-8"):
        load_thesaurus(path)


def test_no_word_is_a_term_and_excluded_in_one_concept() -> None:
    assert [(concept.name, term) for concept in BUILT_IN for term in concept.terms if term in concept.excluded] == []


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("校园建设", "校门口设护学岗"),
        ("拖欠教师工资", "按时发放教科书"),
        ("有偿补课", "在职教师到龄退休"),
        ("学校结对帮扶", "市直学校与教育局签订责任书"),
        ("富余教师", "小学教师转变观念"),
        ("教师调配", "科学配置教育资源"),
        ("高校毕业生就业", "招聘应届毕业生担任教师"),
        ("编外教师", "政府购买教学设备"),
        ("陪餐制度", "与学生共进步"),
    ],
)
def test_half_a_word_is_no_term_where_it_begins_another(name: str, said: str) -> None:
    (concept,) = (one for one in BUILT_IN if one.name == name)
    assert [term for term in concept.terms if term in said] == []


def test_words_are_found_in_any_width_and_case() -> None:
    thesaurus = Thesaurus(BUILT_IN)
    assert [s.concept.name for s in thesaurus.senses("“校车”")] == ["校车"]
    assert thesaurus.senses("不在表里的词") == ()
