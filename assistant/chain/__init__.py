"""The retrieval-augmented chain. LangChain's types stay inside this package."""

from assistant.chain.chain import AnswerChain
from assistant.chain.retrieval import search

__all__ = ["AnswerChain", "search"]
