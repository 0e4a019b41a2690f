"""A person's own synonyms are kept in the library and read again as they were written."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from viewer.core.errors import FileDamagedError
from viewer.services.own_synonyms import OwnSynonyms
from viewer.store.library import Library


@pytest.fixture
def synonyms(tmp_path: Path) -> Iterator[OwnSynonyms]:
    library = Library.open(tmp_path / "library")
    yield OwnSynonyms(library)
    library.close()


def test_a_new_library_has_none_and_the_program_has_some(synonyms: OwnSynonyms) -> None:
    assert synonyms.own() == ()
    assert ("人工智能", "AI") in synonyms.built_in()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=5), max_size=3).map(tuple)))
def test_what_is_written_is_read_again(synonyms: OwnSynonyms, groups: list[tuple[str, ...]]) -> None:
    synonyms.write(groups)
    assert synonyms.own() == tuple(groups)


def test_a_table_somebody_broke_is_said_so(synonyms: OwnSynonyms) -> None:
    synonyms.path.write_text("groups = [[", "utf-8")
    with pytest.raises(FileDamagedError, match="同义词表"):
        synonyms.own()
