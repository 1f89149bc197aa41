"""Open the page: ``python app.py``. Without further words it uses the example reports."""

from __future__ import annotations

import sys
from pathlib import Path

from assistant.cli import main

_EXAMPLES = Path(__file__).parent / "examples" / "reports"

if __name__ == "__main__":
    main(["serve", "--examples", str(_EXAMPLES), *sys.argv[1:]], prog_name="app.py")
