"""Measures how well promises are found and graded, on ``tests/golden/across/commitments.toml``.

Run ``python tests/benchmarks/quality_commitments.py [--errors]``. The gold was labelled by hand by who wrote the rules.
"""

import argparse
import tomllib
from pathlib import Path

from viewer.core.commitment import Commitment
from viewer.extract.commitments import find_commitments
from viewer.services.read_file import read_file

_ROOT = Path(__file__).parents[2]
_GOLD = _ROOT / "tests" / "golden" / "across"


def path_of(name: str) -> Path:
    """Return the document the gold calls by this name."""
    own = _GOLD / f"{name}.txt"
    return own if own.exists() else next((_ROOT / "corpus").glob(f"{name}_*.txt"))


def promises_of(path: Path) -> tuple[Commitment, ...]:
    """Return what is found in a file."""
    reading = read_file(path)
    return find_commitments(reading.document, reading.metadata, reading.entities, reading.metrics)


def main() -> None:
    """Print precision, recall, F1 and how many are graded right."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", action="store_true")
    show = parser.parse_args().errors
    gold = tomllib.loads((_GOLD / "commitments.toml").read_text("utf-8"))
    right = wrong = missed = graded = 0
    for name in [*gold, *sorted(path.stem for path in _GOLD.glob("*.txt") if path.stem not in gold)]:
        labels = {start: strength for strength, starts in gold.get(name, {}).items() for start in starts}
        for each in promises_of(path_of(name)):
            start = next((start for start in labels if each.words.startswith(start)), None)
            strength = labels.pop(start) if start is not None else None
            if strength == "neutral":
                continue
            right += strength is not None
            wrong += strength is None
            graded += strength == each.strength.value
            if show and strength != each.strength.value:
                print(
                    name, "wrong" if strength is None else f"{strength}, found {each.strength.value}", each.words[:50]
                )
        left = [start for start, strength in labels.items() if strength != "neutral"]
        missed += len(left)
        for start in left if show else ():
            print(name, "missed", start)
    precision, recall = right / max(1, right + wrong), right / max(1, right + missed)
    print(f"gold {right + missed}, found {right + wrong}, right {right}, graded right {graded}")
    print(f"precision {precision:.1%}  recall {recall:.1%}  F1 {2 * precision * recall / (precision + recall):.1%}")


if __name__ == "__main__":
    main()
