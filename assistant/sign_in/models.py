"""Who uses the page, and what they may do."""

from __future__ import annotations

from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class Role(StrEnum):
    """What a user may do."""

    READER = "reader"
    """Ask, read, and take answers away."""
    EDITOR = "editor"
    """That, and add, correct and remove reports."""


class User(BaseModel):
    """Somebody who uses the page."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    """As it stands in the users file or the proxy's header; empty for whoever sits at this computer."""
    role: Role
    """What the user may do."""


LOCAL_EDITOR = User(name="", role=Role.EDITOR)
"""Everybody, where nobody signs in."""
