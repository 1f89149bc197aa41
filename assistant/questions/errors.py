"""Questions that cannot be worked on."""


class QuestionError(ValueError):
    """A question that cannot be worked on; its message is for staff."""
