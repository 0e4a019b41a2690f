"""Python's collector of garbage, when it stops nobody: while it looks at everything, the window stands still."""

import gc

_USUAL = gc.get_threshold()
_NEVER = 1_000_000
_DUE = 10  # collections of the middle generation, after which Python itself would look at everything
_OVERDUE = 500


class Garbage:
    """Whole collections by hand, in the Qt thread: work on other threads would begin them in the middle of a word."""

    def __init__(self) -> None:
        self._holds_former = False
        gc.set_threshold(*_USUAL[:2], _NEVER)

    def collect(self, *, is_used: bool) -> bool:
        """Look at everything where that is due; ``False`` when it shall be asked again, for the window is used now."""
        waiting = gc.get_count()[2]
        if waiting < _DUE:
            return True
        if is_used and waiting < _OVERDUE:
            return False
        gc.collect()
        return True

    def keep_what_stands(self) -> None:
        """Leave alone from now on what there is; to be called when a library is listed, which stands for hours."""
        if self._holds_former:
            gc.collect()
            self._holds_former = False
        gc.freeze()

    def let_go(self) -> None:
        """Look again at what stood: a library was left."""
        gc.unfreeze()
        self._holds_former = True

    def close(self) -> None:
        """Let Python collect by itself again, and everything."""
        gc.unfreeze()
        gc.set_threshold(*_USUAL)
