"""Figures as they stand in sentences, without a library."""

from collections.abc import Callable

import pytest

from viewer.comparing.figure_context import figure_contexts
from viewer.comparing.figure_key import figure_key
from viewer.comparing.intervals import interval_of
from viewer.core.across import LibraryFigure
from viewer.core.document import DocumentId
from viewer.core.reading import Reading, Source
from viewer.core.series import Statement
from viewer.extract.commitments import find_commitments
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
    metrics = find_metrics(document, metadata)
    reading = Reading(Source(name, "text/plain", "", 0), document, metadata, entities, metrics)
    promises = find_commitments(document, metadata, entities, metrics)
    metric, context = list(figure_contexts(reading, promises, DocumentId(name)))[number]
    key = figure_key(metric, context)
    assert key is not None
    words = metric.sentence.of(document.text)
    figure = LibraryFigure(DocumentId(name), name, None, None, metadata.date, metric, words)
    return Statement(figure, key, interval_of(metric), key.signature)


@pytest.fixture
def state() -> State:
    """Return a way to state a figure."""
    return stated
