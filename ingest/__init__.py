"""Files → reports → sections → passages. Pure: nothing is stored here."""

from ingest.archives import open_file
from ingest.folder import find_files, load_file, read_file
from ingest.parsing import PIPELINE_VERSION, parse_reports

__all__ = ["PIPELINE_VERSION", "find_files", "load_file", "open_file", "parse_reports", "read_file"]
