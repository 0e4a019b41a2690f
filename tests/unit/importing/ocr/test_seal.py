"""Seals are taken off page pictures; red words and black print stay."""

import numpy as np

from viewer.importing.ocr.engine import Pixels
from viewer.importing.ocr.seal import without_seal

DPI = 100
RED, BLACK = (220, 40, 40), (60, 20, 20)


def paper() -> Pixels:
    return np.full((800, 800, 3), 255, np.uint8)


def sealed() -> Pixels:
    page = paper()
    rows, columns = np.ogrid[:800, :800]
    distance = np.hypot(rows - 400, columns - 400)
    page[(distance > 70) & (distance < 80)] = RED
    page[distance < 25] = RED
    page[395:400, 320:480] = BLACK
    return page


def test_a_ring_of_four_centimetres_is_wiped() -> None:
    cleaned = without_seal(sealed(), DPI)
    assert (cleaned[400 - 75, 400] == 255).all()


def test_print_under_the_seal_stays_dark() -> None:
    assert (without_seal(sealed(), DPI)[397, 330:470] < 128).all()


def test_a_red_line_of_words_stays() -> None:
    page = paper()
    page[100:150, 100:700] = RED
    assert (without_seal(page, DPI) == page).all()


def test_a_page_without_red_is_not_copied() -> None:
    page = paper()
    assert without_seal(page, DPI) is page
