"""Whose reports the texts of one file are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ingest.models import Region, RegionBasis
from ingest.regions.docnumbers import find_document_numbers
from ingest.regions.gazetteer import PROVINCE, Place, candidates, gazetteer
from ingest.regions.levels import EXCLUDED, level_cost, own_level
from ingest.regions.lines import split_name
from ingest.regions.mentions import Mention, find_mentions
from ingest.regions.self_naming import find_self_named
from ingest.regions.siblings import shared_evidence
from ingest.regions.stated import Stated, find_issuer, find_stated
from ingest.regions.voting import LEAD, vote

_AGAINST = 2.0
"""Score, in nats, from which a report's own names speak against what a text beside it says."""


class ReportText(NamedTuple):
    """What the region of a report is found from."""

    title: str
    """The report's title."""
    text: str
    """Its text, with the title line where the file has one."""


def find_regions(reports: Sequence[ReportText], source: str) -> list[tuple[Region, str | None]]:
    """Whose reports the texts of one file are.

    Args:
        reports: The reports of one file, in order.
        source: Name of the file.

    Returns:
        For each report its region, with verbatim evidence, and the issuing body as named.
    """
    regions = [_region(report, source, alone=len(reports) == 1) for report in reports]
    shared = [region if region.name else _shared_region(at, reports, regions) for at, region in enumerate(regions)]
    return [(region, find_issuer(report.title, report.text)) for region, report in zip(shared, reports, strict=True)]


def region_of(place: Place, basis: RegionBasis, evidence: tuple[str, ...] = ()) -> Region:
    """A place of the gazetteer as the region of a report.

    Args:
        place: A province, prefecture or county.
        basis: How it is known.
        evidence: Verbatim pieces that show it.
    """
    parts = gazetteer().parts(place)
    return Region(name="".join(parts), parts=parts, code=place.code, basis=basis, evidence=evidence)


def _region(report: ReportText, source: str, *, alone: bool) -> Region:
    """The region that a report itself states or speaks for."""
    stated = find_stated(report.title, report.text, source, alone=alone) or find_self_named(report.title, report.text)
    if stated:
        return _stated_region(stated, report, source)
    letter = own_level(report.title, report.text)
    finding = vote(_mentions(report.text), letter)
    if not finding or not finding.sure or not (letter or finding.own):
        return Region()
    return region_of(finding.place, RegionBasis.STATED if finding.own else RegionBasis.INFERRED, finding.evidence)


def _mentions(text: str) -> list[Mention]:
    return [*find_document_numbers(text), *find_mentions(text)]


def _stated_region(stated: Stated, report: ReportText, source: str) -> Region:
    place = _settled(candidates(stated.name), report, source)
    if place:
        return region_of(place, RegionBasis.STATED, (stated.evidence,))
    return Region(name=stated.name, parts=split_name(stated.name), basis=RegionBasis.STATED, evidence=(stated.evidence,))


def _settled(places: Sequence[Place], report: ReportText, source: str) -> Place | None:
    """The one of several places of a name that what the report names beside it tells."""
    if len(places) < 2:
        return places[0] if places else None
    finding = vote(_mentions("\n".join((source, report.title, report.text))), None, places)
    if finding and finding.lead >= LEAD:
        return finding.place
    provinces = [place for place in places if place.level == PROVINCE]
    return provinces[0] if provinces else None


def _shared_region(at: int, reports: Sequence[ReportText], regions: Sequence[Region]) -> Region:
    """The region of the texts beside a report that say what only it says too, if they agree and nothing speaks against."""
    found: dict[str, Region] = {}
    for other, region in enumerate(regions):
        if region.name:
            apart = [report.text for report, its in zip(reports, regions, strict=True) if its.name not in (None, region.name)]
            if evidence := shared_evidence(reports[at].text, reports[other].text, apart):
                found.setdefault(region.name, region.model_copy(update={"basis": RegionBasis.INFERRED, "evidence": evidence}))
    if len(found) != 1:
        return Region()
    (region,) = found.values()
    return region if _leaves_room(reports[at], region) else Region()


def _leaves_room(report: ReportText, region: Region) -> bool:
    """Whether a report's own words do not speak against a region."""
    letter = own_level(report.title, report.text)
    place = gazetteer().by_code.get(region.code or "")
    if place is None:
        return letter is None or (region.name or "").endswith(letter)
    own = vote(_mentions(report.text), letter)
    against = own is not None and own.score >= _AGAINST and not gazetteer().contains(own.place, place)
    return level_cost(place, letter) < EXCLUDED and not against
