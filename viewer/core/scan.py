"""A scan that waits until its characters are recognised."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WaitingScan:
    """Its original's hash, what it is called, how many pages it has, and how many of them were recognised already."""

    sha256: str
    name: str
    pages: int
    done: int = 0
    paused: bool = False
