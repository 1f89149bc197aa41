"""Pictures as documents: photographs and scans, each page of a TIFF a page."""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ingest.models import Extraction, FailureCategory, UnreadableFileError
from ingest.readers.ocr import Recognition
from ingest.readers.pdf_assembly import PageText, assemble

if TYPE_CHECKING:
    from PIL import Image

_FORMATS = ("PNG", "JPEG", "BMP", "DIB", "TIFF", "WEBP", "GIF")
_MAX_PIXELS = 150_000_000
"""Largest picture that is unpacked: A0 at 300 dpi has 139 million pixels."""
_ENOUGH = 3400
"""Side in pixels above which a JPEG may be unpacked at a fraction of its size."""


def read_image(data: bytes, progress: Callable[[int, int], None]) -> Extraction:
    """Read a picture, or a TIFF of several pages, by recognising its text.

    Args:
        data: PNG, JPEG, BMP, TIFF, WebP or GIF.
        progress: Told after each page: pages done, pages in all.

    Returns:
        The text; every page with text is marked as recognised.

    Raises:
        UnreadableFileError: Not a picture, damaged, far too large, or without text.
    """
    pages: list[PageText] = []
    waiting: deque[Recognition] = deque()
    with _opened(data) as image:
        count = _page_count(image)

        def finish() -> None:
            found = waiting.popleft().result()
            pages.append(PageText(found.pieces, found.width, found.height, bool(found.pieces)))
            progress(len(pages), count)

        for picture in _pages(image, count):
            waiting.append(Recognition(picture))
            if len(waiting) > 1:
                finish()
    while waiting:
        finish()
    extraction = assemble(pages)
    if not extraction.text:
        raise UnreadableFileError(
            FailureCategory.EMPTY,
            "图片里没有认出文字。如果其中确有文字，请用更高的清晰度（300 dpi）重新扫描或拍照；照片等不是材料的图片请移出文件夹。",
        )
    return extraction


def open_pictures(data: bytes) -> Iterator[Image.Image]:
    """Decode a picture, upright as the camera meant it.

    Args:
        data: PNG, JPEG, BMP, TIFF, WebP or GIF.

    Yields:
        Its pages; the first picture of an animation.

    Raises:
        UnreadableFileError: Not a picture, damaged, or far too large.
    """
    with _opened(data) as image:
        yield from _pages(image, _page_count(image))


@contextmanager
def _opened(data: bytes) -> Iterator[Image.Image]:
    """Open a picture; whatever is wrong with it becomes a failure of the file."""
    from PIL import Image, UnidentifiedImageError

    try:
        with _quiet():
            image = Image.open(io.BytesIO(data), formats=_FORMATS)
        with image:
            yield image
    except Image.DecompressionBombError as error:
        raise _too_large() from error
    except UnidentifiedImageError as error:
        raise UnreadableFileError(
            FailureCategory.DAMAGED, "图片打不开：内容已损坏，或不是 PNG、JPG、BMP、TIFF、WebP 图片。请用看图软件打开并另存为 PNG 后再导入。"
        ) from error
    except (OSError, SyntaxError, ValueError, EOFError, TypeError, KeyError, IndexError, struct.error, zlib.error, MemoryError) as error:
        # Pillow documents no common error: each decoder raises its own for damaged data.
        raise UnreadableFileError(FailureCategory.DAMAGED, "图片不完整或已损坏，读不出内容。请重新复制、下载或扫描这张图片后再导入。") from error


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep Pillow's warnings from staff: on damage it also raises, and on size the limit here decides."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _page_count(image: Image.Image) -> int:
    # Other formats hold animations and previews, not pages.
    with _quiet():
        return int(getattr(image, "n_frames", 1)) if image.format == "TIFF" else 1


def _pages(image: Image.Image, count: int) -> Iterator[Image.Image]:
    from PIL import ImageOps

    for number in range(count):
        with _quiet():
            if number:
                image.seek(number)
            if image.width * image.height > _MAX_PIXELS:
                raise _too_large()
            image.draft("RGB", (_ENOUGH, _ENOUGH))
            image.load()
            upright = ImageOps.exif_transpose(image)
        yield upright


def _too_large() -> UnreadableFileError:
    return UnreadableFileError(
        FailureCategory.TOO_LARGE, f"图片超过 {_MAX_PIXELS // 1_000_000} 百万像素，无法读取。请用看图软件缩小，或按 A4 纸、300 dpi 重新扫描后再导入。"
    )
