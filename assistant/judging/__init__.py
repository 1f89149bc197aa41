"""What may be related in a survey, judged by a language model: one passage at a time, yes or no."""

from assistant.judging.judging import Judging

__all__ = ["Judging"]
