"""The entity finder keeps what it has reached on the golden texts."""

import pytest

from tests.benchmarks.quality_entities import Score, found_in, marked_cases, score, seed_cases
from viewer.extract.entities import load_tagger

TAGGER = load_tagger()


def total(kind: str, *, by_rules: bool) -> Score:
    cases = seed_cases() if kind == "seeds" else marked_cases(kind)
    tagger = None if by_rules else TAGGER
    scores = [score(gold, found_in(document, tagger=tagger))[0] for _, document, gold in cases]
    return sum(scores[1:], start=scores[0])


@pytest.mark.skipif(TAGGER is None, reason="the weights are not built")
@pytest.mark.parametrize(
    ("kind", "typed", "highlighted"),
    [
        ("seeds", 98, 99),
        ("passages", 91, 97),
        ("blind", 91, 97),
        ("fresh_one", 90, 97),
        ("fresh_two", 82, 96),
        ("fresh_three", 93, 96),
    ],
)
def test_names_are_found_and_typed(kind: str, typed: float, highlighted: float) -> None:
    reached = total(kind, by_rules=False)
    assert reached.f1(reached.typed) >= typed
    assert reached.relaxed >= highlighted


@pytest.mark.parametrize(("kind", "typed"), [("seeds", 94), ("passages", 86), ("blind", 80)])
def test_rules_alone_still_read(kind: str, typed: float) -> None:
    reached = total(kind, by_rules=True)
    assert reached.f1(reached.typed) >= typed
