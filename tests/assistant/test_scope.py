from __future__ import annotations

from assistant.plans import Intent, Level, Place, Plan
from assistant.scope import reports_to_search, scope_of
from ingest.models import DocumentType, Region
from vectorstore import CatalogEntry


def entry(name: str, region: str | None = None, **fields: object) -> CatalogEntry:
    given: dict[str, object] = {
        "position": 0, "title": name, "year": None, "period": None, "outlook": None, "issuer": None, "doc_type": DocumentType.SUMMARY,
        "official": True, "duplicate_of": None, "chars": 9, "passages": 1,
    }  # fmt: skip
    return CatalogEntry(**{"report_id": name, "source": name, "region": Region(name=region), **given, **fields})


ENTRIES = [
    entry("a", "浙江省", year=2023),
    entry("b", "浙江省杭州市余杭区", year=2024, doc_type=DocumentType.PLAN),
    entry("c", None, year=2024),
    entry("d", None, duplicate_of="b"),
    entry("e", "浙江省杭州市余杭区", official=False),
]


def place(said: str, *names: str) -> Place:
    return Place(said=said, name=said, names=names)


def lookup(**fields: object) -> Plan:
    return Plan(intent=Intent.LOOKUP, **fields)


def test_reports_that_may_answer() -> None:
    here = place("余杭区", "浙江省杭州市余杭区")
    assert reports_to_search(lookup(), ENTRIES) == {"a", "b", "c", "d"}
    assert reports_to_search(lookup(include_unofficial=True), ENTRIES) is None
    assert reports_to_search(lookup(years=(2024,)), ENTRIES) == {"b", "c", "d"}
    assert reports_to_search(lookup(places=(here,)), ENTRIES) == {"b", "d"}
    assert reports_to_search(lookup(excluded_places=(here,)), ENTRIES) == {"a", "c"}
    assert reports_to_search(lookup(doc_types=(DocumentType.PLAN,)), ENTRIES) == {"b", "d"}
    assert reports_to_search(lookup(reports=("d", "a")), ENTRIES) == {"a", "b", "d"}
    assert reports_to_search(lookup(level=Level.PROVINCE), ENTRIES) == {"a"}
    assert reports_to_search(lookup(level=Level.COUNTY_CITY), ENTRIES) == {"a", "b", "c", "d"}
    assert reports_to_search(lookup(places=(place("浦东新区"),)), ENTRIES) == frozenset()


def test_what_is_not_known_is_counted_when_nothing_else_speaks_against_it() -> None:
    here = place("余杭区", "浙江省杭州市余杭区")
    scope = scope_of(lookup(places=(here,)), ENTRIES)
    assert ([g.report.report_id for g in scope.groups], scope.unplaced, scope.left_out) == (["b"], 1, 1)
    scope = scope_of(lookup(places=(here,), years=(2023,)), ENTRIES)
    assert (scope.groups, scope.unplaced, scope.undated) == ((), 0, 0)
