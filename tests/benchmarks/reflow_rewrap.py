"""Wraps true paragraphs to narrow lines in many layouts and prints how well reflow finds the paragraphs again.

Run ``python tests/benchmarks/reflow_rewrap.py``: mean and lowest F1 of paragraph starts by width and by layout.
``--naive`` scores "every line that ends a sentence ends a paragraph" instead, ``--worst`` lists the worst cases.
"""

import argparse
import itertools
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from viewer.importing.plain_text import raw_text
from viewer.text.reflow import reflow

TEXTS = Path(__file__).parent.parent / "golden" / "reflow"
WIDTHS = range(22, 41, 2)
PAGE = 22
LOW = 0.96
_NO_START = "，。、；：？！）》”’」』〉】〕％…"
_NO_END = "（《“‘「『〈【〔"


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to set a text: ``first`` stands before a paragraph and takes room; ``lost`` takes it out again."""

    name: str
    first: str = "　　"
    lost: bool = False
    between_lines: int = 0
    between_paragraphs: int = 0
    page: Callable[[int], list[str]] | None = None
    spaced_digits: bool = False
    hanging: bool = False


def _blank_page(_number: int) -> list[str]:
    return ["", "", ""]


def _numbered_page(number: int) -> list[str]:
    return ["", f"— {number} —", ""]


HEADER = "江城市人民政府建议提案办理"


def _headed_page(number: int) -> list[str]:
    return [f"第 {number} 页 共 9 页", "\f" + HEADER]


INDENTS = (
    Variant("indent", first="　　"),
    Variant("spaces", first="    "),
    Variant("lost", first="　　", lost=True),
    Variant("flush", first=""),
)
BLANKS = {"": (0, 0), "+blank lines": (1, 0), "+paragraph gaps": (0, 1)}  # between lines, between paragraphs
PAGES = {"": None, "+pages": _blank_page, "+numbers": _numbered_page, "+headers": _headed_page}


def variants() -> Iterator[Variant]:
    """Yield every combination of indent, blank lines and page breaks."""
    for indent, (blank, gaps), (page, end) in itertools.product(INDENTS, BLANKS.items(), PAGES.items()):
        yield replace(
            indent,
            name=f"{indent.name}{blank}{page}",
            page=end,
            spaced_digits="numbers" in page,
            hanging="pages" in page,
            between_lines=gaps[0],
            between_paragraphs=gaps[1],
        )


def rewrap(paragraphs: list[str], width: int, variant: Variant) -> str:
    """Set paragraphs in lines of ``width`` squares."""
    lines: list[str] = []
    count = 0
    for number, paragraph in enumerate(paragraphs):
        if number:
            lines += [""] * variant.between_paragraphs
        for line in wrap(variant.first + paragraph, 2 * width, hanging=variant.hanging):
            if lines:
                lines += [""] * variant.between_lines
            count += 1
            if variant.page and count % PAGE == 0:
                lines += variant.page(count // PAGE)
            text = line.lstrip() if variant.lost else line
            lines.append(_with_spaced_digits(text) if variant.spaced_digits else text)
    return "\n".join(lines)


def wrap(text: str, columns: int, *, hanging: bool) -> list[str]:
    """Break a text into lines as word processors do: no closing mark begins a line, no opening mark ends one."""
    units = _units(text)
    lines, line, used = [], "", 0
    for unit in units:
        size = _columns(unit)
        if used + size > columns and line:
            if unit in _NO_START and hanging:
                lines.append(line + unit)
                line, used = "", 0
                continue
            moved = ""
            if unit in _NO_START or line[-1] in _NO_END:
                line, moved = line[:-1], line[-1]
            lines.append(line)
            line, used = moved, _columns(moved)
        line, used = line + unit, used + size
    return [*lines, line] if line else lines


def _units(text: str) -> list[str]:
    """Cut a text into what may not be broken: Latin words, figures, and single characters."""
    units: list[str] = []
    for character in text:
        latin = character.isascii() and (character.isalnum() or character in ".%-+")
        if latin and units and units[-1][-1].isascii() and (units[-1][-1].isalnum() or units[-1][-1] in ".%-+"):
            units[-1] += character
        else:
            units.append(character)
    return units


def _columns(text: str) -> int:
    return sum(1 if character.isascii() else 2 for character in text)


def _with_spaced_digits(text: str) -> str:
    """Put a blank round figures, as OCR programs do."""
    spaced = ""
    for character in text:
        if (
            spaced
            and (character.isdigit() != spaced[-1].isdigit())
            and not spaced[-1].isspace()
            and "." not in (character, spaced[-1])
        ):
            spaced += " "
        spaced += character
    return spaced


def starts(paragraphs: list[str]) -> set[int]:
    """Return the offsets, blanks aside, at which paragraphs begin; the very first one is no achievement."""
    ends = itertools.accumulate(len("".join(paragraph.split())) for paragraph in paragraphs)
    return set(ends)


def found_paragraphs(text: str) -> list[str]:
    """Return the paragraphs reflow finds."""
    document = reflow(raw_text(text))
    return [document.paragraph_text(paragraph) for paragraph in document.paragraphs]


def naive_paragraphs(text: str) -> list[str]:
    """Return paragraphs that end wherever a line ends a sentence."""
    paragraphs = [""]
    for line in filter(None, map(str.strip, text.replace("\f", "\n").split("\n"))):
        paragraphs[-1] += line
        if line[-1] in "。！？：；”）":
            paragraphs.append("")
    return [paragraph for paragraph in paragraphs if paragraph]


def f1(truth: list[str], found: list[str]) -> float:
    """Return the F1 of paragraph starts."""
    right, given = starts(truth), starts(found)
    return 2 * len(right & given) / (len(right) + len(given))


def load_texts() -> dict[str, list[str]]:
    """Return the true paragraphs of every text, by name."""
    return {path.stem: path.read_text(encoding="utf-8").splitlines() for path in sorted(TEXTS.glob("*.txt"))}


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--naive", action="store_true")
    parser.add_argument("--worst", type=int, default=0)
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    read = naive_paragraphs if options.naive else found_paragraphs
    chosen = [variant for variant in variants() if options.only in variant.name]
    scores: dict[tuple[str, str, int], float] = {}
    for (name, text), variant, width in itertools.product(load_texts().items(), chosen, WIDTHS):
        truth = [HEADER, *text] if variant.page is _headed_page else text
        scores[name, variant.name, width] = f1(truth, read(rewrap(truth, width, variant)))
    for title, place in (("text", 0), ("layout", 1), ("width", 2)):
        table: defaultdict[object, list[float]] = defaultdict(list)
        for key, score in scores.items():
            table[key[place]].append(score)
        sys.stdout.write(f"\n{title:32} mean   min\n")
        for group, values in table.items():
            sys.stdout.write(f"{group!s:32} {sum(values) / len(values):.3f}  {min(values):.3f}\n")
    total, low = list(scores.values()), sum(1 for score in scores.values() if score < LOW)
    summary = f"mean {sum(total) / len(total):.4f}, min {min(total):.3f}, {low} below {LOW}"
    sys.stdout.write(f"\nall {len(total)} cases: {summary}\n")
    for key, score in sorted(scores.items(), key=lambda item: item[1])[: options.worst]:
        sys.stdout.write(f"{score:.3f} {key}\n")


if __name__ == "__main__":
    main()
