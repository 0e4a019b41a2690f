"""A library put in the place of another is never missing, whichever step was the last before the power failed."""

from pathlib import Path

import pytest

from viewer.store.library import Library
from viewer.store.swap import finish_swap, swap_in


def folder_with(path: Path, word: str) -> Path:
    path.mkdir()
    (path / "word.txt").write_text(word, encoding="utf-8")
    return path


def word_in(folder: Path) -> str:
    return (folder / "word.txt").read_text(encoding="utf-8")


def test_the_new_folder_takes_the_place_and_the_old_one_is_kept(tmp_path: Path) -> None:
    place = folder_with(tmp_path / "library", "old")
    former = swap_in(folder_with(tmp_path / "new", "new"), place, stamp="s")
    assert former is not None
    assert (word_in(place), word_in(former)) == ("new", "old")


def test_two_restores_in_one_second_keep_both_former_folders(tmp_path: Path) -> None:
    place = folder_with(tmp_path / "library", "0")
    formers = [swap_in(folder_with(tmp_path / f"new{n}", str(n)), place, stamp="s") for n in (1, 2)]
    assert [word_in(former) for former in formers if former] == ["0", "1"]


def test_a_place_left_empty_is_filled_from_what_waits(tmp_path: Path) -> None:
    folder_with(tmp_path / ".andu-restored-library", "new")
    finish_swap(tmp_path / "library")
    assert word_in(tmp_path / "library") == "new"


def test_what_waits_does_not_take_the_place_of_what_stands(tmp_path: Path) -> None:
    place = folder_with(tmp_path / "library", "old")
    folder_with(tmp_path / ".andu-restored-library", "new")
    finish_swap(place)
    assert word_in(place) == "old"


@pytest.mark.parametrize("stopped", [True, False])
def test_opening_finishes_a_stopped_restore_instead_of_making_an_empty_library(
    tmp_path: Path, *, stopped: bool
) -> None:
    made = Library.open(tmp_path / ("library" if not stopped else ".andu-restored-library"))
    known = made.id
    made.close()
    opened = Library.open(tmp_path / "library")
    assert opened.id == known
    opened.close()
