"""What one attack came to: a row of the table `make torture` ends with, handed on from its programs to the runner."""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from unicodedata import east_asian_width

_TABLE = "ANDU_TORTURE_TABLE"
_WIDTHS = (36, 7, 50, 6, 0)
_HEAD = ("attack", "times", "what must survive", "lost", "how the user is told")


@dataclass(frozen=True, slots=True)
class Verdict:
    """``lost`` counts what went against what must survive; ``told`` is what a person is shown, or why nothing is."""

    attack: str
    times: int
    survives: str
    lost: int
    told: str


def note(verdict: Verdict) -> None:
    """Hand a row to the runner; does nothing where a program runs by itself."""
    if path := os.environ.get(_TABLE):
        with Path(path).open("a", encoding="utf-8") as table:
            table.write(json.dumps(asdict(verdict), ensure_ascii=False) + "\n")


def noting(path: Path) -> dict[str, str]:
    """Return the environment in which programs hand their rows on into this file."""
    return {**os.environ, _TABLE: str(path)}


def noted(path: Path) -> list[Verdict]:
    """Return the rows so far."""
    if not path.exists():
        return []
    return [Verdict(**json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]


def lines(verdicts: list[Verdict]) -> list[str]:
    """Return the table."""
    rows = [(each.attack, str(each.times), each.survives, str(each.lost), each.told) for each in verdicts]
    return [" ".join(map(_padded, row, _WIDTHS)).rstrip() for row in (_HEAD, *rows)]


def _padded(words: str, width: int) -> str:
    taken = sum(2 if east_asian_width(letter) in "WF" else 1 for letter in words)
    return words + " " * max(0, width - taken)
