"""The data tables are read once and are well formed."""

import pytest

from viewer.core.metric import Comparator
from viewer.extract.metrics.table import read_table


@pytest.mark.parametrize("name", ["units", "qualifiers", "counting", "indicator"])
def test_every_table_is_read_once(name: str) -> None:
    assert read_table(name) is read_table(name)


@pytest.mark.parametrize("part", ["before", "inside", "after", "distant"])
def test_every_qualifier_names_a_comparator(part: str) -> None:
    signs = read_table("qualifiers")[part].values()
    assert all(Comparator(sign) for sign in signs)


def test_an_unknown_table_is_a_fault_of_ours() -> None:
    with pytest.raises(FileNotFoundError):
        read_table("nothing")
