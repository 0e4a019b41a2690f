from hypothesis import given, settings
from hypothesis import strategies as st

from viewer.extract.tagger.batches import batches_of

SENTENCES = st.lists(st.lists(st.integers(1, 9), max_size=12), max_size=10)


@settings(max_examples=50)
@given(SENTENCES, st.integers(1, 40))
def test_every_non_empty_sentence_is_in_one_batch(sentences: list[list[int]], most: int) -> None:
    packed = {
        row: batch.ids[: int(batch.lengths[column]), column].tolist()
        for batch in batches_of(sentences, most=most)
        for column, row in enumerate(batch.order)
    }
    assert packed == {index: sentence for index, sentence in enumerate(sentences) if sentence}


def test_the_active_sentences_are_the_first_ones() -> None:
    (batch,) = batches_of([[1], [1, 2, 3], [1, 2]])
    assert [batch.active(step) for step in range(4)] == [3, 2, 1, 0]
