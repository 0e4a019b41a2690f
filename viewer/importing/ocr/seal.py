"""Takes the red seal off a page picture and leaves the red letterhead, so that the words under the seal can be read."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from viewer.importing.ocr.engine import Pixels

Cells = NDArray[np.bool_]

_REDDER = 40  # how much stronger red is than green and blue in the ink of a seal, faded ones included
_MILLIMETRE = 25.4
_INKED = 0.04  # of a cell's pixels
_SMALLEST_MM = 25  # a seal is 42 mm wide (国发〔1999〕25号), letterhead characters are at most 22 mm high (GB/T 9704)
_SQUARE = (0.55, 1.8)
_PAPER = 135  # red light of ink on paper is brighter, of black print under the ink darker


def without_seal(pixels: Pixels, dpi: float) -> Pixels:
    """Return the picture with seals turned white; black print under them stays. Pages without one come back as is."""
    cell = max(1, round(dpi / _MILLIMETRE))
    rows, columns = pixels.shape[0] // cell, pixels.shape[1] // cell
    if not rows or not columns:
        return pixels
    red = _is_red(pixels)
    inked = red[: rows * cell, : columns * cell].reshape(rows, cell, columns, cell).mean(axis=(1, 3)) > _INKED
    cleaned = pixels
    for top, left, bottom, right in _seals(inked):
        if cleaned is pixels:
            cleaned = pixels.copy()
        window = (slice(top * cell, bottom * cell), slice(left * cell, right * cell))
        part, ink = cleaned[window], red[window]
        part[ink & (part[:, :, 0] > _PAPER)] = 255
        dark = ink & (part[:, :, 0] <= _PAPER)
        part[dark] = part[dark][:, :1] // 2
    return cleaned


def _is_red(pixels: Pixels) -> Cells:
    channels = pixels.astype(np.int16)
    red: Cells = channels[:, :, 0] - np.maximum(channels[:, :, 1], channels[:, :, 2]) > _REDDER
    return red


def _seals(inked: Cells) -> Iterator[tuple[int, int, int, int]]:
    """Yield the bounds, in cells of a millimetre, of inked patches that are as high and about as wide as seals."""
    waiting = set(zip(*map(list, np.nonzero(inked)), strict=True))
    while waiting:
        patch = _patch(waiting.pop(), waiting)
        top, left = min(row for row, _ in patch), min(column for _, column in patch)
        bottom, right = max(row for row, _ in patch) + 1, max(column for _, column in patch) + 1
        height, width = bottom - top, right - left
        if height >= _SMALLEST_MM and _SQUARE[0] <= width / height <= _SQUARE[1]:
            yield max(0, top - 1), max(0, left - 1), bottom + 1, right + 1


def _patch(first: tuple[int, int], waiting: set[tuple[int, int]]) -> list[tuple[int, int]]:
    """Take what hangs together with one cell, over gaps of two cells, out of those that wait."""
    patch = [first]
    for row, column in patch:
        for near in [(row + down, column + right) for down in range(-3, 4) for right in range(-3, 4)]:
            if near in waiting:
                waiting.remove(near)
                patch.append(near)
    return patch
