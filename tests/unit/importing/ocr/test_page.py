"""Recognised runs are set straight and become lines with the sizes and indents of print."""

import math

import numpy as np

from viewer.importing.ocr.engine import Found
from viewer.importing.ocr.page import read_page

DPI = 72.0
PAGE = np.full((842, 595, 3), 255, np.uint8)
FULL = "经会同有关部门研究现将办理情况答复如下"


def run(text: str, left: float, top: float, *, angle: float = 0.0, size: float = 16.0) -> Found:
    width = size * len(text)
    corners = [(left, top), (left + width, top), (left + width, top + 1.1 * size), (left, top + 1.1 * size)]
    cosine, sine = math.cos(angle), math.sin(angle)
    return Found(text, tuple((x * cosine - y * sine, x * sine + y * cosine) for x, y in corners), 0.98)


def read(*runs: Found) -> list[tuple[str, float]]:
    page = read_page(PAGE, DPI, lambda _pixels: runs).page
    return [(line.text, round(line.box.left)) for line in page.lines]


def test_runs_of_one_line_are_joined_in_order() -> None:
    assert [text for text, _ in read(run("二〇二四年", 200, 100), run("日期", 100, 100))] == ["日期  二〇二四年"]


def test_left_edges_of_a_turned_page_stand_under_each_other() -> None:
    found = read(*[run(FULL, 80, top, angle=0.0175) for top in (100, 300, 500, 700)])
    assert [left for _, left in found] == [80] * 4


def test_sizes_that_nearly_agree_are_one_size() -> None:
    page = read_page(PAGE, DPI, lambda _: (run(FULL, 80, 100), run("答复", 80, 140, size=15))).page
    assert [round(line.size, 1) for line in page.lines] == [16.0, 16.0]


def test_the_confidence_is_weighed_by_characters() -> None:
    sure, unsure = run("甲乙丙", 80, 100), Found("丁", run("丁", 80, 140).corners, 0.5)
    assert read_page(PAGE, DPI, lambda _: (sure, unsure)).confidence == (0.98 * 3 + 0.5) / 4


def test_a_page_without_words_is_empty() -> None:
    assert read() == []
