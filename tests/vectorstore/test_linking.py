from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import pytest
from fictional_reports import links, mangle, put, report, sentences_of, text_of
from support import HashEmbedder

from ingest.models import Region, RegionBasis, Report
from vectorstore import CatalogEntry, Changes, ReportStore, linking
from vectorstore.linking import dates_of


@pytest.fixture
def store(tmp_path: Path, embedder: HashEmbedder) -> ReportStore:
    return ReportStore(tmp_path / "index", embedder, create=True)


def stated(name: str) -> Region:
    return Region(name=name, basis=RegionBasis.STATED, evidence=(f"{name}教育局",))


def inferred(name: str) -> Region:
    return Region(name=name, basis=RegionBasis.INFERRED)


def test_copies_point_at_the_fullest_one_that_names_its_region(store: ReportStore) -> None:
    text = text_of(1)
    put(store, report("a.txt", text=mangle(text, 1, 0.05)))
    put(store, report("b.txt", text=text), report("b.txt", 1, text=text_of(2)))
    put(store, report("c.txt", text=mangle(text, 2, dropped=0.3), region=stated("云泽市清源区")))
    put(store, report("d.txt", text=mangle(text, 3, 0.03), region=inferred("云泽市清源区")))
    assert store.link_duplicates() == 3
    assert links(store) == {"a.txt#0": "c.txt#0", "b.txt#0": "c.txt#0", "d.txt#0": "c.txt#0"}
    assert store.link_duplicates() == 0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"text": text_of(1)}, {"text": mangle(text_of(1), dropped=0.3)}),
        ({"text": text_of(1)}, {"text": mangle(text_of(1), blanked=True)}),
        ({"text": text_of(1)}, {"text": text_of(1)}),
        ({"text": mangle(text_of(1), dropped=0.3), "region": inferred("云泽市清源区")}, {"text": text_of(1)}),
        ({"text": text_of(1), "region": stated("云泽市清源区")}, {"text": text_of(1), "region": inferred("云泽市清源区")}),
        ({"text": mangle(text_of(1), dropped=0.3)}, {"text": text_of(1), "region": stated("云泽市清源区"), "official": False}),
    ],
    ids=["longer", "less blanked", "first", "named", "stated", "public"],
)
def test_which_of_two_copies_stands_for_both(store: ReportStore, one: dict[str, Any], other: dict[str, Any]) -> None:
    put(store, report("a.txt", **one))
    put(store, report("b.txt", **other))
    store.link_duplicates()
    assert links(store) == {"b.txt#0": "a.txt#0"}
    put(store, report("0.txt", **other))
    store.remove_source("b.txt")
    store.link_duplicates()
    assert links(store) == ({"a.txt#0": "0.txt#0"} if one == other else {"0.txt#0": "a.txt#0"})


def test_the_result_does_not_depend_on_the_order_of_arrival(tmp_path: Path, embedder: HashEmbedder) -> None:
    reports = [report(f"{n}.txt", text=mangle(text_of(n % 2), n, 0.02 * n, 0.05 * n)) for n in range(4)]
    found = set()
    for at, order in enumerate(itertools.permutations(reports)):
        if at % 6 == 0:
            store = ReportStore(tmp_path / str(at), embedder, create=True)
            for one in order:
                put(store, one)
                store.link_duplicates()
            found.add(tuple(sorted(links(store).items())))
            store.close()
    assert found == {(("2.txt#0", "0.txt#0"), ("3.txt#0", "1.txt#0"))}


def test_reports_that_state_different_regions_are_apart(store: ReportStore) -> None:
    put(store, report("a.txt", text=text_of(1), region=stated("云泽市清源区")))
    put(store, report("b.txt", text=text_of(1), region=stated("云泽市雁浦区")))
    put(store, report("c.txt", text=text_of(1), region=inferred("云泽市岚溪县")))
    put(store, report("d.txt", text=text_of(1), region=stated("清源区")))
    store.link_duplicates()
    assert links(store) == {"c.txt#0": "a.txt#0", "d.txt#0": "a.txt#0"}


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("清源区教育局2023年工作总结", "清源区教育局2024年工作总结", True),
        ("清源区教育局二〇二三年工作总结", "清源区教育局2024年工作总结", True),
        ("清源区教育局2023年上半年工作总结", "清源区教育局2023年下半年工作总结", True),
        ("清源区教育局2023年第一季度工作总结", "清源区教育局2023年二季度工作总结", True),
        ("清源区教育局2023年十月份总结", "清源区教育局2023年11月总结", True),
        ("清源区校车条例（2019年1月15日）", "清源区校车条例（2019-08-27）", True),
        ("清源区教育局2023年工作总结", "清源区教育局2023年工作总结和2024年工作计划", False),
        ("清源区教育局2023年工作总结", "xx区教育局20xx年工作总结", False),
        ("清源区教育局2023年一季度总结", "清源区教育局2023年第一季度总结", False),
        ("清源区教育局2023年十月份总结", "清源区教育局2023年10月总结", False),
        ("清源区教育局2023年工作总结", "清源区教育局２０２３年度工作总结", False),
    ],
)
def test_titles_of_different_dates_tell_reports_apart(store: ReportStore, one: str, other: str, apart: bool) -> None:
    put(store, report("a.txt", text=text_of(1), title=one))
    put(store, report("b.txt", text=mangle(text_of(1), replaced=0.02), title=other))
    store.link_duplicates()
    assert links(store) == ({} if apart else {"b.txt#0": "a.txt#0"})


def test_a_files_name_dates_its_only_report_but_not_equal_texts() -> None:
    def entry(source: str, title: str = "教育局工作总结") -> CatalogEntry:
        fields = {name: None for name in ("year", "period", "outlook", "issuer", "duplicate_of")}
        return CatalogEntry(
            report_id="r", source=source, position=0, title=title, region=Region(), doc_type="总结", official=True, chars=1, passages=1, **fields
        )

    assert dates_of(entry("2023年/总结(2019-01-15).txt"), alone=True) == ({"2019"}, {"2019-1-15"}, set())
    assert not any(dates_of(entry("总结(2019-01-15).txt"), alone=False))
    assert dates_of(entry("总结2019.txt", "清源区2020年总结"), alone=True)[0] == {"2020"}
    by_hand = entry("总结2019.txt").model_copy(update={"year": 2012, "corrected": ("year",)})
    assert dates_of(by_hand, alone=True)[0] == {"2012"}


def test_equal_texts_under_files_of_different_dates_are_one(store: ReportStore) -> None:
    for name in ("校车条例(2019-01-15).md", "校车条例(2020-08-27).md"):
        put(store, report(name, text=text_of(1)))
    put(store, report("校车条例(2021-08-27).md", text=text_of(1) + sentences_of(5, 1)[0]))
    store.link_duplicates()
    assert links(store) == {"校车条例(2020-08-27).md#0": "校车条例(2019-01-15).md#0"}


def test_a_chain_of_versions_does_not_make_one_of_its_ends(store: ReportStore) -> None:
    sentences = [sentences_of(seed, 60) for seed in (1, 2)]
    versions = ["".join(sentences[1][:new] + sentences[0][new:]) for new in (0, 10, 20, 30, 40)]
    for number, text in enumerate(versions):
        put(store, report(f"{number}.txt", text=text))
    store.link_duplicates()
    assert links(store) == {"1.txt#0": "0.txt#0", "3.txt#0": "2.txt#0"}


def test_when_the_fullest_copy_goes_another_takes_its_place(store: ReportStore) -> None:
    for number in range(3):
        put(store, report(f"{number}.txt", text=mangle(text_of(1), number, dropped=0.1 * number)))
    store.link_duplicates()
    assert links(store) == {"1.txt#0": "0.txt#0", "2.txt#0": "0.txt#0"}
    store.remove_source("0.txt")
    assert links(store) == {}, "a copy of what is gone is nobody's copy"
    store.link_duplicates()
    assert links(store) == {"2.txt#0": "1.txt#0"}


def test_a_report_that_changes_is_linked_anew(store: ReportStore) -> None:
    put(store, report("a.txt", text=text_of(1)))
    put(store, report("b.txt", text=text_of(1)))
    store.link_duplicates()
    put(store, report("b.txt", text=text_of(2)))
    store.link_duplicates()
    assert links(store) == {}


def test_only_what_is_new_is_compared(store: ReportStore, monkeypatch: pytest.MonkeyPatch) -> None:
    compared = []

    def count(one: str, other: str) -> float:
        compared.append((one, other))
        return original(one, other)

    original = linking.common_share
    monkeypatch.setattr(linking, "common_share", count)
    for number in range(4):
        put(store, report(f"{number}.txt", text=mangle(text_of(number % 2), number, 0.03)))
    store.link_duplicates()
    assert len(compared) == 2
    store.link_duplicates()
    put(store, report("9.txt", text=mangle(text_of(1), 9, 0.03)))
    store.link_duplicates()
    assert len(compared) == 4
    assert links(store)["9.txt#0"] == links(store)["3.txt#0"] == "1.txt#0"


def test_nothing_is_looked_at_when_nothing_has_changed(store: ReportStore, monkeypatch: pytest.MonkeyPatch) -> None:
    put(store, report("a.txt", text=text_of(1)))
    store.link_duplicates()
    generation = store._catalog.meta("generation")
    monkeypatch.setattr(linking, "_settle", None)
    assert store.link_duplicates() == 0
    assert store._catalog.meta("generation") == generation


def test_an_interrupted_update_is_linked_the_next_time(store: ReportStore, tmp_path: Path, embedder: HashEmbedder) -> None:
    put(store, report("a.txt", text=text_of(1)))
    store.link_duplicates()
    put(store, report("b.txt", text=text_of(1)))
    store.close()
    again = ReportStore(tmp_path / "index", embedder)
    assert again.link_duplicates() == 1


def test_a_copy_of_unknown_region_has_the_region_of_the_other(store: ReportStore) -> None:
    region = Region(
        name="浙江省杭州市西湖区", parts=("浙江省", "杭州市", "西湖区"), code="330106", basis=RegionBasis.STATED, evidence=("西湖区教育局",)
    )
    put(store, report("a.txt", text=text_of(1), region=region))
    put(store, report("b.txt", text=mangle(text_of(1), blanked=True)))
    store.link_duplicates()
    (copy,) = [e for e in store.entries() if e.source == "b.txt"]
    assert (copy.region.name, copy.region.basis, copy.region.evidence) == (region.name, RegionBasis.INFERRED, ("a.txt",))
    assert store.report(copy.report_id).region == copy.region
    store.remove_source("a.txt")
    assert store.report(copy.report_id) == report("b.txt", text=mangle(text_of(1), blanked=True))


def test_what_is_set_by_hand_about_copies(store: ReportStore) -> None:
    copies = [report(f"{n}.txt", text=mangle(text_of(1), n, dropped=0.1 * n)) for n in range(3)]
    for one in (*copies, report("9.txt", text=text_of(2))):
        put(store, one)
    store.link_duplicates()
    ids = {e.source[0]: e.report_id for e in store.entries()}
    store.correct(ids["1"], Changes(not_duplicate=True))
    assert links(store) == {"2.txt#0": "0.txt#0"}
    store.correct(ids["9"], Changes(duplicate_of=ids["2"]))
    assert links(store) == {"2.txt#0": "0.txt#0", "9.txt#0": "0.txt#0"}
    store.correct(ids["0"], Changes(duplicate_of=ids["2"]))
    assert links(store) == {"0.txt#0": "2.txt#0", "9.txt#0": "2.txt#0"}
    store.correct(ids["2"], Changes(not_duplicate=True))
    assert links(store) == {}
    store.correct(ids["2"], Changes(duplicate_of=ids["1"]))
    for report_id in ids.values():
        store.forget_correction(report_id)
    assert links(store) == {"1.txt#0": "0.txt#0", "2.txt#0": "0.txt#0"}
    assert store.corrections() == []


def test_two_reports_set_as_copies_of_each_other_do_not_both_vanish(store: ReportStore) -> None:
    reports: list[Report] = [report(f"{n}.txt", text=text_of(n)) for n in range(2)]
    for one in reports:
        put(store, one)
    store.correct(reports[0].report_id, Changes(duplicate_of=reports[1].report_id))
    store.correct(reports[1].report_id, Changes(duplicate_of=reports[0].report_id))
    assert len(links(store)) == 1


def test_finishing_an_update_sweeps_repairs_and_links(store: ReportStore, embedder: HashEmbedder) -> None:
    put(store, report("a.txt", text=text_of(1)))
    put(store, report("b.txt", text=text_of(1)))
    store._vectors.add(["orphan"], embedder.embed_passages(["words"]))
    assert store.finish_update() == 0
    assert store._vectors.ids() == set()
    assert links(store) == {"b.txt#0": "a.txt#0"}
