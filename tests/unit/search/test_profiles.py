"""Documents alike in every facet have one profile, however the numbers of profiles are made."""

import pytest

from tests.unit.search.conftest import Build, make_document
from viewer.core.metadata import Metadata
from viewer.search import profiles
from viewer.search.profiles import profiles_of


@pytest.mark.parametrize("most", [1, 1 << 62])
def test_documents_of_one_profile_are_counted_together(
    build_engine: Build, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    units = ("区教育局", "区公安局", None)
    documents = [
        make_document(f"d{at}", "停车", Metadata(issuing_unit=units[at % 3], date=f"{2020 + at % 2}-01-01"))
        for at in range(12)
    ]
    monkeypatch.setattr(profiles, "_MOST", most)
    with build_engine(*documents).index.open_reader() as reader:
        found = profiles_of(reader)
        column = reader.facet("issuing_unit")
        assert len(set(found.codes.tolist())) == 6
        assert [column.values[code] if code >= 0 else None for code in found.columns["issuing_unit"][found.codes]] == [
            units[at % 3] for at in range(12)
        ]
