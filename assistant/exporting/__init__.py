"""An answer as a file to take away: Word, Excel, Markdown."""

from assistant.exporting.excel import answer_xlsx
from assistant.exporting.files import SUFFIXES, export, file_name, media_type
from assistant.exporting.markdown import answer_markdown
from assistant.exporting.word import answer_docx

__all__ = ["SUFFIXES", "answer_docx", "answer_markdown", "answer_xlsx", "export", "file_name", "media_type"]
