"""Serves the page over an index without the real embedding model: ``python serve_site.py INDEX PORT``."""

from __future__ import annotations

import sys
from pathlib import Path

from support import HashEmbedder

from assistant import Assistant, Settings
from assistant.page import launch

if __name__ == "__main__":
    index, port = sys.argv[1:]
    with Assistant(Settings(index=Path(index), mcp=True, language_model="none"), embedder=HashEmbedder()) as served:
        launch(served, port=int(port), open_browser=False)
