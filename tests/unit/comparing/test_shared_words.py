"""What other replies have too, and what is new."""

from tests.unit.comparing.test_collating import FIRST, SECOND, THIRD, document
from viewer.comparing.shared_words import shared_passages
from viewer.comparing.shingles import fingerprint
from viewer.core.document import DocumentId

OTHER = DocumentId("other")


def test_a_sentence_of_another_reply_is_shared() -> None:
    own = document(FIRST, THIRD)
    (passage,) = shared_passages(own, {OTHER: f"别的内容。{THIRD}"})
    assert (passage.span.of(own.text), passage.documents) == (THIRD, (OTHER,))


def test_a_sentence_with_a_word_more_is_shared_all_the_same() -> None:
    own = document(THIRD.replace("我区教育", "我区义务教育"))
    assert shared_passages(own, {OTHER: THIRD})


def test_another_number_is_news() -> None:
    own = document("2023年，全区新建学校2所，新增学位2860个。")
    assert not shared_passages(own, {OTHER: "2022年，全区新建学校3所，新增学位4100个。"})


def test_paragraphs_with_most_words_in_common_share_fingerprints() -> None:
    one, other = set(fingerprint(SECOND)), set(fingerprint(SECOND + "同时改善条件。"))
    assert one & other
    assert not one & set(fingerprint(FIRST))
