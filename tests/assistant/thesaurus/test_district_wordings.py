"""How districts name a thing in other words, and longer words that only look like it."""

from __future__ import annotations

import pytest

from assistant.thesaurus import Concept, load_thesaurus
from vectorstore.fulltext import fold
from vectorstore.words import is_seam

CONCEPTS = {concept.name: concept for concept in load_thesaurus()}


def mentions(concept: Concept, sentence: str) -> bool:
    """Whether a term stands in a sentence as a word and in no excluded word."""
    text = fold(sentence)[0]
    without = [span for word in concept.excluded for span in spans(text, word)]
    places = [span for term in concept.terms for span in spans(text, term)]
    return any(not any(a <= start and end <= b for a, b in without) and not is_seam(text, start, end) for start, end in places)


def spans(text: str, word: str) -> list[tuple[int, int]]:
    term = fold(word)[0]
    return [(at, at + len(term)) for at in range(len(text)) if text.startswith(term, at)]


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("课后服务", "全区开设延时班412个，家长下班再来接。"),
        ("课后服务", "小学统一开展放学后看护，每天不少于两小时。"),
        ("作业管理", "推行零作业日，严查作业超量。"),
        ("校外培训治理", "学科类机构压减率达95%。"),
        ("思政课", "打造“行走的思政”品牌。"),
        ("学雷锋", "三月开展雷锋主题系列活动。"),
        ("家校共育", "建好家校联系群，密切学校和家庭的往来。"),
        ("党风廉政建设", "签订廉洁从教承诺书。"),
        ("功能教室", "新添功能室26间。"),
        ("信访", "认真办理12345热线工单，做到接诉即办。"),
        ("两基", "青壮年中的文盲降到千分之三。"),
        ("校园建设", "新建校舍8600平方米，异地新建中心小学一所。"),
    ],
)
def test_a_district_s_own_words_mention_the_concept(name: str, sentence: str) -> None:
    assert mentions(CONCEPTS[name], sentence)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("社会实践", "扎实开展党的群众路线教育实践活动。"),
        ("拔尖创新人才", "推进中高职贯通培养试点。"),
        ("校外培训治理", "采取线上线下培训相结合的方式，轮训教师600人。"),
        ("学科竞赛", "承办冬奥赛事志愿服务。"),
        ("信访", "区心理中心接待来访学生1200人次。"),
        ("普通话与语言文字", "着力推普惠园建设。"),
        ("对口支援", "为受援人提供法律服务。"),
    ],
)
def test_a_word_that_only_looks_like_it_is_no_mention(name: str, sentence: str) -> None:
    assert not mentions(CONCEPTS[name], sentence)
