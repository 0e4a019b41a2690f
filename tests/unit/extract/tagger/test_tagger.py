from collections.abc import Sequence

import pytest

from viewer.extract.tagger.tagger import NeuralTagger, Tagged, TagLabel, spans_of


class Marking:
    """A network that calls the first two characters of every sentence a person."""

    def tags(self, sentences: Sequence[str]) -> list[list[str]]:
        """Return the tags."""
        return [["B_person", "E_person", *["O"] * (len(sentence) - 2)] for sentence in sentences]


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        (["B_org", "M_org", "E_org"], [(0, 3, TagLabel.ORGANISATION)]),
        (["O", "S_person", "O"], [(1, 2, TagLabel.PERSON)]),
        (["B_org", "E_person"], []),
        (["B_org", "M_org"], []),
        (["E_org"], []),
        (["B_time", "E_time"], []),
    ],
)
def test_only_complete_runs_of_one_label_are_spans(
    labels: list[str], expected: list[tuple[int, int, TagLabel]]
) -> None:
    assert list(spans_of(labels)) == expected


def test_spans_point_into_the_whole_text() -> None:
    tagged = NeuralTagger(Marking()).tag("张三来了。\n李四走了！")
    assert tagged == (Tagged(0, 2, TagLabel.PERSON), Tagged(6, 8, TagLabel.PERSON))


def test_a_stretch_without_ideographs_is_not_read() -> None:
    assert NeuralTagger(Marking()).tag("12 34 56\nab cd") == ()


def test_a_text_without_punctuation_is_cut_into_pieces() -> None:
    tagged = NeuralTagger(Marking()).tag("甲" * 1000)
    assert len(tagged) == 9
