"""Whether a sentence that a language model wrote stands in the quotes it cites; no model is asked."""

from assistant.verification.splitting import SentenceStream
from assistant.verification.verdicts import Problem, ProblemKind, Source, Verdict
from assistant.verification.verifying import verify

__all__ = ["Problem", "ProblemKind", "SentenceStream", "Source", "Verdict", "verify"]
