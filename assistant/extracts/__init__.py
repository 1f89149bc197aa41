"""Facts, summaries and comparisons from the reports' own sentences, without a language model."""

from assistant.extracts.answers import extract_answer
from assistant.extracts.drafting import Confirm, Draft, Evidence, Subject
from assistant.extracts.nearest import asks_for_one_thing, nearest_sentences, with_nearest
from assistant.extracts.reach import Reach, reach

__all__ = ["Confirm", "Draft", "Evidence", "Reach", "Subject", "asks_for_one_thing", "extract_answer", "nearest_sentences", "reach", "with_nearest"]
