"""Reads pictures of pages: the seal taken out, the characters recognised on this machine, placed like printed ones.

The engine is an extra (``andu[ocr]``); without it everything here raises ``FileUnsupportedError`` with advice.
"""

from viewer.importing.ocr.engine import Pixels, is_available, load_engine, not_available
from viewer.importing.ocr.kept import count_kept
from viewer.importing.ocr.page import OcrPage, read_page
from viewer.importing.ocr.pictures import frame, has_pictures, open_picture, pixels_of, read_picture, resized
from viewer.importing.ocr.recogniser import Recogniser
from viewer.importing.ocr.report import doubts

__all__ = [
    "OcrPage",
    "Pixels",
    "Recogniser",
    "count_kept",
    "doubts",
    "frame",
    "has_pictures",
    "is_available",
    "load_engine",
    "not_available",
    "open_picture",
    "pixels_of",
    "read_page",
    "read_picture",
    "resized",
]
