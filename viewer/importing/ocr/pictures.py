"""Reads picture files (PNG, JPEG, TIFF with any number of pages, BMP) as scanned pages."""

import contextlib
import functools
import importlib
import importlib.util
import struct
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

from viewer.core.errors import FileDamagedError, FileEmptyError, FileTooLargeError
from viewer.core.progress import ProgressStep
from viewer.core.raw import RawDocument
from viewer.importing.manner import PLAIN, Manner
from viewer.importing.ocr.engine import Pixels, is_available, not_available
from viewer.importing.ocr.kept import count_kept
from viewer.importing.ocr.recogniser import Recogniser
from viewer.importing.ocr.report import doubts
from viewer.importing.page_text import PageText, paged_document

_MOST_PIXELS = 120_000_000
_MOST_PAGES = 500
_PAPER_INCHES = 8.27  # where a file does not say its resolution, its shorter side is taken for that of A4
_PLAUSIBLE_DPI = (60.0, 1300.0)
_MEDIA_TYPES = {"PNG": "image/png", "JPEG": "image/jpeg", "MPO": "image/jpeg", "TIFF": "image/tiff", "BMP": "image/bmp"}
_UNKNOWN_TYPE = "application/octet-stream"


def read_picture(path: Path, manner: Manner = PLAIN) -> RawDocument:
    """Recognise a picture file, or take the pages kept of it.

    Raises ``FileReadError`` children; without the extra and without kept pages ``FileUnsupportedError``.
    """
    if not is_available() and not (manner.kept_pages and count_kept(manner.kept_pages)):
        what = f"“{path.name}”是图片"
        raise not_available(what)
    recogniser = Recogniser(path.name, manner)
    pages: list[PageText] = []
    with path.open("rb") as file, open_picture(path, file) as picture:
        media_type = _MEDIA_TYPES.get(str(picture.format), _UNKNOWN_TYPE)
        count = min(int(getattr(picture, "n_frames", 1)), _MOST_PAGES)
        for number in range(1, count + 1):
            seen = recogniser.read(number, functools.partial(frame, path, picture, number - 1), pages=count)
            pages.append(seen.page if seen is not None else PageText((), 0.0, 0.0, 0, 0, pictured=True))
            manner.progress(ProgressStep(number, count, f"识别第 {number} 页，共 {count} 页"))
    raw = paged_document(pages, media_type)
    if not raw.blocks:
        message = f"“{path.name}”里没有认出文字"
        raise FileEmptyError(message, advice="请确认图片里有文字，并且清楚、方向端正。")
    return replace(raw, ocr=True, warnings=doubts(recogniser.recognised) + raw.warnings)


def has_pictures() -> bool:
    """Tell whether pictures can be decoded on this machine."""
    return importlib.util.find_spec("PIL") is not None


@contextlib.contextmanager
def open_picture(path: Path, file: BinaryIO) -> Iterator[Any]:
    """Open a picture of a foreign file for the time of a ``with`` block; only the head is read before it is asked."""
    image: Any = importlib.import_module("PIL.Image")
    image.MAX_IMAGE_PIXELS = None  # judged here, with a sentence of our own
    try:
        with image.open(file, formats=("PNG", "JPEG", "TIFF", "BMP")) as picture:
            yield picture
    except (OSError, ValueError, SyntaxError, EOFError, IndexError, struct.error) as error:
        raise _damaged(path) from error


def frame(path: Path, picture: Any, index: int) -> tuple[Pixels, float]:  # noqa: ANN401 - Pillow may be absent
    """Return one picture of a file, upright, and its resolution in dots per inch."""
    picture.seek(index)
    upright = importlib.import_module("PIL.ImageOps").exif_transpose(picture) if _is_small(picture) else picture
    return pixels_of(path, upright), _dpi(picture)


def pixels_of(path: Path, picture: Any) -> Pixels:  # noqa: ANN401
    """Decode the frame at hand, what is transparent on white. Raises ``FileTooLargeError``, ``FileDamagedError``."""
    if not _is_small(picture):
        message = f"“{path.name}”的图片过大（{picture.width}×{picture.height} 像素）"
        raise FileTooLargeError(message, advice="请把图片缩小到每英寸 300 像素左右再导入。")
    if picture.width < 1 or picture.height < 1:
        raise _damaged(path)
    decoded = picture.convert("RGBA") if "A" in picture.getbands() or "transparency" in picture.info else picture
    if decoded.mode == "RGBA":
        paper = np.full((picture.height, picture.width, 3), 255, np.float32)
        layers = np.asarray(decoded, np.float32)
        alpha = layers[:, :, 3:] / 255
        return np.asarray(layers[:, :, :3] * alpha + paper * (1 - alpha), np.uint8)
    return np.asarray(decoded.convert("RGB"), np.uint8)


def resized(pixels: Pixels, width: int, height: int) -> Pixels:
    """Return a picture with another number of columns and rows."""
    image: Any = importlib.import_module("PIL.Image")
    return np.asarray(image.fromarray(pixels).resize((width, height), image.Resampling.BILINEAR), np.uint8)


def _is_small(picture: Any) -> bool:  # noqa: ANN401
    return bool(picture.width * picture.height <= _MOST_PIXELS)


def _dpi(picture: Any) -> float:  # noqa: ANN401
    stated = picture.info.get("dpi", (0.0, 0.0))
    dpi = float(stated[0] or 0.0)
    inches = min(picture.width, picture.height) / dpi if dpi > 0 else 0.0
    if _PLAUSIBLE_DPI[0] <= dpi <= _PLAUSIBLE_DPI[1] and _PAPER_INCHES / 2 < inches < _PAPER_INCHES * 2:
        return dpi
    return float(min(picture.width, picture.height) / _PAPER_INCHES)


def _damaged(path: Path) -> FileDamagedError:
    message = f"“{path.name}”不是完好的图片"
    return FileDamagedError(message, advice="请重新取得这个文件，或用看图程序打开后另存，再导入。")
