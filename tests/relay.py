"""A line between a client and a server that can be slowed, silenced and cut, as networks are."""

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial

_CHUNK = 65_536
_LOOK_SECONDS = 0.05


@dataclass
class Relay:
    """Listens at ``port`` of the loopback and hands everything on to another port there.

    ``delay`` is what every piece takes, each way; a ``silent`` line takes everything and hands on nothing.
    """

    to: int
    delay: float = 0.0
    silent: bool = False
    port: int = 0
    _listener: socket.socket = field(default_factory=lambda: socket.create_server(("127.0.0.1", 0)))
    _lines: list[socket.socket] = field(default_factory=list)
    _threads: list[threading.Thread] = field(default_factory=list)
    _is_closed: bool = False

    def start(self) -> None:
        """Take connections from now on."""
        self.port = self._listener.getsockname()[1]
        self._begin(self._accept)

    def cut(self) -> None:
        """Break every connection there is; new ones may be made."""
        lines, self._lines = self._lines, []
        for line in lines:
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Break everything for good."""
        self._is_closed = True
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.cut()
        for thread in self._threads:
            thread.join()

    def _accept(self) -> None:
        while not self._is_closed:
            try:
                client, _ = self._listener.accept()
                server = socket.create_connection(("127.0.0.1", self.to))
            except OSError:
                continue
            self._lines += [client, server]
            self._begin(partial(self._hand_on, client, server))
            self._begin(partial(self._hand_on, server, client))

    def _hand_on(self, one: socket.socket, other: socket.socket) -> None:
        with one, suppress(OSError):
            while data := one.recv(_CHUNK):
                time.sleep(self.delay)
                while self.silent and not self._is_closed:
                    time.sleep(_LOOK_SECONDS)
                other.sendall(data)
        with suppress(OSError):
            other.shutdown(socket.SHUT_RDWR)

    def _begin(self, deed: Callable[[], None]) -> None:
        thread = threading.Thread(target=deed)
        self._threads.append(thread)
        thread.start()


@contextmanager
def relay(to: int) -> Iterator[Relay]:
    """Return a line to a port as long as the block lasts."""
    line = Relay(to)
    line.start()
    try:
        yield line
    finally:
        line.close()
