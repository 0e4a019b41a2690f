"""Memory that is given back."""

import sys
from pathlib import Path

import pytest

from viewer.jobs.spare_memory import give_back


def _megabytes() -> float:
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * 4096 / 1e6


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system does it by itself")
def test_what_was_needed_for_a_moment_is_given_back() -> None:
    pinned = []
    crowd: list[bytes] = []
    for _ in range(400):
        crowd.extend(bytes(4096) for _ in range(64))
        pinned.append(bytes(4096))  # lies behind the crowd, so that the heap does not shrink by itself
    crowd.clear()
    before = _megabytes()
    give_back()
    assert before - _megabytes() > 50
    assert len(pinned) == 400
