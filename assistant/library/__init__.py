"""The collection as staff keep it: uploads, updates in a process of their own, removal, originals."""

from assistant.library.library import Library
from assistant.library.models import Listing, Original

__all__ = ["Library", "Listing", "Original"]
