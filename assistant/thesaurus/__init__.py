"""The field's concepts with their names, and what a topic's wording means by them."""

from assistant.thesaurus.concepts import Concept, ThesaurusError, load_thesaurus
from assistant.thesaurus.lookup import Thesaurus
from assistant.thesaurus.topics import Wording, topic_of

__all__ = ["Concept", "Thesaurus", "ThesaurusError", "Wording", "load_thesaurus", "topic_of"]
