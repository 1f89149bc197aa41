from __future__ import annotations

import difflib
import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from fictional_reports import mangle, seeds, sentences_of, text_of
from hypothesis import given
from hypothesis import strategies as st
from support import SHARED, needs_shared

from vectorstore import duplicates
from vectorstore.duplicates import SAME_TEXT, candidates, common_letters, common_share, letters_of, repeats, sign


def linked(texts: dict[str, str]) -> set[frozenset[str]]:
    """Pairs that the signatures propose and the texts confirm."""
    names = list(texts)
    pairs = candidates([], [sign(text) for text in texts.values()])
    return {frozenset((names[i], names[j])) for i, j in pairs if common_share(texts[names[i]], texts[names[j]]) >= SAME_TEXT}


def test_letters_leave_out_what_copies_lose() -> None:
    assert letters_of("（一）“双减”工作，１２ 所ｘｘ区、XX区、某区__Ａ１") == "一双减工作所区区区a"


@pytest.mark.parametrize("replaced", [0.0, 0.03, 0.06, 0.1, 0.12])
@pytest.mark.parametrize("dropped", [0.0, 0.3, 0.4])
def test_copies_that_a_site_mangled_are_found(replaced: float, dropped: float) -> None:
    texts = {f"{n}": text_of(n) for n in range(12)}
    copies = {f"{n}*": mangle(text, n, replaced, dropped, blanked=True) for n, text in enumerate(texts.values())}
    assert linked(texts | copies) == {frozenset((f"{n}", f"{n}*")) for n in range(12)}


def test_a_copy_with_its_sections_in_another_order_is_found() -> None:
    lines = text_of(1).splitlines(keepends=True)
    assert common_share("".join(lines), "".join(lines[40:] + lines[:40])) >= SAME_TEXT


@pytest.mark.parametrize("kept", [0.3, 0.5, 0.6])
def test_two_years_that_share_sentences_are_not_one(kept: float) -> None:
    for seed in range(8):
        first, rng = sentences_of(seed, 60), random.Random(seed)
        second = [old if rng.random() < kept else new for old, new in zip(first, sentences_of(seed + 100, 60), strict=True)]
        assert common_share("".join(first), "".join(second)) < SAME_TEXT


def test_standard_phrases_do_not_make_one_of_two() -> None:
    phrases = "以习近平新时代中国特色社会主义思想为指导，全面贯彻党的教育方针，落实立德树人根本任务，办好人民满意的教育，推进教育高质量发展。" * 3
    assert linked({name: phrases + text_of(n, name, 25) for n, name in enumerate(("清源区", "雁浦区", "岚溪县", "怀湖市"))}) == set()


def test_a_part_of_a_compilation_is_no_copy_of_it() -> None:
    assert common_share(text_of(1), "".join(text_of(n) for n in range(1, 5))) == 0


def test_short_texts_are_copies_only_when_equal() -> None:
    notice = "关于开展校车安全检查的通知：各校于三日内报送台账，逾期通报。"
    assert linked({"a": notice, "b": notice.replace("：", "：\n"), "c": notice.replace("三", "五")}) == {frozenset("ab")}
    assert linked({"a": "12", "b": "34", "c": ""}) == set()


@needs_shared
def test_the_copies_among_the_seeds_and_no_others() -> None:
    assert linked(seeds(SHARED)) == {frozenset(p) for p in (("002-2", "002-4"), ("002-5", "002-7"), ("004-5", "004-6"))}


@needs_shared
@pytest.mark.parametrize("replaced", [0.05, 0.1])
def test_mangled_seeds_are_found(replaced: float) -> None:
    for name, text in seeds(SHARED).items():
        assert linked({name: text, "copy": mangle(text, 1, replaced, 0.25)}) == {frozenset((name, "copy"))}, name


def provincial() -> dict[str, str]:
    import docx

    return {p.stem: "\n".join(line.text for line in docx.Document(str(p)).paragraphs) for p in (SHARED / "eval" / "provincial_2025").glob("*.docx")}


def laws() -> dict[str, str]:
    return {p.stem: p.read_text(encoding="utf-8") for p in (SHARED / "eval" / "local_laws").glob("*.md")}


@needs_shared
@pytest.mark.parametrize(("texts", "count"), [(provincial, 31), (laws, 521)])
def test_reports_of_provinces_and_regulations_of_cities_are_apart(texts: Callable[[], dict[str, str]], count: int) -> None:
    found = texts()
    assert len(found) == count
    assert linked(found) == set()


@needs_shared
def test_policies_that_several_sites_published_are_found_and_their_summaries_are_not() -> None:
    lines = Path(SHARED / "eval" / "policy_qa" / "docs.jsonl").read_text(encoding="utf-8").splitlines()
    texts = {d["docid"]: d["text"] for d in map(json.loads, lines)}
    pairs = linked(texts)
    assert len(pairs) > 50
    for one, other in map(sorted, pairs):
        short, long = sorted((letters_of(texts[one]), letters_of(texts[other])), key=len)
        blocks = difflib.SequenceMatcher(None, short, long, autojunk=False).get_matching_blocks()
        assert sum(size for _, _, size in blocks if size >= 4) >= 0.7 * len(short)


def test_the_index_of_bands_finds_what_comparing_all_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = {f"{n}": text_of(n, count=30) for n in range(30)}
    texts |= {f"{n}*": mangle(texts[f"{n}"], n, 0.05, 0.1) for n in range(10)}
    direct = linked(texts)
    assert len(direct) == 10
    monkeypatch.setattr(duplicates, "DIRECT_COMPARISONS", 0)
    assert linked(texts) == direct


def test_known_texts_are_not_compared_again() -> None:
    signatures = [sign(text_of(n, count=20)) for n in (1, 1, 2)]
    assert list(candidates(signatures, [])) == []
    assert list(candidates(signatures[:2], signatures[2:])) == []
    assert list(candidates(signatures[:1], signatures[1:])) == [(1, 0)]


@given(st.text("甲乙丙丁", max_size=30), st.text("甲乙丙丁", max_size=30))
def test_common_letters_are_the_longest_common_subsequence(one: str, other: str) -> None:
    row = [0] * (len(other) + 1)
    for a in one:
        before = row
        row = [0]
        for j, b in enumerate(other):
            row.append(before[j] + 1 if a == b else max(before[j + 1], row[j]))
    assert common_letters(one, other) == row[-1]


def test_a_passage_that_repeats_another_text() -> None:
    text = text_of(3)
    passage = text[400:700]
    assert repeats(passage, text)
    assert repeats(mangle(passage, 2, 0.08), text)
    assert not repeats(sentences_of(9, 3)[0], text)
    assert repeats("12", text + "12")
    assert not repeats("??", text)
