from hypothesis import given, settings
from hypothesis import strategies as st

from viewer.extract.tagger.word_cut import word_cut

CUT = word_cut(["南京", "南京市", "市长", "长江", "大桥", "长江大桥", "江大桥"], [500, 400, 300, 300, 200, 100, 1])


def test_the_most_probable_words_are_taken() -> None:
    assert CUT.cut("南京市长江大桥") == ["南京市", "长江大桥"]


def test_letters_and_figures_stay_together() -> None:
    assert CUT.cut("在5G与AI") == ["在", "5G", "与", "AI"]


@settings(max_examples=50)
@given(st.text(alphabet="南京市长江大桥在a1", max_size=30))
def test_the_words_are_the_sentence(sentence: str) -> None:
    assert "".join(CUT.cut(sentence)) == sentence
