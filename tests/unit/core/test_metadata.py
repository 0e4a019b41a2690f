"""Metadata answers from what it holds and nothing else."""

from viewer.core.metadata import Metadata


def test_a_document_without_a_date_has_no_year() -> None:
    assert Metadata().year is None


def test_a_month_without_a_day_still_has_its_year() -> None:
    assert Metadata(date="2023-08").year == 2023
