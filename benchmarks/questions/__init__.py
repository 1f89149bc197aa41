"""Questions with gold answers over made-up reports; ``python -m benchmarks.questions --help``."""
