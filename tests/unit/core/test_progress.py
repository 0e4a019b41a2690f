"""A cancel token stops work at its next checkpoint and not before."""

import pytest

from viewer.core.errors import Cancelled
from viewer.core.progress import CancelToken


def test_a_fresh_token_lets_work_pass() -> None:
    CancelToken().checkpoint()


def test_a_cancelled_token_stops_work_at_its_checkpoint() -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        token.checkpoint()
