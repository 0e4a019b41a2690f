"""Sentences of many offices, annotated by hand before they were first read by the program."""

import json
from pathlib import Path
from typing import Any

import pytest

from viewer.core.document import Document, Paragraph
from viewer.core.metadata import Metadata
from viewer.core.span import Span
from viewer.extract.metrics import find_metrics

GOLD = Path(__file__).parents[3] / "golden" / "metrics"


def sentences() -> list[dict[str, Any]]:
    paths = sorted(GOLD.glob("blind_*.jsonl"))
    return [json.loads(line) for path in paths for line in path.read_text("utf-8").splitlines()]


@pytest.mark.parametrize("row", [row for row in sentences() if not row["metrics"]], ids=lambda row: row["text"][:8])
def test_a_sentence_without_figures_gives_none(row: dict[str, Any]) -> None:
    assert find_in(row) == {}


def test_nearly_every_figure_is_found_with_its_value_unit_and_comparator() -> None:
    wanted = right = 0
    for row in sentences():
        found = find_in(row)
        for gold in (gold for gold in row["metrics"] if not gold.get("optional")):
            wanted += 1
            value, unit, comparator = found.get((gold["start"], gold["end"]), (None, None, None))
            right += value == pytest.approx(gold["value"], rel=1e-3) and (unit, comparator) == (
                gold["unit"],
                gold["cmp"],
            )
    assert right / wanted >= 0.97


def find_in(row: dict[str, Any]) -> dict[tuple[int, int], tuple[float, str, str]]:
    document = Document(row["text"], (Paragraph(Span(0, len(row["text"]))),))
    metrics = find_metrics(document, Metadata(date=row["date"], issuing_unit=row["unit"]))
    return {(one.span.start, one.span.end): (one.value, one.unit, one.comparator.value) for one in metrics}
