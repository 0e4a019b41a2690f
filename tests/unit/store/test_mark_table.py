"""Figures of all documents, asked for by their indicators."""

import pytest

from tests.open_store import OpenStore
from viewer.core.reading import Reading
from viewer.store.store import Store


@pytest.fixture
def library(open_store: OpenStore) -> Store:
    return open_store()


def test_figures_are_found_by_their_indicator(library: Store, full_reading: Reading) -> None:
    with library.transaction() as documents:
        known = documents.add(full_reading, pipeline_version="1")
    named = tuple(each for each in full_reading.metrics if each.indicator is not None)
    assert named
    assert library.marks().figures_of(bool) == {known: named}
    assert library.marks().figures_of(lambda _: False) == {}


def test_figures_of_removed_documents_are_left_out(library: Store, full_reading: Reading) -> None:
    with library.transaction() as documents:
        documents.remove(documents.add(full_reading, pipeline_version="1"))
    assert library.marks().figures_of(lambda _: True) == {}
