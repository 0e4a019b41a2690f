"""Figures as they stand in sentences, without a library."""

from collections.abc import Callable

import pytest

from viewer.comparing.figure_key import FigureContext, figure_key
from viewer.comparing.intervals import interval_of
from viewer.comparing.nearest import nearest_name
from viewer.core.across import LibraryFigure
from viewer.core.document import DocumentId
from viewer.core.series import Statement
from viewer.extract.entities import find_entities
from viewer.extract.metadata import read_metadata
from viewer.extract.metrics import find_metrics
from viewer.importing.plain_text import raw_text
from viewer.text.reflow import reflow

State = Callable[..., Statement]


def stated(sentence: str, *, number: int = 0, date: str = "2024年5月6日", name: str = "a") -> Statement:
    """Return one figure of a sentence of a reply as it is filed."""
    text = f"关于第1号提案的答复\n\n张三委员：\n\n　　{sentence}\n\n长宁区教育局\n\n{date}\n"
    document = reflow(raw_text(text))
    metadata = read_metadata(document)
    entities = find_entities(document, metadata, tagger=None)
    metric = find_metrics(document, metadata)[number]
    before = document.text[metric.sentence.start : metric.span.start]
    context = FigureContext(before, nearest_name(entities, document.text, metric), f"{name}:{number}")
    key = figure_key(metric, context)
    assert key is not None
    words = metric.sentence.of(document.text)
    figure = LibraryFigure(DocumentId(name), name, None, None, metadata.date, metric, words)
    return Statement(figure, key, interval_of(metric), key.signature)


@pytest.fixture
def state() -> State:
    """Return a way to state a figure."""
    return stated
