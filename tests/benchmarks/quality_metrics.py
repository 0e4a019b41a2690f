"""Measures the figures found against gold: span, value with unit, comparator, role and the indicator's name.

Offsets of the seeds' gold count no white space and no markup, so that line breaks do not matter. An ``optional``
mention is neither a miss nor a false alarm. An indicator is *equal* when it is the gold words after trivial trimming,
*named* when it is the gold words with the figure's own object or subject added (举办 of 举办20余场创投沙龙 is
举办创投沙龙), and *contained* when one of the two holds the other.
"""

import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from viewer.core.document import Document, Paragraph
from viewer.core.metadata import Metadata
from viewer.core.metric import Metric
from viewer.core.span import Span
from viewer.extract.metadata import read_metadata
from viewer.extract.metrics import find_metrics
from viewer.importing.registry import read
from viewer.text.reflow import reflow

GOLD = Path(__file__).parents[1] / "golden" / "metrics"
CORPUS = Path(__file__).parents[2] / "corpus"
HEADINGS = ("gold", "figures", "span F1", "value+unit", "comparator", "role", "indicator =", "named", "contained")

_MARKUP = re.compile(r"\s|\*\*|^#+|^---$", re.MULTILINE)
_TRIMMED = re.compile(r"^(?:已经?|共|现有?|其中|全[省市区县]|我[省市区县]|约)+|[的了约]+$")


@dataclass(slots=True)
class Score:
    """Counts over the gold mentions that are not optional."""

    name: str
    gold: int = 0
    found: int = 0
    spans: int = 0
    values: int = 0
    comparators: int = 0
    roles: int = 0
    with_role: int = 0
    with_indicator: int = 0
    equal: int = 0
    named: int = 0
    contained: int = 0
    faults: list[str] = field(default_factory=list)

    def row(self) -> tuple[str, ...]:
        """Return one row of the quality table."""
        figures = (
            _percent(2 * self.spans, self.gold + self.found),
            _percent(self.values, self.gold),
            _percent(self.comparators, self.gold),
            _percent(self.roles, self.with_role),
            _percent(self.equal, self.with_indicator),
            _percent(self.named, self.with_indicator),
            _percent(self.contained, self.with_indicator),
        )
        return (self.name, str(self.gold), *figures)


def quality_rows() -> list[tuple[str, ...]]:
    """Return the rows of the quality table for the figures: the two seeds, then every blind set."""
    return [score.row() for score in scores()]


def scores() -> list[Score]:
    """Return the scores of the two seeds together, and of every blind set."""
    seeds = Score("metrics 001 + 003")
    for path in sorted(GOLD.glob("seed_*.jsonl")):
        _score_seed(seeds, path)
    return [seeds, *(_score_sentences(path) for path in sorted(GOLD.glob("blind_*.jsonl")))]


def _score_seed(score: Score, path: Path) -> None:
    source = next(CORPUS.glob(f"{path.stem.removeprefix('seed_')}_*.txt"))
    document = reflow(read(source))
    metrics = find_metrics(document, read_metadata(document))
    compact = _CompactOffsets(document.text)
    _compare(score, _rows(path), [(compact.span(metric.span), metric) for metric in metrics], path.stem)


def _score_sentences(path: Path) -> Score:
    score = Score(path.stem)
    for row in _rows(path):
        text = row["text"]
        document = Document(text, (Paragraph(Span(0, len(text))),))
        metrics = find_metrics(document, Metadata(date=row["date"], issuing_unit=row["unit"]))
        _compare(score, row["metrics"], [(metric.span, metric) for metric in metrics], text)
    return score


class _CompactOffsets:
    """Maps code points of a text to offsets that count neither blanks nor markup."""

    def __init__(self, text: str) -> None:
        self._gone = [match.span() for match in _MARKUP.finditer(text)]

    def span(self, span: Span) -> Span:
        return Span(self._offset(span.start), self._offset(span.end))

    def _offset(self, offset: int) -> int:
        return offset - sum(min(end, offset) - start for start, end in self._gone if start < offset)


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def _compare(
    score: Score, gold: Sequence[Mapping[str, Any]], found: Iterable[tuple[Span, Metric]], context: str
) -> None:
    by_span = dict(found)
    wanted = {Span(row["start"], row["end"]): row for row in gold}
    for span, row in wanted.items():
        if not row.get("optional"):
            score.gold += 1
            _compare_one(score, row, by_span.get(span), context)
    optional = [span for span, row in wanted.items() if row.get("optional")]
    for span, metric in by_span.items():
        if span in wanted and not wanted[span].get("optional"):
            score.found += 1
        elif not any(span.overlaps(other) for other in optional):
            score.found += 1
            score.faults.append(f"extra {metric.surface!r} in {context}")


def _compare_one(score: Score, row: Mapping[str, Any], metric: Metric | None, context: str) -> None:
    score.with_role += "role" in row
    score.with_indicator += row["ind"] is not None
    if metric is None:
        score.faults.append(f"missed {row['text']!r} in {context}")
        return
    score.spans += 1
    score.values += _same_value(row, metric)
    score.comparators += row["cmp"] == metric.comparator.value
    score.roles += row.get("role") == metric.role.value
    score.faults.extend(f"{fault} of {row['text']!r} in {context}" for fault in _faults(row, metric))
    if row["ind"] is not None:
        level = _indicator_level(row["ind"], metric)
        score.equal += level == "equal"
        score.named += level in ("equal", "named")
        score.contained += level != "other"
        if level != "equal":
            named = f"{metric.indicator_words!r} ({metric.indicator})"
            score.faults.append(f"indicator {level}: {named} for {row['ind']!r} ({row['text']})")


def _same_value(row: Mapping[str, Any], metric: Metric) -> bool:
    return (
        _close(row["value"], metric.value)
        and _close(row.get("value_max"), metric.value_max)
        and row["unit"] == metric.unit
    )


def _close(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return abs(one - other) <= 1e-3 * max(abs(one), 1e-2)


def _faults(row: Mapping[str, Any], metric: Metric) -> Iterator[str]:
    if not _same_value(row, metric):
        yield f"value {metric.value} {metric.value_max} {metric.unit}"
    if row["cmp"] != metric.comparator.value:
        yield f"comparator {metric.comparator}"
    if row.get("role", metric.role.value) != metric.role.value:
        yield f"role {metric.role} for {row['role']}"


def _indicator_level(gold: str, metric: Metric) -> str:
    words = _TRIMMED.sub("", gold)
    name, series = (_TRIMMED.sub("", each or "") for each in (metric.indicator_words, metric.indicator))
    if name == words:
        return "equal"
    if name and words and (series.startswith(words) or series.endswith(words)):
        return "named"
    return "contained" if name and (words in name or name in words) else "other"


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}" if whole else "-"


def main() -> None:
    """Print the table, and every fault when asked for with ``--faults``."""
    results = scores()
    table = [HEADINGS, *(score.row() for score in results)]
    widths = [max(len(row[column]) for row in table) for column in range(len(HEADINGS))]
    for row in table:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)))
    if "--faults" in sys.argv:
        for score in results:
            print(f"\n{score.name}", *score.faults, sep="\n  ")


if __name__ == "__main__":
    main()
