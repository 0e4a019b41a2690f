"""What a command tells the shell."""

from enum import IntEnum


class ExitCode(IntEnum):
    """0 all done, 1 failed, 2 wrong usage, 3 done in part."""

    DONE = 0
    FAILED = 1
    USAGE = 2
    PARTLY = 3

    @classmethod
    def of(cls, *, done: int, failed: int) -> "ExitCode":
        """Return the code for work of which this many parts were done and this many failed."""
        if not failed:
            return cls.DONE
        return cls.PARTLY if done else cls.FAILED
