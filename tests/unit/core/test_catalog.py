"""A second try is told with the first as one import."""

from viewer.core.catalog import ImportFailure, ImportReport, after_another_try
from viewer.core.document import DocumentId


def test_what_the_second_try_opened_is_no_failure_any_more() -> None:
    locked = ImportFailure("a.pdf", "有密码", wants_password=True)
    other = ImportFailure("b.pdf", "已损坏")
    first = ImportReport((DocumentId("1"),), failed=(locked, other))
    joined = after_another_try(first, ImportReport((DocumentId("2"),)), ["a.pdf"])
    assert joined.imported == ("1", "2")
    assert joined.failed == (other,)


def test_a_locked_file_nobody_could_be_asked_about_stays_a_failure() -> None:
    inside = ImportFailure("a.zip/b.pdf", "有密码", wants_password=True)
    assert after_another_try(ImportReport(failed=(inside,)), ImportReport(), []).failed == (inside,)
