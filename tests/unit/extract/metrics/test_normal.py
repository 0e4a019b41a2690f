"""The normal form has one spelling and an exact way back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer.extract.metrics.normal import normalise


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("２.８万", "2.8万"),
        ("９５％", "95%"),
        ("農村公路三億元", "农村公路三亿元"),
        ("约 310 亿元", "约310亿元"),
        ("清淤 9.2 km", "清淤9.2 km"),
        ("1234人,500户", "1234人，500户"),
        ("1,234人", "1,234人"),
        ("比例1:19", "比例1:19"),
    ],
)
def test_every_spelling_becomes_one(written: str, normal: str) -> None:
    assert normalise(written).text == normal


def test_a_span_leads_back_over_the_blanks() -> None:
    text = "税收 约 310 亿元，"
    normal = normalise(text, 100)
    start = normal.text.index("约")
    span = normal.span(start, start + len("约310亿元"))
    assert text[span.start - 100 : span.end - 100] == "约 310 亿元"


@given(st.text(alphabet="12 aA，,\u3000家億", min_size=1, max_size=40))
def test_every_character_leads_back_to_its_own(text: str) -> None:
    normal = normalise(text)
    for position, character in enumerate(normal.text):
        span = normal.span(position, position + 1)
        assert normalise(text[span.start : span.end]).text.strip() in (character.strip(), "，", "")
