"""One file, several reports: where each begins and ends."""

from ingest.splitting.boundaries import Part, split

__all__ = ["Part", "split"]
