"""Complete answers over every report: what is said about topics, and what the collection holds."""

from assistant.survey.collection import answer_collection
from assistant.survey.engine import Nearest, answer_survey
from assistant.survey.likeness import Related, RelatedFinder, RelatedPassage
from assistant.survey.remarks import plan_remarks

__all__ = ["Nearest", "Related", "RelatedFinder", "RelatedPassage", "answer_collection", "answer_survey", "plan_remarks"]
