"""Serves the page over an index with settings of a test's own: ``python serve_with.py INDEX PORT SETTINGS`` (JSON)."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from support import HashEmbedder

from assistant import Assistant, Settings
from assistant.page import launch

if __name__ == "__main__":
    index, port, settings = sys.argv[1:]
    with Assistant(Settings(index=Path(index), language_model="none", **json.loads(settings)), embedder=HashEmbedder()) as served:
        launch(served, port=int(port), open_browser=False)
