"""Measures how well promises are found and graded, on ``tests/golden/across/commitments.toml``.

Run ``python tests/benchmarks/quality_commitments.py [--blind FOLDER] [--errors]``. The gold was labelled by hand by who
wrote the rules; that of ``blind`` and ``blind_two`` before they were ever run on it.
"""

import argparse
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.benchmarks.quality_links import BLIND
from viewer.core.commitment import Commitment
from viewer.extract.commitments import find_commitments
from viewer.services.read_file import read_file

_ROOT = Path(__file__).parents[2]
_GOLD = _ROOT / "tests" / "golden" / "across"


def path_of(name: str, folder: Path = _GOLD) -> Path:
    """Return the document the gold calls by this name."""
    own = folder / f"{name}.txt"
    return own if own.exists() else next((_ROOT / "corpus").glob(f"{name}_*.txt"))


def promises_of(path: Path) -> tuple[Commitment, ...]:
    """Return what is found in a file."""
    reading = read_file(path)
    return find_commitments(reading.document, reading.metadata, reading.entities, reading.metrics)


@dataclass
class PromiseScore:
    """How many promises are found, and how many of those are graded as in the gold."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    graded: int = 0
    errors: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """Return the part of the found promises that is right."""
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """Return the part of the promises that is found."""
        return self.right / max(1, self.right + self.missed)

    @property
    def f1(self) -> float:
        """Return the harmonic mean of both."""
        return 2 * self.precision * self.recall / max(1e-9, self.precision + self.recall)

    def row(self) -> list[object]:
        """Return the row of the quality page."""
        rates = (f"{100 * rate:.1f}" for rate in (self.precision, self.recall, self.f1))
        return [self.right + self.missed, self.right + self.wrong, *rates, f"{self.graded} of {self.right}"]

    def take(self, name: str, found: Sequence[Commitment], labels: dict[str, str]) -> None:
        """Compare what is found in a document with its labels: how a sentence begins, and how it binds."""
        left = dict(labels)
        for each in found:
            start = next((start for start in left if each.words.startswith(start)), None)
            strength = left.pop(start) if start is not None else None
            if strength == "neutral":
                continue
            self.right += strength is not None
            self.wrong += strength is None
            self.graded += strength == each.strength.value
            if strength != each.strength.value:
                label = "wrong" if strength is None else f"{strength}, found {each.strength.value}"
                self.errors.append(f"{name} {label} {each.words[:50]}")
        missed = [start for start, strength in left.items() if strength != "neutral"]
        self.missed += len(missed)
        self.errors += [f"{name} missed {start}" for start in missed]


def measure(blind: str | None = None) -> PromiseScore:
    """Look for promises in every document of the gold."""
    folder = _GOLD / blind if blind else _GOLD
    gold = tomllib.loads((folder / "commitments.toml").read_text("utf-8"))
    score = PromiseScore()
    for name in [*gold, *sorted(path.stem for path in folder.glob("*.txt") if path.stem not in gold)]:
        labels = {start: strength for strength, starts in gold.get(name, {}).items() for start in starts}
        score.take(name, promises_of(path_of(name, folder)), labels)
    return score


def main() -> None:
    """Print precision, recall, F1 and how many are graded right."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--blind", choices=BLIND, help="replies labelled before any run")
    arguments = parser.parse_args()
    show = arguments.errors
    score = measure(arguments.blind)
    for each in score.errors if show else ():
        print(each)
    found, wanted = score.right + score.wrong, score.right + score.missed
    print(f"gold {wanted}, found {found}, right {score.right}, graded right {score.graded}")
    print(f"precision {score.precision:.1%}  recall {score.recall:.1%}  F1 {score.f1:.1%}")


if __name__ == "__main__":
    main()
