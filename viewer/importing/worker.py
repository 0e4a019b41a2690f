"""Runs functions in a warm process of their own, under time and memory limits, that can be killed at any moment.

Foreign files are parsed there: what hangs, crashes or eats memory takes that process with it, never the program.
"""

import contextlib
import logging
import multiprocessing
import os
import signal
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from multiprocessing.reduction import ForkingPickler
from pathlib import Path
from types import MappingProxyType
from typing import Any, ParamSpec, TypeVar, cast

from viewer.core.errors import Cancelled, FileDamagedError, FileTimeoutError, FileTooLargeError, ViewerError
from viewer.core.progress import CancelToken, Progress, ProgressStep, ignore_progress

if sys.platform != "win32":
    import resource

log = logging.getLogger(__name__)

Parameters = ParamSpec("Parameters")
Answer = TypeVar("Answer")

_LOOK_SECONDS = 0.1  # how long a wish to stop may go unnoticed
_START_SECONDS = 60.0
_KILL_SECONDS = 5.0
_PULSE_SECONDS = 1.0
_GIGABYTE = 1 << 30


@dataclass(frozen=True, slots=True)
class Limits:
    """What one call may take; memory is limited on POSIX only.

    ``seconds`` is the longest silence: a function that reports its progress may take as long again after each step,
    up to ``total`` seconds in all. ``pulse`` is for calls that may be silent for long: a process that gives no sign of
    life for so many seconds, because it was stopped or waits for itself, is not waited for. ``temporary`` is where it
    may put files for a while, by default the system's place.
    """

    seconds: float = 60.0
    total: float = 4 * 3600.0
    memory: int | None = 2 * _GIGABYTE
    pulse: float | None = None
    temporary: Path | None = None


class RemoteBugError(RuntimeError):
    """The function raised something that is not a ``ViewerError``; the message says where, without its words."""


@dataclass(frozen=True, slots=True)
class _Call:
    function: Callable[..., object]
    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    reports: bool


@dataclass(frozen=True, slots=True)
class _Answered:
    value: Any


@dataclass(frozen=True, slots=True)
class _Refused:
    error: ViewerError


@dataclass(frozen=True, slots=True)
class _Broken:
    traceback: str


class _Alive:
    """What a process says every second while it runs a call."""


class _Ready:
    """What a process says when it can take its first call."""


@dataclass(frozen=True, slots=True)
class _Child:
    process: SpawnProcess
    pipe: "Connection[Any, Any]"


class Worker:
    """One process that runs top-level functions, one at a time, and is started again after a kill.

    May be used from several threads: calls wait for each other. Close it when done; a closed worker starts no more.
    """

    def __init__(self, name: str, limits: Limits | None = None) -> None:
        self._name = name
        self._limits = limits or Limits()
        self._turn = threading.Lock()
        self._child: _Child | None = None
        self._closing = CancelToken()

    def run(
        self,
        function: Callable[Parameters, Answer],
        cancel: CancelToken,
        /,
        *args: Parameters.args,
        **kwargs: Parameters.kwargs,
    ) -> Answer:
        """Return what the function returns over there; arguments and answer are pickled.

        A ``progress`` among the keyword arguments stays here and gets the steps the function reports over there.

        A ``ViewerError`` of the function is raised here as it was. Raises ``Cancelled`` within a second of the wish,
        ``FileTimeoutError`` and ``FileTooLargeError`` at the limits, ``FileDamagedError`` when the process dies,
        ``RemoteBugError`` for any other exception.
        """
        progress = cast("Progress | None", kwargs.pop("progress", None))
        with self._turn:
            child = self._sent(_Call(function, args, kwargs, reports=progress is not None), cancel)
            reply = self._awaited(child, cancel, self._limits.seconds, progress or ignore_progress)
        if isinstance(reply, _Refused):
            raise reply.error
        if isinstance(reply, _Broken):
            raise RemoteBugError(reply.traceback)
        answer: Answer = reply.value
        return answer

    def warm_up(self) -> None:
        """Start the process now, so that the first call need not wait for it."""
        with self._turn, contextlib.suppress(Cancelled):
            self._running_child(CancelToken())

    def rest(self) -> None:
        """End the process and free its memory; the next call starts another."""
        with self._turn:
            self._kill()

    def close(self) -> None:
        """Kill the process, and with it a call that is under way in another thread."""
        self._closing.cancel()
        with self._turn:
            self._kill()

    def _sent(self, call: object, cancel: CancelToken) -> _Child:
        """Hand the call to the process; one that died while idle is replaced once."""
        child = self._running_child(cancel)
        try:
            child.pipe.send(call)
        except OSError:
            self._kill()
            child = self._running_child(cancel)
            child.pipe.send(call)
        return child

    def _running_child(self, cancel: CancelToken) -> _Child:
        if self._child is not None and self._child.process.is_alive():
            return self._child
        self._kill()
        self._child = _started(self._name, self._limits)
        try:
            self._awaited(self._child, cancel, _START_SECONDS, ignore_progress)
        except FileDamagedError as error:
            message = f"the {self._name} process does not start"
            raise RemoteBugError(message) from error
        return self._child

    def _awaited(self, child: _Child, cancel: CancelToken, seconds: float, progress: Progress) -> Any:  # noqa: ANN401
        now = time.monotonic()
        last, silent = now + max(seconds, self._limits.total), now + seconds
        while True:
            pulse = time.monotonic() + (self._limits.pulse or seconds)
            reply = self._next_message(child, cancel, min(last, silent, pulse))
            if isinstance(reply, ProgressStep):
                silent = time.monotonic() + seconds
                progress(reply)
            elif not isinstance(reply, _Alive):
                break
        if isinstance(reply, _Refused) and isinstance(reply.error, FileTooLargeError):
            self._kill()  # after running out of memory nothing over there can be trusted
        return reply

    def _next_message(self, child: _Child, cancel: CancelToken, deadline: float) -> Any:  # noqa: ANN401 - any message
        has_news = False
        while not has_news:
            if cancel.is_cancelled or self._closing.is_cancelled:
                self._kill()
                raise Cancelled
            if time.monotonic() > deadline:
                self._kill()
                raise _timeout(self._limits)
            has_news = bool(wait([child.pipe, child.process.sentinel], _LOOK_SECONDS))
        try:
            return child.pipe.recv()
        except (EOFError, OSError):
            raise self._crash(child) from None

    def _crash(self, child: _Child) -> FileDamagedError:
        child.process.join(_KILL_SECONDS)
        log.info("the %s process ended with code %s", self._name, child.process.exitcode)
        self._kill()
        return FileDamagedError(
            "读取这个文件的进程意外退出。",
            advice="文件可能已损坏：请用原来的程序打开并另存一份，再重新导入。其他文件不受影响。",
        )

    def _kill(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        child.process.kill()
        child.process.join(_KILL_SECONDS)
        child.pipe.close()
        if not child.process.is_alive():  # a killed process may be slow to go where the machine is starved
            child.process.close()


def _started(name: str, limits: Limits) -> _Child:
    # Inherited by the process. The matrices of the tagger are small: threads that wait for each other made a document
    # cost 1100 ms instead of 58 on a busy machine.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    context = multiprocessing.get_context(
        "spawn"
    )  # the only way that is safe beside threads, and the only one Windows has
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, limits), name=name, daemon=True)
    process.start()
    theirs.close()
    return _Child(process, ours)


def _timeout(limits: Limits) -> FileTimeoutError:
    return FileTimeoutError(
        f"读取这个文件超过 {limits.seconds:.0f} 秒，已停止。",
        advice="文件可能过大或已损坏：请拆成几份，或用原来的程序另存后再导入。",
    )


def _serve(pipe: "Connection[Any, Any]", limits: Limits) -> None:
    """Answer calls until the program goes away; this is the main function of the process."""
    _prepare_process(limits)
    voice = _Voice(pipe)
    voice.say(_Ready())
    while True:
        try:
            call: _Call = pipe.recv()
        except (EOFError, OSError):
            return
        with _alarm(limits.seconds), voice.pulse(needed=limits.pulse is not None):
            reply = _answer(call, voice, limits.seconds)
        voice.say_bytes(reply)


class _Voice:
    """Lets the call and the pulse speak through one pipe, one at a time."""

    def __init__(self, pipe: "Connection[Any, Any]") -> None:
        self._pipe = pipe
        self._turn = threading.Lock()

    def say(self, message: object) -> None:
        self.say_bytes(ForkingPickler.dumps(message))

    def say_bytes(self, message: "memoryview[int]") -> None:
        with self._turn:
            self._pipe.send_bytes(message)

    @contextlib.contextmanager
    def pulse(self, *, needed: bool) -> Iterator[None]:
        """Say every second that this process lives, as long as the block takes."""
        over = threading.Event()
        thread = threading.Thread(target=self._beat, args=(over,), name="pulse", daemon=True)
        if needed:
            thread.start()
        try:
            yield
        finally:
            over.set()
            if needed:
                thread.join()

    def _beat(self, over: threading.Event) -> None:
        while not over.wait(_PULSE_SECONDS):
            try:
                self.say(_Alive())
            except OSError:
                return


def _answer(call: _Call, voice: _Voice, seconds: float) -> "memoryview[int]":
    """Call the function and return the pickled reply, whatever happens."""
    reporting = {"progress": _Reporter(voice, seconds)} if call.reports else {}
    try:
        return ForkingPickler.dumps(_Answered(call.function(*call.args, **call.kwargs, **reporting)))
    except ViewerError as error:
        return ForkingPickler.dumps(_Refused(error))
    except MemoryError:
        return ForkingPickler.dumps(_Refused(_too_large()))
    except Exception as error:  # noqa: BLE001 - the border of the process: the program decides what a bug means
        return ForkingPickler.dumps(_Broken(_without_words(error)))


def _too_large() -> FileTooLargeError:
    return FileTooLargeError(
        "读取这个文件需要的内存超过了上限。", advice="请把文件拆成几份，或去掉其中的大图片后再导入。"
    )


def _plain_mapping(mapping: MappingProxyType[Any, Any]) -> tuple[Callable[..., Any], tuple[Any, ...]]:
    return _read_only, (dict(mapping),)


def _read_only(mapping: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    return MappingProxyType(mapping)


ForkingPickler.register(MappingProxyType, _plain_mapping)  # Python does not pickle them by itself


def _without_words(error: Exception) -> str:
    """Return the traceback without the exception's message, which may quote the document."""
    return "".join(traceback.format_tb(error.__traceback__)) + type(error).__qualname__


class _Reporter:
    """The progress of a function over here: sends steps to the program, not more often than anybody looks."""

    def __init__(self, voice: _Voice, seconds: float) -> None:
        self._voice = voice
        self._seconds = seconds
        self._next = 0.0

    def __call__(self, step: ProgressStep, /) -> None:
        moment = time.monotonic()
        if moment >= self._next:
            self._next = moment + _LOOK_SECONDS
            self._voice.say(step)
            _set_alarm(self._seconds)


def _prepare_process(limits: Limits) -> None:
    """Leave standard output and Ctrl+C to the program, keep files private, and end when the program ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.umask(0o077)
    sys.stdout = sys.stderr
    if limits.temporary is not None:
        tempfile.tempdir = str(limits.temporary)
    threading.Thread(target=_end_with_the_program, name="watch", daemon=True).start()
    if sys.platform != "win32" and limits.memory is not None:
        resource.setrlimit(resource.RLIMIT_AS, (limits.memory, limits.memory))


def _end_with_the_program() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


@contextlib.contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    """Let the system end the process when the program is gone and a call in C code never returns."""
    _set_alarm(seconds)
    try:
        yield
    finally:
        _set_alarm(None)


def _set_alarm(seconds: float | None) -> None:
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_REAL, seconds + _KILL_SECONDS if seconds is not None else 0)
