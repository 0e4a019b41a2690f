"""Pages are recognised now, later or never, and those kept are not recognised again."""

from pathlib import Path

import pytest

from viewer.core.errors import FileScannedError, FileUnsupportedError
from viewer.importing.manner import Manner, Recognition
from viewer.importing.ocr import count_kept, recogniser
from viewer.importing.ocr.engine import Found, doubtful_places
from viewer.importing.ocr.kept import Seen, keep, kept
from viewer.importing.registry import read

SCAN = Path(__file__).parents[1] / "files" / "scan.png"
SEEN = Seen(
    (Found("关于停车泊位的建议收悉", ((60.0, 100.0), (610.0, 100.0), (610.0, 150.0), (60.0, 150.0)), 0.95, (2, 3)),),
    1000,
    800,
    150.0,
)


def test_what_was_kept_comes_back(tmp_path: Path) -> None:
    keep(tmp_path, 3, SEEN)
    assert kept(tmp_path, 3) == SEEN
    assert kept(tmp_path, 4) is None
    assert count_kept(tmp_path) == 1


def test_half_a_file_counts_as_not_kept(tmp_path: Path) -> None:
    keep(tmp_path, 1, SEEN)
    (tmp_path / "00001.json").write_text('{"version": 1, "size"', encoding="utf-8")
    assert kept(tmp_path, 1) is None


def test_a_kept_page_is_read_without_the_engine(tmp_path: Path) -> None:
    keep(tmp_path, 1, SEEN)
    raw = read(SCAN, Manner(recognition=Recognition.NEVER, kept_pages=tmp_path))
    assert raw.text == "关于停车泊位的建议收悉"
    assert [span.of(raw.text) for span in raw.doubts] == ["停", "车"]


def test_a_scan_that_shall_wait_is_refused_with_its_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recogniser, "is_available", lambda: True)
    monkeypatch.setattr("viewer.importing.ocr.pictures.is_available", lambda: True)
    with pytest.raises(FileScannedError) as refused:
        read(SCAN, Manner(recognition=Recognition.LATER, kept_pages=tmp_path))
    assert refused.value.pages == 1


def test_a_scan_nobody_recognises_has_no_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("viewer.importing.ocr.pictures.is_available", lambda: False)
    with pytest.raises(FileUnsupportedError):
        read(SCAN, Manner(recognition=Recognition.NOW, kept_pages=tmp_path))


def test_doubtful_characters_are_placed_whatever_blanks_stand_between() -> None:
    judged = [("停", 0.99), ("车", 0.4), ("位", 0.7)]
    assert doubtful_places("停 车泊位", judged) == (2, 4)
