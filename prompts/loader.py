"""Load a prompt file; its variables are strict and its version is its content."""

from __future__ import annotations

import hashlib
import re
from importlib import resources
from typing import NamedTuple

_VARIABLE = re.compile(r"\{\{(\w+)\}\}")


class Prompt(NamedTuple):
    """A prompt text with named places."""

    name: str
    """Name of its file without the ending."""
    text: str
    """The text with ``{{variable}}`` places."""
    version: str
    """First twelve hexadecimal digits of the text's SHA-256."""

    @property
    def variables(self) -> frozenset[str]:
        """Names of the places."""
        return frozenset(_VARIABLE.findall(self.text))

    def fill(self, **values: str) -> str:
        """Put values into the places; braces inside values stay as they are.

        Args:
            **values: A value for every place, and for nothing else.

        Returns:
            The finished prompt.

        Raises:
            ValueError: A value is missing, or has no place.
        """
        if values.keys() != self.variables:
            missing, unknown = sorted(self.variables - values.keys()), sorted(values.keys() - self.variables)
            raise ValueError(f"prompt {self.name}: missing {missing}, unknown {unknown}")
        return _VARIABLE.sub(lambda m: values[m.group(1)], self.text)


def load_prompt(name: str) -> Prompt:
    """Load a prompt that ships with the product.

    Args:
        name: Name of a ``.md`` file in this package, without the ending.

    Raises:
        FileNotFoundError: There is no such prompt.
    """
    text = resources.files("prompts").joinpath(f"{name}.md").read_text(encoding="utf-8")
    return Prompt(name, text, hashlib.sha256(text.encode()).hexdigest()[:12])


_FORGED = str.maketrans({"<": "＜", ">": "＞", "[": "［", "]": "］"})


def as_data(text: str) -> str:
    """Words of a document or a user for a prompt, in which they cannot pass for its own marks.

    Args:
        text: The words.

    Returns:
        The words on one line, with wide forms of what delimiters, control tokens and citation
        numbers are made of.
    """
    return " ".join("".join(c for c in text if c.isprintable() or c.isspace()).split()).translate(_FORGED)
