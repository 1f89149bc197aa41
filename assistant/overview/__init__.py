"""Which topics the reports of which regions and years mention: a map to look at and to take away."""

from assistant.overview.cache import OverviewCache
from assistant.overview.coverage import Cell, Column, Overview, Row, Standing, cell_of, overview_of
from assistant.overview.topics import DEFAULT_TOPICS, load_topics, save_topics

__all__ = [
    "DEFAULT_TOPICS",
    "Cell",
    "Column",
    "Overview",
    "OverviewCache",
    "Row",
    "Standing",
    "cell_of",
    "load_topics",
    "overview_of",
    "save_topics",
]
