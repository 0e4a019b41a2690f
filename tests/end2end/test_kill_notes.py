"""A killed note-taking session loses nothing it had confirmed; ``make torture`` kills far more often."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

KILLS = 200
DRIVER = Path(__file__).parents[1] / "torture" / "kill_notes.py"


@pytest.fixture(scope="module")
def driver() -> ModuleType:
    spec = importlib.util.spec_from_file_location("kill_notes", DRIVER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["kill_notes"] = module
    spec.loader.exec_module(module)
    return module


def test_no_confirmed_note_is_lost_to_a_kill(driver: ModuleType, tmp_path: Path) -> None:
    outcome = driver.kill_repeatedly(tmp_path / "library", KILLS, seed=5)
    assert (outcome.kills, outcome.lost) == (KILLS, [])
    assert outcome.confirmed > 0
