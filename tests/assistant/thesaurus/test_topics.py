from __future__ import annotations

import pytest

from assistant.plans import Topic
from assistant.thesaurus import Concept, Thesaurus, Wording, topic_of

THESAURUS = Thesaurus(
    (
        Concept(name="校车", same=("学生接送车",), kinds=("校车司机标牌",), related=("定点公交",), excluded=("学校车棚",), asked=("接娃的车",)),
        Concept(name="随迁子女", same=("农民工子女", "外来务工人员子女"), asked=("农民工的孩子",)),
        Concept(name="家庭经济困难学生资助", same=("困难学生", "学生资助"), kinds=("助学金",)),
        Concept(name="教师绩效工资", same=("绩效工资",), related=("优绩优酬",)),
        Concept(name="心理教师", same=("心理健康教师",)),
        Concept(name="心理健康", same=("心理辅导",)),
        Concept(name="0—3岁早期教育", same=("早教",), asked=("0到3岁",)),
        Concept(name="教师招聘", same=("招聘教师", "招聘新教师")),
        Concept(name="幼儿教师", same=("幼儿园教师",), asked=("幼师",)),
        Concept(name="近视防控", same=("防控近视",), asked=("近视",)),
    )
)


def topic(text: str, *quoted: str, narrower: str = "") -> Topic:
    return topic_of(Wording(text, quoted, narrower), THESAURUS)


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("校车", "校车"),
        ("学生接送车", "校车"),
        ("接娃的车", "校车"),
        ("校车安全", "校车"),
        ("校车安全工作", "校车"),
        ("学生心理健康", "心理健康"),
        ("中小学生心理健康教育工作", "心理健康"),
        ("推进随迁子女教育", "随迁子女"),
        ("防近视", "近视防控"),
    ],
)
def test_names_and_generic_words_around_them_mean_the_concept(text: str, concept: str) -> None:
    found = topic(text)
    assert (found.concept, found.loose) == (concept, False)
    assert found.terms[0] == text


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("家里困难的学生怎么资助", "家庭经济困难学生资助"),
        ("家庭困难学生资助", "家庭经济困难学生资助"),
        ("0到3岁早教", "0—3岁早期教育"),
        ("绩校工资", "教师绩效工资"),
        ("绩校工资改革", "教师绩效工资"),
        ("招新老师", "教师招聘"),
        ("招聘老师", "教师招聘"),
    ],
)
def test_a_concept_is_recognised_by_likeness_and_that_is_told(text: str, concept: str) -> None:
    found = topic(text)
    assert (found.concept, found.loose) == (concept, True)


@pytest.mark.parametrize("text", ["绩差工资", "请假制度", "职业道德", "课后游戏"])
def test_other_words_are_no_concept(text: str) -> None:
    assert topic(text).concept is None


def test_a_concept_is_searched_by_all_of_its_names_and_not_by_words_of_questions() -> None:
    found = topic("校车安全")
    assert found.terms == ("校车安全", "校车", "学生接送车", "校车司机标牌")
    assert (found.related_terms, found.excluded) == (("定点公交",), ("学校车棚",))


def test_a_quoted_term_is_searched_only_as_it_stands() -> None:
    found = topic("落实校车", "校车")
    assert (found.terms, found.literal, found.excluded) == (("落实校车", "校车"), True, ())
    assert "学生接送车" in found.related_terms


def test_a_kind_of_a_concept_is_not_the_concept() -> None:
    found = topic("助学金")
    assert (found.concept, found.terms) == (None, ("助学金",))
    assert found.related_terms == ("家庭经济困难学生资助", "困难学生", "学生资助")


def test_several_things_have_to_stand_in_one_sentence() -> None:
    found = topic("招聘心理教师", narrower="心理教师")
    assert found.terms == ("招聘心理教师",)
    assert found.together == (("招聘",), ("心理教师", "心理健康教师"))
    assert "心理教师" in found.related_terms


def test_what_stands_before_a_concept_narrows_it() -> None:
    found = topic("山区校车")
    assert found.together == (("山区",), ("校车", "学生接送车", "校车司机标牌"))
    assert found.concept is None


@pytest.mark.parametrize(
    ("text", "narrower", "terms", "together", "related"),
    [
        ("信件往来工作", "", ("信件往来工作", "信件往来"), (), ()),
        ("新建幼儿园", "幼儿园", ("新建幼儿园",), (("新建",), ("幼儿园",)), ("幼儿园",)),
        ("劳动周", "", ("劳动周",), (), ()),
    ],
)
def test_an_unknown_topic_is_searched_in_its_own_words(
    text: str, narrower: str, terms: tuple[str, ...], together: tuple[tuple[str, ...], ...], related: tuple[str, ...]
) -> None:
    found = topic(text, narrower=narrower)
    assert (found.terms, found.together, found.related_terms, found.concept) == (terms, together, related, None)


def test_men_and_women_are_not_passed_over() -> None:
    assert topic("女幼师").concept is None
    assert topic("女幼师").together == (("女",), ("幼师", "幼儿教师", "幼儿园教师"))


def test_everyday_words_beside_a_known_one_have_their_formal_names() -> None:
    together = topic("买校车").together
    assert together[0] == ("购置", "采购", "购买", "添置")
    assert together[1][0] == "校车"


def test_a_denied_thing_is_not_the_thing() -> None:
    assert topic("没有困难学生资助").concept is None
    assert topic("没有困难学生").concept is None
