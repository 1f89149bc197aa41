"""PDF files: the text layer where there is one, recognition where there is a scan."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from ingest.models import Extraction, FailureCategory, UnreadableFileError
from ingest.readers.pdf_assembly import PageText, assemble
from ingest.readers.pdf_page import PDFIUM, Draft, begin_page

_TAIL = 2048
"""Bytes at a file's end among which its end mark stands; ISO 32000 asks for the last 1,024."""


def read_pdf(data: bytes, progress: Callable[[int, int], None]) -> Extraction:
    """Read a PDF page by page.

    A page with a text layer gives that; its pictures, a page without a text layer, and one
    whose text layer has no usable characters are recognised.

    Args:
        data: The file's bytes.
        progress: Told after each page: pages done, pages in all.

    Returns:
        The text in reading order, wrapped lines joined also over page breaks; running heads
        and page numbers are among the cuts.

    Raises:
        UnreadableFileError: Locked with a password, damaged, or without text.
    """
    pages: list[PageText] = []
    waiting: deque[Draft] = deque()
    whole = b"%%EOF" in data[-_TAIL:]
    with _opened(data) as document:
        count = _page_count(document)

        def finish() -> None:
            draft = waiting.popleft()
            if draft.is_blank and not whole:
                raise _damaged(f"第 {len(pages) + 1} 页没有内容，文件结尾缺失，很可能没有下载完整")
            pages.append(draft.finish())
            progress(len(pages), count)

        for number in range(count):
            waiting.append(_begin(document, number))
            if len(waiting) > 1:  # while a scan is being recognised the next page is drawn
                finish()
    while waiting:
        finish()
    extraction = assemble(pages)
    if not extraction.text:
        raise UnreadableFileError(
            FailureCategory.EMPTY,
            f"共 {count} 页，没有文字，也没有认出扫描件上的文字。请确认内容完整；扫描件请用更高的清晰度（300 dpi）重新扫描后再导入。",
        )
    return extraction


@contextmanager
def _opened(data: bytes) -> Iterator[Any]:
    import pypdfium2 as pdfium
    import pypdfium2.raw as raw

    with PDFIUM:
        try:
            document = pdfium.PdfDocument(data)
        except pdfium.PdfiumError as error:
            if error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
                raise UnreadableFileError(
                    FailureCategory.ENCRYPTED, "PDF 设有打开密码。请用阅读软件输入密码打开，去掉密码另存（或“打印”成新的 PDF）后再导入。"
                ) from error
            raise _damaged("PDF 打不开，可能没有下载完整") from error
    try:
        yield document
    finally:
        with PDFIUM:
            document.close()


def _page_count(document: Any) -> int:
    with PDFIUM:
        count = len(document)
    if count < 1:
        raise _damaged("PDF 里没有页面")
    return count


def _begin(document: Any, number: int) -> Draft:
    import pypdfium2 as pdfium
    import pypdfium2.raw as raw

    with PDFIUM:
        try:
            page = document[number]
            if _has_fields(page) and raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY) == raw.FLATTEN_SUCCESS:
                page.close()
                page = document[number]  # what was filled in is now part of the page
            try:
                return begin_page(page)
            finally:
                page.close()
        except pdfium.PdfiumError as error:
            raise _damaged(f"第 {number + 1} 页打不开") from error


def _has_fields(page: Any) -> bool:
    """Whether there are form fields, typed notes or stamps on a page."""
    import pypdfium2.raw as raw

    for i in range(raw.FPDFPage_GetAnnotCount(page)):
        note = raw.FPDFPage_GetAnnot(page, i)
        kind = raw.FPDFAnnot_GetSubtype(note)
        raw.FPDFPage_CloseAnnot(note)
        if kind in (raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_FREETEXT, raw.FPDF_ANNOT_STAMP):
            return True
    return False


def _damaged(what: str) -> UnreadableFileError:
    return UnreadableFileError(FailureCategory.DAMAGED, f"{what}。请重新下载或向发件人索取完整的文件，能用阅读软件打开后再导入。")
