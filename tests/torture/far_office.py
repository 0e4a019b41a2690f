"""An office's server and its clients in two network namespaces, with a line between them that can be pulled.

Needs root, ``ip`` (iproute2) and ``iptables``; everything it makes is taken down again.
"""

import os
import pty
import select
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

SERVER, CLIENT = "10.77.1.1", "10.77.1.2"
PASSWORD = "geheim"  # noqa: S105 - of a server that lives for minutes
_SPACE, _HERE, _THERE = "andu-far", "andu-s", "andu-c"
_PROMPT = "密码"


@dataclass(frozen=True)
class Fault:
    """Something that happens to the line: what is run to make it happen, and to mend it."""

    name: str
    breaks: str
    mends: str

    def begin(self) -> None:
        """Let it happen."""
        _run(self.breaks)

    def end(self) -> None:
        """Mend it."""
        _run(self.mends)


_FAR = f"ip netns exec {_SPACE}"
PULLED = Fault("line pulled", f"ip link set {_HERE} down", f"ip link set {_HERE} up")
ANSWERS_LOST = Fault(
    "answers dropped", f"{_FAR} iptables -I INPUT -p tcp -j DROP", f"{_FAR} iptables -D INPUT -p tcp -j DROP"
)
REQUESTS_LOST = Fault(
    "requests dropped", f"{_FAR} iptables -I OUTPUT -p tcp -j DROP", f"{_FAR} iptables -D OUTPUT -p tcp -j DROP"
)
_RESET = "-p tcp -j REJECT --reject-with tcp-reset"
RESET = Fault("connections reset", f"{_FAR} iptables -I INPUT {_RESET}", f"{_FAR} iptables -D INPUT {_RESET}")
_LOSS = "-p tcp -m statistic --mode random --probability 0.1 -j DROP"
LOSSY = Fault("one packet in ten lost", f"{_FAR} iptables -I INPUT {_LOSS}", f"{_FAR} iptables -D INPUT {_LOSS}")
THIN = Fault(
    "1 Mbit/s",
    f"tc qdisc add dev {_HERE} root tbf rate 1mbit burst 16kb latency 400ms",
    f"tc qdisc del dev {_HERE} root",
)
CUTS = (PULLED, ANSWERS_LOST, REQUESTS_LOST, RESET)
BAD = (LOSSY, THIN)


@contextmanager
def two_places() -> Iterator[None]:
    """Have a line to another namespace as long as the block lasts."""
    _run(f"ip netns add {_SPACE}")
    try:
        _run(f"ip link add {_HERE} type veth peer name {_THERE} netns {_SPACE}")
        _run(f"ip addr add {SERVER}/24 dev {_HERE}")
        _run(f"ip link set {_HERE} up")
        for words in (f"addr add {CLIENT}/24 dev {_THERE}", f"link set {_THERE} up", "link set lo up"):
            _run(f"ip -n {_SPACE} {words}")
        yield
    finally:
        _run(f"ip netns del {_SPACE}")


@dataclass
class Far:
    """A program run in the other namespace, at a terminal where it is told the password when it asks."""

    process: int
    terminal: int
    began: float
    said: str = ""
    code: int | None = None
    _answered: int = field(default=0)

    @classmethod
    def run(cls, words: Sequence[str], environment: dict[str, str]) -> "Far":
        """Begin a call of Python."""
        command = [*_FAR.split(), sys.executable, *words]
        began = time.monotonic()
        process, terminal = pty.fork()
        if process == 0:
            os.execvpe(command[0], command, os.environ | environment)  # noqa: S606 - our own words
        return cls(process, terminal, began)

    def listen(self, seconds: float) -> bool:
        """Take in what it says for so long; return whether it still runs."""
        end = time.monotonic() + seconds
        while self.code is None and (left := end - time.monotonic()) > 0:
            if select.select([self.terminal], [], [], left)[0]:
                self._take_in()
        return self.code is None

    def wait_for(self, words: str, seconds: float) -> bool:
        """Wait until it has said these words; return whether it has."""
        end = time.monotonic() + seconds
        while words not in self.said and time.monotonic() < end and self.listen(0.1):
            pass
        return words in self.said

    def end(self, seconds: float) -> float | None:
        """Wait for its end; return how many seconds it took, ``None`` where it had to be ended."""
        before = time.monotonic()
        if not self.listen(seconds):
            return time.monotonic() - before
        os.kill(self.process, 9)
        self.listen(5.0)
        return None

    def _take_in(self) -> None:
        try:
            piece = os.read(self.terminal, 65_536)
        except OSError:  # the terminal's other end is closed
            piece = b""
        self.said += piece.decode(errors="replace")
        if self.said.count(_PROMPT, self._answered):
            self._answered = len(self.said)
            os.write(self.terminal, PASSWORD.encode() + b"\n")
        if not piece:
            _, status = os.waitpid(self.process, 0)
            self.code = os.waitstatus_to_exitcode(status)
            os.close(self.terminal)


def _run(words: str) -> None:
    subprocess.run(words.split(), check=True)
