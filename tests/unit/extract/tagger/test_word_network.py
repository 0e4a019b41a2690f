import numpy as np

from viewer.extract.tagger.gru import GruLayer
from viewer.extract.tagger.network import Crf
from viewer.extract.tagger.word_cut import word_cut
from viewer.extract.tagger.word_network import WordNetwork, WordVocabulary

TAGS = ("O", "B_location", "I_location")
SIZE = 2


def network() -> WordNetwork:
    """Return a network whose recurrent layers are silent: the bias of the output decides, and it says 长江大桥."""
    ids = {"": 0, "长江": 1, "大桥": 2, "在": 3}
    shapes = ((SIZE, 6 * SIZE), (6 * SIZE,), (2, SIZE, 2 * SIZE), (2, SIZE, SIZE))
    layer = GruLayer(*(np.zeros(shape, dtype=np.float32) for shape in shapes))
    transitions = np.full((3, 3), -1, dtype=np.float32)
    transitions[1, 2] = 5
    return WordNetwork(
        vocabulary=WordVocabulary(ids, 0, {"橋": "桥"}, TAGS),
        words=word_cut(["长江", "大桥"], [10, 10]),
        embedding=np.ones((4, SIZE), dtype=np.int8),
        scale=np.ones(4, dtype=np.float32),
        layers=(layer,),
        output=(np.zeros((2 * SIZE, 3), dtype=np.float32), np.zeros(3, dtype=np.float32)),
        crf=Crf(np.array([0, 9, -9], dtype=np.float32), np.zeros(3, dtype=np.float32), transitions),
    )


def test_tags_of_words_are_given_to_their_characters() -> None:
    assert network().tags(["长江大桥"]) == [["B_location", "M_location", "M_location", "E_location"]]


def test_a_strange_word_is_read_by_its_characters() -> None:
    assert network().vocabulary.encode(["长江", "东西"]) == ([1, 0, 0], [2, 1, 1])


def test_a_name_of_one_character_is_whole() -> None:
    assert network().tags(["在"]) == [["S_location"]]


def test_every_character_has_a_tag() -> None:
    assert [len(tags) for tags in network().tags(["在长江大桥上", "", "5G"])] == [6, 0, 2]
