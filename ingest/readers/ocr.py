"""Text in pictures: PP-OCR through rapidocr, whose wheel carries the weights; nothing is downloaded."""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from ingest.models import FailureCategory, UnreadableFileError
from ingest.readers.pdf_assembly import PageText, assemble
from ingest.readers.pdf_pieces import Piece
from ingest.readers.pdf_scan import DOUBTFUL, FoundLine, quarter_turns, scan_pieces, score

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL import Image

    Pixels = NDArray[np.uint8]

_MODELS = {"Det": "PP-OCRv6_det_small.onnx", "Rec": "PP-OCRv6_rec_small.onnx"}
_MAX_THREADS = 4
"""Most lines read at a time; each takes memory of its own."""
_DETECTION_SIDE, _SHEET_SIDE = 1280, 2339
"""Longest side, in pixels, at which lines are looked for on a picture of A4 at 200 dpi, and the
side of such a picture; larger pictures in proportion. Measured with benchmarks/ocr.py."""
_FLAT = 8
"""Width, as a multiple of its height, from which a picture gets margins for the detection."""
_MAX_SIDE = 3400
"""Longest side of a picture in pixels: A3 at 200 dpi. Larger ones are scaled down."""
_TALL = 2.0
"""Height, as a multiple of its width, from which a picture is read in parts, as long
screenshots are."""
_PART = 1.4
"""Height of such a part, as a multiple of its width; a little more than A4."""

_starting = threading.Lock()


class Recognised(NamedTuple):
    """Text of a picture with its places, in pixels of the upright picture."""

    pieces: list[Piece]
    width: int
    height: int
    scale: float = 1.0
    """Pixels of the picture read for each pixel of the picture given."""


class Recognition:
    """A picture that is being read in the background."""

    def __init__(self, image: Image.Image) -> None:
        """Begin to read.

        Args:
            image: The picture, in any mode.

        Raises:
            UnreadableFileError: The recognition is not installed whole.
        """
        _engine()
        self._pixels, self._scale = _pixels(image)
        self._parts = _parts(self._pixels)
        self._located = [_pool().submit(_locate, self._pixels[top:bottom]) for top, bottom in self._parts]

    def result(self) -> Recognised:
        """Wait for the text.

        Returns:
            Lines of the picture turned upright.
        """
        pixels = self._pixels
        found = _read(self._located, self._parts)
        for turns in quarter_turns(found):
            turned = _turned(pixels, turns)
            parts = _parts(turned)
            other = _read([_pool().submit(_locate, turned[top:bottom]) for top, bottom in parts], parts)
            # Lines on their side are recognised too, but a level page has better places.
            if score(other) > (DOUBTFUL if turns == 1 else score(found)):
                found, pixels = other, turned
                break
        height, width = pixels.shape[:2]
        return Recognised(scan_pieces(found, pixels), width, height, self._scale)


def recognise(image: Image.Image) -> str:
    """Recognise the text of a picture.

    Args:
        image: The picture, in any mode.

    Returns:
        Its paragraphs in reading order, each on a line; empty when it has no text.

    Raises:
        UnreadableFileError: The recognition is not installed whole.
    """
    found = Recognition(image).result()
    return assemble([PageText(found.pieces, found.width, found.height, True)], whole=True).text


def recognise_image(data: bytes) -> str:
    """Recognise the text of an encoded picture, such as one inside a Word document.

    Args:
        data: PNG, JPEG, BMP, TIFF, WebP or GIF.

    Returns:
        Its paragraphs in reading order, page after page; empty when it has no text.

    Raises:
        UnreadableFileError: Not a picture, damaged, or far too large.
    """
    from ingest.readers.images import open_pictures  # which reads pictures with this module

    return "\n".join(text for picture in open_pictures(data) if (text := recognise(picture)))


def _thread_count() -> int:
    available = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(_MAX_THREADS, available)


@cache
def _pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(_thread_count(), thread_name_prefix="ocr")


def _engine() -> Any:
    with _starting:
        return _make_engine()


@cache
def _make_engine() -> Any:
    try:
        import numpy as np
        import rapidocr
        from rapidocr.main import RapidOCRError

        models = Path(rapidocr.__file__).parent / "models"
        params: dict[str, Any] = {
            "Global.log_level": "critical",
            "Global.use_cls": False,
            "Det.limit_type": "max",
            "Det.limit_side_len": 10 * _MAX_SIDE,  # pictures come at the right scale
            # One line at a time is not padded to the longest of its batch.
            "Rec.rec_batch_num": 1,
            # Lines are read side by side, so each takes one thread: less waiting than with
            # several threads to a line.
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.enable_cpu_mem_arena": True,
        }
        # With its path given, a model that is missing is an error and not downloaded.
        params |= {f"{part}.model_path": str((models / name).resolve(strict=True)) for part, name in _MODELS.items()}
        engine = rapidocr.RapidOCR(params=params)
        blank = np.full((64, 64, 3), 255, np.uint8)
        engine.recognize_txt([blank])  # the weights are loaded when first used
        with suppress(RapidOCRError):
            engine.detect_and_crop(blank, {})
    except (ImportError, FileNotFoundError) as error:
        raise UnreadableFileError(
            FailureCategory.CONVERTER_MISSING, f"文字识别组件不完整（{error}），读不了图片和扫描件。请重新安装本程序后再导入。"
        ) from error
    return engine


def _pixels(image: Image.Image) -> tuple[Pixels, float]:
    """The picture on white ground, blue first as the engine wants it, and how it was scaled."""
    import numpy as np
    from PIL import Image

    if image.mode.startswith(("I", "F")):  # more than eight bits; Pillow would clip them
        deep = np.asarray(image, np.float32)
        image = Image.fromarray((deep / max(1.0, float(deep.max())) * 255).clip(0, 255).astype(np.uint8))
    if image.has_transparency_data:
        image = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image)
    image = image.convert("RGB")
    width, height = image.size
    scale = min(1.0, _MAX_SIDE / (width if height > _TALL * width else max(width, height)))
    if scale < 1:
        image = image.resize((max(1, round(width * scale)), max(1, round(height * scale))), Image.Resampling.LANCZOS)
    return np.ascontiguousarray(np.asarray(image)[:, :, ::-1]), scale


def _parts(pixels: Pixels) -> list[tuple[int, int]]:
    """Top and bottom of the parts in which a long picture is read, cut between lines."""
    import numpy as np

    height, width = pixels.shape[:2]
    if height <= _TALL * width:
        return [(0, height)]
    contrast = pixels.max(axis=(1, 2)).astype(np.int16) - pixels.min(axis=(1, 2))
    parts, top, step = [], 0, round(_PART * width)
    while height - top > 1.5 * step:
        window = contrast[top + step // 2 : top + step]
        blank = np.flatnonzero(window <= window.min() + 8)
        cut = top + step // 2 + int(blank[-1])
        parts.append((top, cut))
        top = cut
    return [*parts, (top, height)]


def _locate(pixels: Pixels) -> tuple[list[Pixels], Sequence[Any]]:
    """Pictures of the lines of text, and their corners."""
    import cv2
    import numpy as np

    if min(pixels.shape[:2]) < 8:
        return [], ()
    height, width = pixels.shape[:2]
    margin = width // _FLAT if width > _FLAT * height else 0
    framed: Any = cv2.copyMakeBorder(pixels, margin, margin, 0, 0, cv2.BORDER_CONSTANT, value=(255, 255, 255)) if margin else pixels
    scale = min(1.0, _DETECTION_SIDE / min(max(framed.shape[:2]), _SHEET_SIDE))
    small = cv2.resize(framed, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else framed
    boxes = _engine().text_det(small).boxes
    if boxes is None:
        return [], ()
    corners = (boxes / scale).astype(np.float32)
    return _engine().crop_text_regions(framed, corners), corners - (0, margin)


def _line(crop: Pixels) -> tuple[str, float]:
    read = _engine().recognize_txt([crop])
    return read.txts[0], float(read.scores[0])


def _read(located: Sequence[Future[tuple[list[Pixels], Sequence[Any]]]], parts: Sequence[tuple[int, int]]) -> list[FoundLine]:
    """Read the lines that were located in the parts of a picture."""
    import numpy as np

    waiting = []
    for future, (top, _) in zip(located, parts, strict=True):
        crops, boxes = future.result()
        below = np.array((0, top))
        waiting += [(box + below, _pool().submit(_line, crop)) for box, crop in zip(boxes, crops, strict=True)]
    found = [FoundLine(corners, *line.result()) for corners, line in waiting]
    return [f for f in found if f.text.strip()]


def _turned(pixels: Pixels, turns: int) -> Pixels:
    import numpy as np

    return np.ascontiguousarray(np.rot90(pixels, turns))
