"""Whose report it is: gazetteer, stated names, voting by place names, sharing within a file."""

from ingest.regions.finding import ReportText, find_regions, region_of

__all__ = ["ReportText", "find_regions", "region_of"]
