"""How a file is to be read: who hears of its pages, which password opens it, when its scanned pages are recognised."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from viewer.core.progress import Progress, ignore_progress


class Recognition(StrEnum):
    """What happens with pages whose characters must be recognised."""

    NOW = "now"  # they are recognised while the file is read
    LATER = "later"  # the file is refused with ``FileScannedError``, unless all of them were recognised before
    NEVER = "never"  # only those recognised before are read


@dataclass(frozen=True, slots=True)
class Manner:
    """``kept_pages`` is a folder where recognised pages are kept and found again, each by its number."""

    progress: Progress = ignore_progress
    password: str | None = None
    recognition: Recognition = Recognition.NOW
    kept_pages: Path | None = None


PLAIN = Manner()
