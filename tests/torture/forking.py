"""Runs work in a forked child that is killed at a random moment; starting one costs nothing, so many can be killed."""

import json
import os
import random
import select
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

Event = dict[str, Any]
Confirm = Callable[..., None]


@dataclass
class Outcome:
    """What the kills did to one kind of work; ``lost`` says what was missing or wrong afterwards."""

    name: str
    kills: int = 0
    ended: int = 0  # children that had finished before the kill
    confirmed: int = 0
    lost: list[str] = field(default_factory=list)
    codes: tuple[int, ...] = (0,)  # with which a child may end by itself

    def line(self) -> str:
        """Return the row of the table."""
        return f"{self.name:12}{self.kills:7}{self.ended:8}{self.confirmed:11}{len(self.lost):7}"


HEAD = f"{'killed in':12}{'kills':>7}{'ended':>8}{'confirmed':>11}{'lost':>7}"


def killed(work: Callable[[Confirm], None], lifetime: float, outcome: Outcome) -> list[Event]:
    """Fork, run the work there, kill it after ``lifetime`` seconds, and return what it had confirmed until then.

    The time counts from the first thing the work confirms, so that it is killed at work and not while it prepares.
    """
    reading, writing = os.pipe()
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _work_to_the_end(work, writing)
    os.close(writing)
    lines = _lines(reading, child, lifetime)
    os.close(reading)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        outcome.kills += 1
    else:
        outcome.ended += 1
        if os.WEXITSTATUS(status) not in outcome.codes:
            outcome.lost.append("the work failed: " + (lines[-1] if lines else ""))
    events: list[Event] = [json.loads(line) for line in lines if line.startswith("{")]
    outcome.confirmed += sum(event["event"] == "confirmed" for event in events)
    return events


def moments(seed: int, longest: float) -> Iterator[float]:
    """Yield life times without end, the same for the same seed."""
    chance = random.Random(seed)
    while True:
        yield chance.uniform(0.0, longest)


def _work_to_the_end(work: Callable[[Confirm], None], writing: int) -> None:
    code = 0
    try:
        work(lambda **fields: _write(writing, json.dumps(fields, ensure_ascii=False)))
    except BaseException:  # noqa: BLE001 - told to the parent, which counts it
        code = 3
        _write(writing, traceback.format_exc().replace("\n", " | "))
    finally:
        os._exit(code)


def _write(writing: int, line: str) -> None:
    os.write(writing, (line + "\n").encode())


def _lines(reading: int, child: int, lifetime: float) -> list[str]:
    """Collect what the child writes until it ends; kill it when its time is over."""
    whole = b""
    deadline = time.monotonic() + 60.0
    is_begun = is_killed = False
    while True:
        left = deadline - time.monotonic()
        if left <= 0 and not is_killed:
            os.kill(child, signal.SIGKILL)
            is_killed = True
        ready, _, _ = select.select([reading], [], [], max(0.0, left) if not is_killed else 5.0)
        if not ready:
            continue
        chunk = os.read(reading, 1 << 16)
        if not chunk:
            break
        if not is_begun:
            is_begun, deadline = True, time.monotonic() + lifetime
        whole += chunk
    *lines, _torn = whole.decode("utf-8", "replace").split("\n")
    return lines
