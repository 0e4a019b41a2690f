"""What every test must leave behind: no thread, no unexpected warning in the log; and where Qt may be missing."""

import importlib.util
import logging
import threading
import time
from collections.abc import Iterator

import pytest
from hypothesis import settings

_SECONDS_TO_END = 5.0

# How long an example takes tells how busy the machine is, not whether the law holds.
settings.register_profile("untimed", settings(), deadline=None)
settings.load_profile("untimed")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let pyproject.toml keep the settings of pytest-qt where it is not installed."""
    if importlib.util.find_spec("pytestqt") is None:
        parser.addini("qt_api", "which Qt the window tests use")
        parser.addini("qt_log_level_fail", "from which level Qt's messages fail a test")


@pytest.fixture(autouse=True)
def no_thread_is_left() -> Iterator[None]:
    """Fail a test whose threads still run after it; a thread that is ending gets time to end."""
    before = set(threading.enumerate())
    yield
    deadline = time.monotonic() + _SECONDS_TO_END
    left = started_since(before)
    while left and time.monotonic() < deadline:
        left[0].join(timeout=0.05)
        left = started_since(before)
    if left:
        pytest.fail(f"threads still running after the test: {[thread.name for thread in left]}")


def started_since(before: set[threading.Thread]) -> list[threading.Thread]:
    """Return the threads that run now and did not run before."""
    return [thread for thread in threading.enumerate() if thread not in before and thread.is_alive()]


class _Recorder(logging.Handler):
    """Keeps the records of at least a level."""

    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@pytest.fixture(autouse=True)
def no_unexpected_log(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test during which something logged a warning or worse; one that asks for ``caplog`` looks itself."""
    if "caplog" in request.fixturenames:
        yield
        return
    recorder = _Recorder(logging.WARNING)
    logging.getLogger().addHandler(recorder)
    yield
    logging.getLogger().removeHandler(recorder)
    if recorder.records:
        lines = [f"{record.levelname} {record.name}: {record.getMessage()}" for record in recorder.records]
        pytest.fail("unexpected log lines:\n" + "\n".join(lines))
