"""Measures how well figures are linked into series: every pair of figures of ``tests/golden/across/links.toml``.

Run ``python tests/benchmarks/quality_links.py [--blind FOLDER] [--errors]``. The gold was made by hand by who wrote the
rules; the replies other than the founding ones were written for it, with figures that resemble each other on purpose.
Those of the ``blind`` folders were annotated before the rules were ever run on them. The gold names a figure by its
document and the words it ends; ``#2`` is the second figure written just so.
"""

import argparse
import tempfile
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
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

BLIND = ("blind", "blind_two", "blind_three", "blind_four", "blind_five")
"""The folders of replies annotated before any run on them."""

Pair = frozenset[str]


def sources(blind: str | None) -> Iterator[tuple[str, Path]]:
    """Yield the documents of the gold by the name the gold gives them."""
    for path in () if blind else sorted((_ROOT / "corpus").glob("*.txt")):
        yield path.name[:3], path
    for path in sorted((_GOLD / blind if blind else _GOLD).glob("*.txt")):
        yield path.stem, path


def pairs_of(groups: list[list[str]]) -> set[Pair]:
    """Return every pair of members of one group."""
    return {frozenset(pair) for group in groups for pair in combinations(sorted(group), 2)}


@dataclass(frozen=True, slots=True)
class LinkScore:
    """The pairs the gold joins, the pairs found, how the series found are judged, and the figures not read at all."""

    wanted: set[Pair]
    found: set[Pair]
    verdicts: Counter[Verdict | None]
    unread: frozenset[str] = frozenset()

    @property
    def right(self) -> int:
        """Return how many pairs found are joined in the gold too."""
        return len(self.wanted & self.found)

    @property
    def precision(self) -> float:
        """Return the part of the found pairs that is right."""
        return self.right / max(1, len(self.found))

    @property
    def recall(self) -> float:
        """Return the part of the wanted pairs that is found."""
        return self.right / max(1, len(self.wanted))

    @property
    def f1(self) -> float:
        """Return the harmonic mean of both."""
        return 2 * self.precision * self.recall / max(1e-9, self.precision + self.recall)

    def row(self) -> list[object]:
        """Return the row of the quality page."""
        rates = (f"{100 * rate:.1f}" for rate in (self.precision, self.recall, self.f1))
        return [len(self.wanted), len(self.found), *rates]


def measure(blind: str | None = None) -> LinkScore:
    """Link the documents of the gold in a library of their own."""
    folder_of_gold = _GOLD / blind if blind else _GOLD
    gold = tomllib.loads((folder_of_gold / "links.toml").read_text("utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        places, found, verdicts = _linked(Path(folder), blind)
    wanted, neutral = (
        pairs_of([[places.meant(name) for name in group] for group in gold[part]]) for part in ("groups", "neutral")
    )
    unread = frozenset(name for pair in wanted for name in pair if not places.knows(name))
    return LinkScore(wanted, found - neutral, verdicts, unread)


def main() -> None:
    """Print precision, recall and F1, and the wrong pairs if asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--blind", choices=BLIND, help="replies annotated before any run")
    arguments = parser.parse_args()
    score = measure(arguments.blind)
    print(f"{len(score.wanted)} pairs; found {len(score.found)}, right {score.right}")
    print(f"precision {score.precision:.1%}  recall {score.recall:.1%}  F1 {score.f1:.1%}")
    print("verdicts of series:", dict(score.verdicts))
    if arguments.errors:
        print("not read:", *sorted(score.unread))
        for title, pairs in (("missed", score.wanted - score.found), ("wrong", score.found - score.wanted)):
            for pair in sorted(map(sorted, pairs)):
                print(title, *pair)


def _linked(folder: Path, blind: str | None) -> tuple["_Places", set[Pair], Counter[Verdict | None]]:
    library = Library.open(folder / "library")
    places = _Places()
    names = {}
    with library.transaction() as documents:
        for name, path in sources(blind):
            reading = read_file(path)
            names[documents.add(reading, pipeline_version="gold")] = name
            places.texts[name] = reading.document.text
    tables = AcrossTables(library)
    tables.bring_up_to_date(progress=ignore_progress, cancel=CancelToken())
    indicators = Indicators(library, tables)
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
    return places, found, verdicts


class _Places:
    """The names of figures as the gold writes them."""

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}
        self._seen: Counter[str] = Counter()
        self._names: dict[tuple[str, int], str] = {}
        self._ends: dict[tuple[str, int], str] = {}

    def note(self, name: str, figure: LibraryFigure) -> None:
        """Take the next figure of a document in reading order."""
        words = f"{name}:{figure.metric.surface}"
        self._seen[words] += 1
        suffix = f"#{self._seen[words]}" if self._seen[words] > 1 else ""
        self._names[name, figure.metric.span.start] = words + suffix
        for place in range(figure.metric.span.start, figure.metric.span.end):
            self._ends[name, place] = words + suffix

    def of(self, name: str, figure: LibraryFigure) -> str:
        """Return how the gold writes a figure."""
        return self._names[name, figure.metric.span.start]

    def knows(self, name: str) -> bool:
        """Return whether a figure of that name was read."""
        return name in self._names.values()

    def meant(self, name: str) -> str:
        """Return the figure the gold means: the one so called, or the one in which the words named end."""
        document, _, words = name.partition(":")
        start = self.texts[document].find(words)
        if self.knows(name) or start < 0:
            return name
        ends = range(start + len(words) - 1, start - 1, -1)
        return next((self._ends[document, end] for end in ends if (document, end) in self._ends), name)


if __name__ == "__main__":
    main()
