"""The shipped weights, where they are built; without them the program runs on rules."""

from pathlib import Path

import numpy as np
import pytest

from viewer.extract.tagger.archives import LSTM_ARCHIVE, WORD_ARCHIVE, missing_models
from viewer.extract.tagger.tagger import TagLabel
from viewer.extract.tagger.voices import TwoVoices
from viewer.extract.tagger.weights import load_tagger, lstm_network

TAGGER = load_tagger()
SIZE, TAGS = 2, ("O", "B_org", "E_org")


def small_arrays() -> dict[str, np.ndarray]:
    chance = np.random.default_rng(1)
    half = {
        name: chance.normal(size=shape).astype(np.float16)
        for name, shape in (
            ("embedding", (4, 3)),
            ("forward_kernel", (3 + SIZE, 4 * SIZE)),
            ("forward_bias", (4 * SIZE,)),
            ("backward_kernel", (3 + SIZE, 4 * SIZE)),
            ("backward_bias", (4 * SIZE,)),
            ("hidden_weights", (2 * SIZE, 5)),
            ("hidden_bias", (5,)),
            ("output_weights", (5, 3)),
            ("output_bias", (3,)),
            ("transitions", (4, 4)),
        )
    }
    return {"characters": np.array(["", "", "甲", "乙"]), "tags": np.array(TAGS), "unknown": np.array(1), **half}


def test_a_folder_without_weights_gives_no_tagger(tmp_path: Path) -> None:
    assert load_tagger(tmp_path) is None


def test_damaged_weights_give_no_tagger_and_a_line_in_the_log(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / LSTM_ARCHIVE).write_bytes(b"PK\x03\x04 damaged")
    assert load_tagger(tmp_path) is None
    assert "without them" in caplog.text


def test_what_is_missing_is_told_by_name(tmp_path: Path) -> None:
    (tmp_path / LSTM_ARCHIVE).touch()
    assert missing_models(tmp_path) == (WORD_ARCHIVE,)


@pytest.mark.skipif(bool(missing_models()), reason="the weights are not built")
def test_both_voices_are_heard_where_both_are_there() -> None:
    assert isinstance(TAGGER, TwoVoices)


def test_every_character_gets_a_tag_known_or_not() -> None:
    tags = lstm_network(small_arrays()).tags(["甲乙丙", "", "乙"])
    assert [len(one) for one in tags] == [3, 0, 1]
    assert {tag for one in tags for tag in one} <= set(TAGS)


def test_a_sentence_is_tagged_the_same_alone_and_in_company() -> None:
    network = lstm_network(small_arrays())
    assert network.tags(["甲乙乙"]) == network.tags(["甲", "甲乙乙", "乙甲乙甲"])[1:2]


@pytest.mark.skipif(TAGGER is None, reason="the weights are not built")
def test_the_shipped_tagger_knows_a_water_office_and_a_company() -> None:
    assert TAGGER is not None
    text = "平罗县水务局与华为公司签约。"
    found = {text[one.start : one.end]: one.label for one in TAGGER.tag(text)}
    assert found == {"平罗县水务局": TagLabel.ORGANISATION, "华为公司": TagLabel.COMPANY}
