"""Measures how well figures are linked into series: every pair of figures of ``tests/golden/across/links.toml``.

Run ``python tests/benchmarks/quality_links.py [--errors]``. The gold was made by hand by who wrote the rules; the
replies other than the founding ones were written for it, with figures that resemble each other on purpose.
"""

import argparse
import tempfile
import tomllib
from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

from viewer.core.across import LibraryFigure
from viewer.core.progress import CancelToken, ignore_progress
from viewer.core.series import Verdict
from viewer.services.across_tables import AcrossTables
from viewer.services.indicators import Indicators
from viewer.services.read_file import read_file
from viewer.store.library import Library

_ROOT = Path(__file__).parents[2]
_GOLD = _ROOT / "tests" / "golden" / "across"

Pair = frozenset[str]


def sources() -> Iterator[tuple[str, Path]]:
    """Yield the documents of the gold by the name the gold gives them."""
    for path in sorted((_ROOT / "corpus").glob("*.txt")):
        yield path.name[:3], path
    for path in sorted(_GOLD.glob("*.txt")):
        yield path.stem, path


def pairs_of(groups: list[list[str]]) -> set[Pair]:
    """Return every pair of members of one group."""
    return {frozenset(pair) for group in groups for pair in combinations(sorted(group), 2)}


def main() -> None:
    """Print precision, recall and F1, and the wrong pairs if asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", action="store_true")
    arguments = parser.parse_args()
    gold = tomllib.loads((_GOLD / "links.toml").read_text("utf-8"))
    wanted, neutral = pairs_of(gold["groups"]), pairs_of(gold["neutral"])
    with tempfile.TemporaryDirectory() as folder:
        found, verdicts = _linked(Path(folder))
    found -= neutral
    right = wanted & found
    precision, recall = len(right) / max(1, len(found)), len(right) / max(1, len(wanted))
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    print(f"{len(gold['groups'])} groups, {len(wanted)} pairs; found {len(found)}, right {len(right)}")
    print(f"precision {precision:.1%}  recall {recall:.1%}  F1 {f1:.1%}")
    print("verdicts of series:", dict(verdicts))
    if arguments.errors:
        for title, pairs in (("missed", wanted - found), ("wrong", found - wanted)):
            for pair in sorted(map(sorted, pairs)):
                print(title, *pair)


def _linked(folder: Path) -> tuple[set[Pair], Counter[Verdict | None]]:
    library = Library.open(folder / "library")
    names = {}
    with library.transaction() as documents:
        for name, path in sources():
            names[documents.add(read_file(path), pipeline_version="gold")] = name
    tables = AcrossTables(library)
    tables.bring_up_to_date(progress=ignore_progress, cancel=CancelToken())
    indicators = Indicators(library, tables)
    places = _Places()
    for figure in sorted(indicators.figures(), key=lambda each: (each.document_id, each.metric.span)):
        places.note(names[figure.document_id], figure)
    found: set[Pair] = set()
    verdicts: Counter[Verdict | None] = Counter()
    for summary in indicators.list_series(least_mentions=2):
        series = indicators.series(summary.id)
        if series is not None:
            members = [places.of(names[each.figure.document_id], each.figure) for each in series.statements]
            found |= pairs_of([members])
            verdicts[summary.verdict] += 1
    library.close()
    return found, verdicts


class _Places:
    """The names of figures as the gold writes them."""

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()
        self._names: dict[tuple[str, int], str] = {}

    def note(self, name: str, figure: LibraryFigure) -> None:
        """Take the next figure of a document in reading order."""
        words = f"{name}:{figure.metric.surface}"
        self._seen[words] += 1
        suffix = f"#{self._seen[words]}" if self._seen[words] > 1 else ""
        self._names[name, figure.metric.span.start] = words + suffix

    def of(self, name: str, figure: LibraryFigure) -> str:
        """Return how the gold writes a figure."""
        return self._names[name, figure.metric.span.start]


if __name__ == "__main__":
    main()
