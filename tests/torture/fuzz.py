"""Feeds damaged input to everything that takes in what others wrote, and keeps what breaks a promise.

Run: ``python -m tests.torture.fuzz [--seconds 60] [--seed 1] [--keep FOLDER] [--target NAME ...] [--case NUMBER]``.

An input is made from a target's name, the seed and a number, so each can be made again (``--case``). Every target
runs in a process of its own under the limits of the program's worker: a crash ends that process, is noted, and the
next goes on.
"""

import argparse
import collections
import json
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from dataclasses import dataclass, field
from pathlib import Path

from tests.torture.fuzz_target import Target
from tests.torture.fuzz_targets import targets
from tests.torture.samples import ROOT
from tests.torture.verdict import Verdict, note

_MEMORY = 2 << 30
_SLOW_SECONDS = 10.0
_HANG_SECONDS = 65


@dataclass
class Tally:
    """What one target's inputs came to."""

    inputs: int = 0
    outcomes: collections.Counter[str] = field(default_factory=collections.Counter)
    cpu: float = 0.0
    findings: dict[str, str] = field(default_factory=dict)


def main() -> int:
    """Fuzz and print one table; 1 when something was found."""
    options = _options()
    if options.child:
        _be_child(_named(options.child), options)
        return 0
    if options.case is not None:
        return _show_case(_named(options.target[0]), options)
    chosen = [each for each in targets() if not options.target or each.name in options.target]
    keep = Path(options.keep or tempfile.mkdtemp(prefix="andu-fuzz-findings-"))
    keep.mkdir(parents=True, exist_ok=True)
    total = sum(each.weight for each in chosen)
    tallies = {each.name: _fuzz(each, options.seconds * each.weight / total, options, keep) for each in chosen}
    _print(tallies)
    found = sum(len(tally.findings) for tally in tallies.values())
    inputs = sum(tally.inputs for tally in tallies.values())
    survives = f"program and library ({sum(tally.cpu for tally in tallies.values()):.0f} CPU s)"
    note(Verdict("damaged inputs (fuzzing)", inputs, survives, found, "读不出的文件：一句话和建议"))
    if found:
        print(f"{found} findings kept in {keep}")
    return 1 if found else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0, help="processor time in all, shared by weight")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", help="folder for the inputs that were found")
    parser.add_argument("--target", nargs="*", default=[])
    parser.add_argument("--case", type=int, help="run this one input and show what happens")
    parser.add_argument("--child", help=argparse.SUPPRESS)
    parser.add_argument("--first", type=int, default=0, help=argparse.SUPPRESS)
    return parser.parse_args()


def _named(name: str) -> Target:
    return next(each for each in targets() if each.name == name)


def made(target: Target, seed: int, number: int) -> bytes:
    """Return the input with this number."""
    return target.make(random.Random(f"{target.name} {seed} {number}"))


def _fuzz(target: Target, seconds: float, options: argparse.Namespace, keep: Path) -> Tally:
    """Keep children running until the time is used up."""
    tally = Tally()
    first = 0
    while tally.cpu < seconds:
        command = [sys.executable, "-m", "tests.torture.fuzz", "--child", target.name, "--first", str(first)]
        command += ["--seconds", str(seconds - tally.cpu), "--seed", str(options.seed)]
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "OPENBLAS_NUM_THREADS": "1"}
        with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as child:
            assert child.stdout is not None
            last = _listen(child.stdout.readlines(), tally)
        if child.returncode == 0:
            break
        _note(tally, f"the process died: {child.returncode}", last)
        first = last + 1
    for what, place in tally.findings.items():
        number = int(place.split()[1])
        path = keep / f"{target.name}-{options.seed}-{number}.{target.suffix}"
        path.write_bytes(made(target, options.seed, number))
        path.with_name(path.name + ".why").write_text(what, encoding="utf-8")
    return tally


def _listen(lines: list[str], tally: Tally) -> int:
    """Take in what a child said; return the number of its last input."""
    last, cpu = -1, 0.0
    for line in lines:
        said = json.loads(line)
        last, cpu = said["case"], said["cpu"]
        tally.inputs += said["inputs"]
        tally.outcomes.update(said["outcomes"])
        if said["finding"]:
            _note(tally, said["finding"], last)
    tally.cpu += cpu + 0.5
    return last


def _note(tally: Tally, finding: str, case: int) -> None:
    tally.outcomes["found"] += 1
    tally.findings.setdefault(finding, f"case {case}")


def _be_child(target: Target, options: argparse.Namespace) -> None:
    """Take in one input after the other and say so, before those that may be the last."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    folder = Path(tempfile.mkdtemp(prefix="andu-fuzz-"))
    path = folder / f"input.{target.suffix}"
    number = options.first
    while time.process_time() < options.seconds:
        path.write_bytes(made(target, options.seed, number))
        _say(number, inputs=0)
        began = time.process_time()
        signal.setitimer(signal.ITIMER_PROF, _HANG_SECONDS)  # of processor time: the machine may be busy with others
        outcome, finding = _taken(target, path)
        signal.setitimer(signal.ITIMER_PROF, 0)
        if not finding and (took := time.process_time() - began) > _SLOW_SECONDS:
            finding = f"slow: {took:.0f} s"
        _say(number, inputs=1, outcome=outcome, finding=finding)
        number += 1


def _taken(target: Target, path: Path) -> tuple[str, str]:
    try:
        return target.take(path), ""
    except MemoryError:
        return "too large", ""
    except Exception as error:  # noqa: BLE001 - whatever it is, it is a finding
        frames = traceback.extract_tb(error.__traceback__)
        place = " > ".join(f"{Path(each.filename).name}:{each.lineno}" for each in frames[-4:])
        words = f": {error}" if type(error).__name__.startswith("Broken") else ""  # others may hold the input
        return "", f"{type(error).__name__}{words} at {place}"


def _say(case: int, *, inputs: int, outcome: str = "", finding: str = "") -> None:
    outcomes = {outcome: 1} if outcome else {}
    said = {"case": case, "inputs": inputs, "outcomes": outcomes, "finding": finding, "cpu": time.process_time()}
    print(json.dumps(said), flush=True)


def _show_case(target: Target, options: argparse.Namespace) -> int:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"input.{target.suffix}"
        path.write_bytes(made(target, options.seed, options.case))
        print(target.take(path))
    return 0


def _print(tallies: dict[str, Tally]) -> None:
    print(f"{'target':10}{'CPU s':>8}{'inputs':>9}{'read':>9}{'refused':>9}{'too large':>11}{'findings':>10}")
    for name, tally in tallies.items():
        counts = [tally.outcomes[each] for each in ("read", "refused", "too large")]
        print(
            f"{name:10}{tally.cpu:8.0f}{tally.inputs:9}{counts[0]:9}{counts[1]:9}{counts[2]:11}{len(tally.findings):10}"
        )
        for finding, place in tally.findings.items():
            print(f"    {place}: {finding}")
    whole = sum(tally.cpu for tally in tallies.values()), sum(tally.inputs for tally in tallies.values())
    print(f"{'all':10}{whole[0]:8.0f}{whole[1]:9}")


if __name__ == "__main__":
    sys.exit(main())
