import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from viewer.extract.tagger.batches import batches_of

SENTENCES = st.lists(st.lists(st.integers(1, 9), max_size=12), max_size=10)


@settings(max_examples=50)
@given(SENTENCES, st.integers(1, 40))
def test_every_non_empty_sentence_is_in_one_batch(sentences: list[list[int]], most: int) -> None:
    packed = {
        row: sentence
        for batch in batches_of(sentences, most=most)
        for row, sentence in zip(batch.order, batch.by_sentence(batch.ids), strict=True)
    }
    assert packed == {index: sentence for index, sentence in enumerate(sentences) if sentence}


def test_a_step_holds_the_sentences_that_are_long_enough() -> None:
    (batch,) = batches_of([[1], [2, 3, 4], [5, 6]])
    assert [batch.ids[step].tolist() for step in batch.steps] == [[2, 5, 1], [3, 6], [4]]


def test_backwards_every_sentence_is_read_from_its_own_end() -> None:
    (batch,) = batches_of([[1], [2, 3, 4], [5, 6]])
    assert batch.by_sentence(batch.ids[batch.mirror]) == [[4, 3, 2], [6, 5], [1]]


def test_states_of_both_ways_stand_at_their_own_characters() -> None:
    (batch,) = batches_of([[1], [2, 3, 4], [5, 6]])
    table = np.repeat(batch.ids, 2)[:, None].astype(np.float32)
    states = table[batch.both_ways(np.arange(len(batch.ids)))]
    np.testing.assert_array_equal(batch.side_by_side(states), table.reshape(-1, 2))
