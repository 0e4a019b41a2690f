"""Signs of life during work that is silent by itself and on a slow machine takes longer than a reader may be."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from viewer.core.progress import Progress, ProgressStep

_EVERY_SECONDS = 5.0
_MOST_SIGNS = 60  # five minutes


@contextmanager
def patience(progress: Progress, step: ProgressStep) -> Iterator[None]:
    """Report a step again and again for the time of the block, but not for ever."""
    ended = threading.Event()

    def tell() -> None:
        for _ in range(_MOST_SIGNS):
            if ended.wait(_EVERY_SECONDS):
                return
            progress(step)

    teller = threading.Thread(target=tell, name="patience", daemon=True)
    teller.start()
    try:
        yield
    finally:
        ended.set()
        teller.join()
