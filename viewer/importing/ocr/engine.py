"""The engine that recognises characters: RapidOCR with the PP-OCR models of its wheel, if it is installed.

Nothing is downloaded: the models are named by their place on disk, and where one is missing the engine counts as not
installed.
"""

import importlib
import importlib.util
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from viewer.core.errors import FileUnsupportedError

Pixels = NDArray[np.uint8]  # rows, columns, red-green-blue

_PARTS = ("rapidocr", "onnxruntime", "cv2", "PIL")
_MODELS = {"Det.model_path": "*det*.onnx", "Rec.model_path": "*rec*.onnx"}
# Finding lines needs no more detail than this many pixels along the longer side; characters are cut from all of them.
_FINDING_SIDE = 1280
_LONGEST_SIDE = 6000
_DOUBTED = 0.8  # of worn pages (100 dpi, blurred) 7 of 10 wrong characters are below it, and 1.6 % of the right ones
_ADVICE = (
    '请安装带文字识别的版本（安装包选“完整版”，或执行 pip install "andu[ocr]"），也可以先用别的程序识别成文字再导入。'
)


@dataclass(frozen=True, slots=True)
class Found:
    """A run of characters, the corners of its box in pixels (clockwise from the top left), how sure it is (0 to 1).

    ``doubtful`` are the places in the text of characters the engine was not sure of.
    """

    text: str
    corners: tuple[tuple[float, float], ...]
    confidence: float
    doubtful: tuple[int, ...] = ()


Engine = Callable[[Pixels], tuple[Found, ...]]


def not_available(what: str) -> FileUnsupportedError:
    """Return the refusal of a file that only the engine could read; ``what`` begins the sentence."""
    return FileUnsupportedError(f"{what}，需要文字识别（OCR），而这台电脑上没有装这个组件", advice=_ADVICE)


def is_available() -> bool:
    """Tell whether the extra is installed; loads nothing of it."""
    return all(importlib.util.find_spec(part) is not None for part in _PARTS) and _models() is not None


@cache
def load_engine() -> Engine:
    """Load the engine, once in a process. Raises ``FileUnsupportedError`` when it is not installed."""
    models = _models() if is_available() else None
    if models is None:
        what = "这是扫描件或图片"
        raise not_available(what)
    parameters = {
        **models,
        "Global.log_level": "critical",
        "Global.use_cls": False,
        "Global.return_word_box": True,
        "Global.return_single_char_box": True,
        "Global.max_side_len": _LONGEST_SIDE,
        "Det.limit_type": "max",
        "Det.limit_side_len": _FINDING_SIDE,
        "EngineConfig.onnxruntime.intra_op_num_threads": 1,
        "EngineConfig.onnxruntime.inter_op_num_threads": 1,
    }
    recognise: Any = importlib.import_module("rapidocr").RapidOCR(params=parameters)

    def engine(pixels: Pixels) -> tuple[Found, ...]:
        answer = recognise(pixels[:, :, ::-1])  # the models were trained on blue-green-red
        if answer.txts is None or answer.boxes is None:
            return ()
        characters = answer.word_results or ((),) * len(answer.txts)
        return tuple(
            Found(
                str(text),
                tuple((float(x), float(y)) for x, y in corners),
                float(score),
                doubtful_places(str(text), [(str(each[0]), float(each[1])) for each in judged if each]),
            )
            for text, corners, score, judged in zip(answer.txts, answer.boxes, answer.scores, characters, strict=True)
        )

    return engine


def doubtful_places(text: str, judged: Sequence[tuple[str, float]]) -> tuple[int, ...]:
    """Return the places in ``text`` of the characters judged with little confidence; blanks are not judged."""
    places: list[int] = []
    place = 0
    for characters, confidence in judged:
        found = text.find(characters, place)
        if found < 0:
            continue
        place = found + len(characters)
        if confidence < _DOUBTED:
            places += range(found, place)
    return tuple(places)


def _models() -> dict[str, str] | None:
    """Return the settings that name the models in the wheel, ``None`` when one is missing."""
    spec = importlib.util.find_spec("rapidocr")
    if spec is None or spec.origin is None:
        return None
    folder = Path(spec.origin).parent / "models"
    found = {setting: sorted(folder.glob(pattern)) for setting, pattern in _MODELS.items()}
    return {setting: str(paths[-1]) for setting, paths in found.items()} if all(found.values()) else None
