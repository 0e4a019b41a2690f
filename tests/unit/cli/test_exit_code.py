"""The exit code tells all done, failed and done in part apart."""

import pytest

from viewer.cli.exit_code import ExitCode


@pytest.mark.parametrize(
    ("done", "failed", "code"), [(3, 0, 0), (0, 0, 0), (0, 2, 1), (1, 2, 3)], ids=["all", "nothing", "none", "part"]
)
def test_the_code_follows_what_was_done(done: int, failed: int, code: int) -> None:
    assert ExitCode.of(done=done, failed=failed) == code
