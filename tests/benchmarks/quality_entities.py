"""Measure the entity finder against golden texts: ``python tests/benchmarks/quality_entities.py [-v]``.

``seeds`` are two founding replies, which the rules were developed on; ``blind`` are passages about other places and
subjects, annotated before the finder had read them. Offsets count characters other than blanks, so
wrapping does not matter. A mention is right when span and type agree (typed); it is highlighted when
anything overlaps it. Optional mentions are neither missed nor false.
"""

import argparse
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from viewer.core.document import Document, Paragraph
from viewer.core.span import Span
from viewer.extract.entities import find_entities, load_tagger
from viewer.extract.metadata import read_metadata
from viewer.extract.tagger.tagger import Tagger
from viewer.importing.registry import read
from viewer.text.reflow import reflow

TESTS = Path(__file__).parent.parent
GOLDEN = TESTS / "golden" / "entities"
CORPUS = TESTS.parent / "corpus"
MARK = re.compile(r"\[([^\[\]|]+)\|([A-Z]+)(\??)\]")


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention in compact offsets."""

    start: int
    end: int
    type: str
    text: str
    optional: bool = False

    def overlaps(self, other: "Mention") -> bool:
        """Tell whether the two share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Score:
    """How many mentions are expected, given and right, strictly, untyped, and at least touched."""

    expected: int
    given: int
    typed: int
    untyped: int
    highlighted: int
    touched: int

    def __add__(self, other: "Score") -> "Score":
        return Score(*(a + b for a, b in zip(self.counts, other.counts, strict=True)))

    @property
    def counts(self) -> tuple[int, ...]:
        """Return the six counts."""
        return (self.expected, self.given, self.typed, self.untyped, self.highlighted, self.touched)

    def f1(self, right: int) -> float:
        """Return the F1 of so many right ones, in percent."""
        total = self.expected + self.given
        return 200 * right / total if total else 0.0

    @property
    def relaxed(self) -> float:
        """Return the F1 of highlighting anything where something is."""
        precision = self.touched / self.given if self.given else 0.0
        recall = self.highlighted / self.expected if self.expected else 0.0
        return 200 * precision * recall / (precision + recall) if precision + recall else 0.0


def compact_offsets(text: str) -> list[int]:
    """Return for every offset of the text how many characters other than blanks stand before it."""
    offsets, count = [], 0
    for char in text:
        offsets.append(count)
        count += not char.isspace()
    return [*offsets, count]


def found_in(document: Document, *, tagger: Tagger | None) -> list[Mention]:
    """Return what the finder says, in compact offsets."""
    offsets = compact_offsets(document.text)
    entities = find_entities(document, read_metadata(document), tagger=tagger)
    return [Mention(offsets[e.span.start], offsets[e.span.end], e.type.value, e.surface) for e in entities]


def seed_cases() -> Iterator[tuple[str, Document, list[Mention]]]:
    """Yield the founding replies that have gold."""
    for table in sorted((GOLDEN / "seeds").glob("*.tsv")):
        path = next(CORPUS.glob(f"{table.stem}_*.txt"))
        rows = [line.split("\t") for line in table.read_text(encoding="utf-8").splitlines()[2:]]
        gold = [Mention(int(row[0]), int(row[1]), row[2], row[4], row[3] == "optional") for row in rows]
        yield table.stem, reflow(read(path)), gold


def marked_cases(folder: str) -> Iterator[tuple[str, Document, list[Mention]]]:
    """Yield passages whose mentions are marked in the text as ``[surface|TYPE]``, ``[surface|TYPE?]`` if optional."""
    for path in sorted((GOLDEN / folder).glob("*.txt")):
        text, gold = unmarked(path.read_text(encoding="utf-8"))
        yield path.stem, document_of(text), gold


def unmarked(marked: str) -> tuple[str, list[Mention]]:
    """Return the plain text and its mentions in compact offsets."""
    plain, spans, reached = "", [], 0
    for mark in MARK.finditer(marked):
        plain += marked[reached : mark.start()]
        spans.append((len(plain), len(plain) + len(mark[1]), mark[2], bool(mark[3])))
        plain += mark[1]
        reached = mark.end()
    plain = (plain + marked[reached:]).strip("\n")
    offsets = compact_offsets(plain)
    return plain, [Mention(offsets[a], offsets[b], kind, plain[a:b], optional) for a, b, kind, optional in spans]


def document_of(text: str) -> Document:
    """Return a document whose paragraphs are the text's lines."""
    paragraphs, start = [], 0
    for line in text.split("\n"):
        paragraphs.append(Paragraph(Span(start, start + len(line))))
        start += len(line) + 1
    return Document(text, tuple(paragraphs))


def score(gold: Iterable[Mention], found: Iterable[Mention]) -> tuple[Score, list[Mention], list[Mention]]:
    """Return the score of one text, what was missed and what was wrong."""
    gold, found = list(gold), list(found)
    firm = [one for one in gold if not one.optional]
    soft = [one for one in gold if one.optional]
    keys = {(one.start, one.end, one.type) for one in firm}
    spans = {(one.start, one.end) for one in firm}
    counted = [one for one in found if (one.start, one.end) in spans or not any(one.overlaps(other) for other in soft)]
    have = {(one.start, one.end, one.type) for one in counted}
    missed = [one for one in firm if (one.start, one.end, one.type) not in have]
    wrong = [one for one in counted if (one.start, one.end, one.type) not in keys]
    result = Score(
        expected=len(firm),
        given=len(counted),
        typed=len(firm) - len(missed),
        untyped=sum((one.start, one.end) in {(o.start, o.end) for o in counted} for one in firm),
        highlighted=sum(any(one.overlaps(other) for other in counted) for one in firm),
        touched=sum(any(one.overlaps(other) for other in firm) for one in counted),
    )
    return result, missed, wrong


def measure(
    name: str, cases: Iterable[tuple[str, Document, list[Mention]]], *, tagger: Tagger | None, verbose: bool
) -> list[list[str]]:
    """Return the table rows of one set of cases."""
    total = Score(0, 0, 0, 0, 0, 0)
    expected: Counter[str] = Counter()
    given: Counter[str] = Counter()
    missing: Counter[str] = Counter()
    for stem, document, gold in cases:
        one, missed, wrong = score(gold, found_in(document, tagger=tagger))
        total += one
        expected.update(m.type for m in gold if not m.optional)
        missing.update(m.type for m in missed)
        given.update(m.type for m in wrong)
        if verbose:
            print(f"-- {name}/{stem}: typed {one.f1(one.typed):.1f}")
            print("   missed:", "  ".join(f"{m.text}|{m.type}" for m in missed))
            print("   wrong: ", "  ".join(f"{m.text}|{m.type}" for m in wrong))
    if verbose:
        for kind in sorted(expected):
            right = expected[kind] - missing[kind]
            f1 = 200 * right / (expected[kind] + right + given[kind])
            print(f"   {kind:<5} expected {expected[kind]:>3}  typed F1 {f1:5.1f}")
    figures = (total.f1(total.typed), total.f1(total.untyped), total.relaxed)
    recall = 100 * total.highlighted / total.expected if total.expected else 0.0
    return [[name, str(total.expected), *(f"{figure:.1f}" for figure in (*figures, recall))]]


HEADER = ["entities", "mentions", "typed F1", "untyped F1", "highlighted F1", "highlighted recall"]


def rows(*, verbose: bool = False) -> list[list[str]]:
    """Return the quality table's rows: seeds and blind passages, with the tagger and by rules alone."""
    table: list[list[str]] = []
    for label, tagger in (("rules + tagger", load_tagger()), ("rules", None)):
        for name, cases in (
            ("seeds 001, 003", seed_cases()),
            ("passages", marked_cases("passages")),
            ("blind passages", marked_cases("blind")),
            ("fresh, dense, first round", marked_cases("fresh_one")),
            ("fresh, dense, second round", marked_cases("fresh_two")),
            ("fresh, ordinary density", marked_cases("fresh_three")),
        ):
            table += measure(f"{name} ({label})", cases, tagger=tagger, verbose=verbose)
    return table


def main() -> None:
    """Print the table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("-v", "--verbose", action="store_true")
    for row in [HEADER, *rows(verbose=arguments.parse_args().verbose)]:
        print(" | ".join(row))


if __name__ == "__main__":
    main()
