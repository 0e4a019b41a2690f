"""The words round a number become its qualifier and comparator."""

from fractions import Fraction

from viewer.core.metric import Comparator, MetricType
from viewer.extract.metrics.comparator import qualifier_table
from viewer.extract.metrics.quantity import Quantity, Stated, qualified


def read(text: str, number: str, *, more: str = "") -> Quantity:
    start = text.index(number)
    stated = Stated(start, start + len(number), Fraction(5), "家", MetricType.COUNT, more=more)
    return qualified(stated, text, qualifier_table())


def test_the_figure_covers_its_qualifiers() -> None:
    text = "共有约5家左右企业"
    found = read(text, "5家")
    assert text[found.start : found.end] == "约5家左右"


def test_words_before_win_over_words_inside_and_behind() -> None:
    assert read("近5余家", "5余家", more="余").comparator is Comparator.LESS
    assert read("5余家左右", "5余家", more="余").comparator is Comparator.MORE


def test_a_rate_is_no_comparator_but_belongs_to_the_figure() -> None:
    found = read("每年5家", "5家")
    assert (found.comparator, found.qualifier, found.rate) == (Comparator.EQUAL, "每年", True)
