"""A person's own synonyms are kept in the library and read again as they were written."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.open_store import OpenStore
from viewer.core.errors import FileDamagedError
from viewer.services.own_synonyms import OwnSynonyms
from viewer.store.library import Library
from viewer.store.store import OWN_SYNONYMS


@pytest.fixture
def synonyms(open_store: OpenStore) -> OwnSynonyms:
    return OwnSynonyms(open_store())


def test_a_new_library_has_none_and_the_program_has_some(synonyms: OwnSynonyms) -> None:
    assert synonyms.own() == ()
    assert ("人工智能", "AI") in synonyms.built_in()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=5), max_size=3).map(tuple)))
def test_what_is_written_is_read_again(synonyms: OwnSynonyms, groups: list[tuple[str, ...]]) -> None:
    synonyms.write(groups)
    assert synonyms.own() == tuple(groups)


@pytest.mark.parametrize("broken", [b"groups = [[", b"\xff\xfe\xd6"])
def test_a_table_somebody_broke_is_said_so(tmp_path: Path, broken: bytes) -> None:
    library = Library.open(tmp_path / "library")
    (library.folder / OWN_SYNONYMS).write_bytes(broken)
    with pytest.raises(FileDamagedError, match="同义词表"):
        OwnSynonyms(library).own()
    library.close()


def test_a_table_is_the_same_for_whoever_opens_the_library(open_store: OpenStore) -> None:
    OwnSynonyms(open_store()).write([("加装电梯", "装个梯子")])
    assert OwnSynonyms(open_store()).own() == (("加装电梯", "装个梯子"),)
