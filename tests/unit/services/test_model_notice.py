from pathlib import Path

from viewer.extract.tagger.archives import LSTM_ARCHIVE, WORD_ARCHIVE
from viewer.services.model_notice import model_notices


def test_without_models_the_program_says_that_rules_alone_decide(tmp_path: Path) -> None:
    (notice,) = model_notices(tmp_path)
    assert "仅按规则识别" in notice


def test_one_missing_model_is_named(tmp_path: Path) -> None:
    (tmp_path / LSTM_ARCHIVE).touch()
    (notice,) = model_notices(tmp_path)
    assert WORD_ARCHIVE in notice


def test_with_all_models_there_is_nothing_to_say(tmp_path: Path) -> None:
    for name in (LSTM_ARCHIVE, WORD_ARCHIVE):
        (tmp_path / name).touch()
    assert model_notices(tmp_path) == ()
