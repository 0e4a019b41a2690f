"""Whoever changes a document, it is noted as to be looked at again."""

import pytest

from tests.open_store import OpenStore
from tests.unit.services.shelf import Shelf


@pytest.fixture
def shelf(open_store: OpenStore) -> Shelf:
    shelf = Shelf.of(open_store())
    shelf.add("全区养老床位7860张。")
    shelf.look()
    return shelf


def waiting(shelf: Shelf) -> int:
    return shelf.tables.freshness().waiting


def test_what_was_looked_at_waits_no_more(shelf: Shelf) -> None:
    assert waiting(shelf) == 0


def test_a_new_a_corrected_and_a_removed_document_wait(shelf: Shelf) -> None:
    second = shelf.add("全区养老床位8020张。", number=2)
    assert waiting(shelf) == 1
    shelf.look()
    with shelf.library.transaction() as documents:
        documents.replace_marks(second, (), ())
    assert waiting(shelf) == 1
    shelf.look()
    with shelf.library.transaction() as documents:
        documents.remove(second)
    assert waiting(shelf) == 1


def test_marking_as_indexed_is_no_change(shelf: Shelf) -> None:
    with shelf.library.transaction() as documents:
        documents.mark_indexed(documents.shown_ids())
    assert waiting(shelf) == 0


def test_new_rules_look_at_everything_again_and_come_to_the_same(shelf: Shelf) -> None:
    before = shelf.series()
    with shelf.library.transaction():
        shelf.library.across().set_rules_version("older")
    shelf.look()
    assert shelf.series() == before
