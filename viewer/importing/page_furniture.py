"""Tells page numbers and running headers from the text of a paged document."""

import re
from collections import Counter
from collections.abc import Sequence

from viewer.importing.page_lines import PageLine

_PAGE_NUMBER = re.compile(
    r"[-–—―─·.•〇○\s]*\d{1,4}[-–—―─·.•〇○\s]*"
    r"|第?\s*\d{1,4}\s*[页頁]?\s*[/／,，共]\s*共?\s*\d{1,4}\s*[页頁]?"
    r"|第\s*[\d一二三四五六七八九十百]{1,4}\s*[页頁]"
    r"|一\s*\d{1,4}\s*一"  # what a recogniser makes of — 1 —
    r"|[Pp]age\s*\d+(\s*(of|/)\s*\d+)?"
)
_MARGIN = 0.12  # the share of the page's height where furniture stands (GB/T 9704-2012, 7.5: 7 mm under the type area)
_LINES_OF_A_HEADER = 2
_PAGES_OF_A_HEADER = 3


def furniture(pages: Sequence[Sequence[PageLine]], heights: Sequence[float]) -> list[set[int]]:
    """Return, for every page, the indexes of the lines that are furniture."""
    repeated = _repeated(pages, heights)
    found: list[set[int]] = []
    for lines, height in zip(pages, heights, strict=True):
        edge = _edge_lines(lines, height)
        found.append({index for index in edge if _is_furniture(lines[index], repeated)})
    return found


def _is_furniture(line: PageLine, repeated: set[str]) -> bool:
    return bool(_PAGE_NUMBER.fullmatch(line.text.strip())) or _shape(line) in repeated


def _edge_lines(lines: Sequence[PageLine], height: float) -> set[int]:
    top = [index for index, line in enumerate(lines) if line.box.bottom <= _MARGIN * height]
    bottom = [index for index, line in enumerate(lines) if line.box.top >= (1 - _MARGIN) * height]
    return set(top[:_LINES_OF_A_HEADER]) | set(bottom[-_LINES_OF_A_HEADER:])


def _repeated(pages: Sequence[Sequence[PageLine]], heights: Sequence[float]) -> set[str]:
    counts: Counter[str] = Counter()
    for lines, height in zip(pages, heights, strict=True):
        counts.update({_shape(lines[index]) for index in _edge_lines(lines, height)})
    enough = max(_PAGES_OF_A_HEADER, len(pages) // 2)
    return {shape for shape, count in counts.items() if count >= enough}


def _shape(line: PageLine) -> str:
    return re.sub(r"\d+", "#", "".join(line.text.split()))
