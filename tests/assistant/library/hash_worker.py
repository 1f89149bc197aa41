"""The worker with a small embedder, which may be slow, so that tests need no model."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence

from support import HashEmbedder

from assistant.library.worker import main
from vectorstore.embedding.base import Vectors

SLOW_S = float(sys.argv[1])
WAIT_S = float(sys.argv[2])


class SlowEmbedder(HashEmbedder):
    def embed_passages(self, texts: Sequence[str], progress: Callable[[int], None] | None = None) -> Vectors:
        time.sleep(SLOW_S)
        return super().embed_passages(texts, progress)


if __name__ == "__main__":
    main(SlowEmbedder(), WAIT_S)
