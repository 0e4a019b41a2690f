"""Work in another process: answers come back, and whatever goes wrong there stays there."""

import ctypes
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import MappingProxyType

import pytest

from viewer.core.errors import (
    Cancelled,
    FileDamagedError,
    FileEncryptedError,
    FileTimeoutError,
    FileTooLargeError,
    QueryError,
)
from viewer.core.progress import CancelToken, Progress, ProgressStep, ignore_progress
from viewer.importing.worker import Limits, RemoteBugError, Worker

# The functions below run over there, so they stand at the top of the module.


def process_id() -> int:
    return os.getpid()


def sleep_long(seconds: float = 60.0) -> None:
    time.sleep(seconds)


def refuse() -> None:
    message = "文件有密码"
    raise FileEncryptedError(message, advice="请先去掉密码。")


def complain_at(position: int) -> None:
    message = "看不懂"
    raise QueryError(message, position=position)


def divide(number: int) -> float:
    return number / 0


def crash() -> None:
    ctypes.string_at(0)


def leave() -> None:
    os._exit(0)


def eat_memory() -> int:
    return len(bytearray(8 << 30))


def unpicklable() -> object:
    return threading.Lock()


def mapping() -> MappingProxyType[str, int]:
    return MappingProxyType({"a": 1})


def large(size: int) -> bytes:
    return b"x" * size


def count_up(end: int, *, progress: Progress) -> int:
    for number in range(end):
        progress(ProgressStep(number, end, "数数"))
        time.sleep(0.05)
    return end


@pytest.fixture
def worker() -> Iterator[Worker]:
    worker = Worker("test", Limits(seconds=30.0))
    yield worker
    worker.close()


def test_a_function_runs_in_another_process_that_stays_warm(worker: Worker) -> None:
    first = worker.run(process_id, CancelToken())
    assert first != os.getpid()
    assert worker.run(process_id, CancelToken()) == first


def test_large_answers_and_read_only_mappings_come_back(worker: Worker) -> None:
    assert len(worker.run(large, CancelToken(), 10_000_000)) == 10_000_000
    assert worker.run(mapping, CancelToken()) == {"a": 1}


def test_an_error_for_the_user_comes_back_as_it_was(worker: Worker) -> None:
    with pytest.raises(FileEncryptedError, match="密码") as refused:
        worker.run(refuse, CancelToken())
    assert refused.value.advice == "请先去掉密码。"
    with pytest.raises(QueryError) as complained:
        worker.run(complain_at, CancelToken(), 7)
    assert complained.value.position == 7


def test_a_bug_over_there_says_where_but_quotes_nothing(worker: Worker) -> None:
    with pytest.raises(RemoteBugError, match=r"(?s)in divide.*ZeroDivisionError$"):
        worker.run(divide, CancelToken(), 1)
    assert worker.run(process_id, CancelToken())


def test_an_answer_that_cannot_travel_is_a_bug(worker: Worker) -> None:
    with pytest.raises(RemoteBugError, match="TypeError"):
        worker.run(unpicklable, CancelToken())


@pytest.mark.parametrize("end", [crash, leave])
def test_a_process_that_dies_is_a_damaged_file_and_is_replaced(worker: Worker, end: "type[object]") -> None:
    with pytest.raises(FileDamagedError, match="意外退出"):
        worker.run(end, CancelToken())
    assert worker.run(process_id, CancelToken())


def test_a_process_that_died_while_idle_is_replaced_unnoticed(worker: Worker) -> None:
    os.kill(worker.run(process_id, CancelToken()), signal.SIGKILL)
    time.sleep(0.2)
    assert worker.run(process_id, CancelToken())


def stop_oneself() -> None:
    os.kill(os.getpid(), signal.SIGSTOP)


@pytest.mark.skipif(sys.platform == "win32", reason="processes are not stopped by signal there")
def test_a_process_that_gives_no_sign_of_life_is_killed_and_replaced() -> None:
    worker = Worker("stopped", Limits(seconds=600.0, pulse=8.0))
    with pytest.raises(FileTimeoutError):
        worker.run(stop_oneself, CancelToken())
    assert worker.run(process_id, CancelToken()) != os.getpid()
    worker.close()


def test_a_process_that_works_in_silence_is_waited_for() -> None:
    worker = Worker("silent", Limits(seconds=600.0, pulse=8.0))
    worker.run(sleep_long, CancelToken(), 10.0)
    worker.close()


def test_a_function_that_takes_too_long_is_killed() -> None:
    worker = Worker("test", Limits(seconds=0.3))
    with pytest.raises(FileTimeoutError, match="超过"):
        worker.run(sleep_long, CancelToken())
    worker.close()


def test_a_function_that_reports_may_take_longer_than_one_that_is_silent() -> None:
    worker = Worker("test", Limits(seconds=2.0))
    assert worker.run(count_up, CancelToken(), 60, progress=ignore_progress) == 60
    worker.close()


def test_a_function_that_reports_for_ever_is_killed() -> None:
    worker = Worker("test", Limits(seconds=0.5, total=1.0))
    with pytest.raises(FileTimeoutError):
        worker.run(count_up, CancelToken(), 1000, progress=ignore_progress)
    worker.close()


@pytest.mark.skipif(sys.platform == "win32", reason="memory is limited on POSIX only")
def test_a_function_that_wants_too_much_memory_is_refused(worker: Worker) -> None:
    with pytest.raises(FileTooLargeError, match="内存"):
        worker.run(eat_memory, CancelToken())
    assert worker.run(process_id, CancelToken())


def test_a_wish_to_stop_is_heard_while_the_function_runs(worker: Worker) -> None:
    worker.warm_up()
    cancel = CancelToken()
    timer = threading.Timer(0.2, cancel.cancel)
    timer.start()
    with pytest.raises(Cancelled):
        worker.run(sleep_long, cancel)
    timer.join()


def test_a_wish_to_stop_is_heard_between_reports(worker: Worker) -> None:
    cancel = CancelToken()
    with pytest.raises(Cancelled):
        worker.run(count_up, cancel, 1000, progress=lambda _step: cancel.cancel())


def test_reports_of_progress_arrive_here(worker: Worker) -> None:
    steps: list[ProgressStep] = []
    assert worker.run(count_up, CancelToken(), 6, progress=steps.append) == 6
    assert steps[0] == ProgressStep(0, 6, "数数")
    assert len(steps) > 1


def test_closing_ends_the_call_of_another_thread(worker: Worker) -> None:
    worker.warm_up()
    ended: list[str] = []

    def call() -> None:
        try:
            worker.run(sleep_long, CancelToken())
        except Cancelled:
            ended.append("cancelled")

    thread = threading.Thread(target=call)
    thread.start()
    time.sleep(0.2)
    worker.close()
    thread.join()
    assert ended == ["cancelled"]


def test_a_resting_worker_has_no_process_and_wakes_up(worker: Worker) -> None:
    first = worker.run(process_id, CancelToken())
    worker.rest()
    assert worker.run(process_id, CancelToken()) != first


PROGRAM = """
import time
from viewer.importing.worker import Worker
from viewer.core.progress import CancelToken
import os
if __name__ == "__main__":
    worker = Worker("test")
    print(worker.run(os.getpid, CancelToken()), flush=True)
    worker.run(time.sleep, CancelToken(), 60)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kills by signal")
def test_the_process_dies_with_a_program_that_was_killed(tmp_path: Path) -> None:
    script = tmp_path / "program.py"
    script.write_text(PROGRAM, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])}
    with subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, env=environment) as program:
        assert program.stdout is not None
        child = int(program.stdout.readline())
        program.kill()
    deadline = time.monotonic() + 10
    while is_running(child) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not is_running(child)


def is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{process}/stat")
    return not status.exists() or status.read_text(encoding="ascii").rpartition(")")[2].split()[0] != "Z"


def thread_variable() -> str | None:
    return os.environ.get("OPENBLAS_NUM_THREADS")


def test_matrices_are_multiplied_in_one_thread(worker: Worker) -> None:
    assert worker.run(thread_variable, CancelToken()) == "1"


def where_temporary_files_go() -> str:
    with tempfile.TemporaryDirectory(prefix=".andu-") as folder:
        return folder


def test_temporary_files_lie_where_the_limits_say(tmp_path: Path) -> None:
    worker = Worker("elsewhere", Limits(temporary=tmp_path))
    folder = worker.run(where_temporary_files_go, CancelToken())
    worker.close()
    assert Path(folder).parent == tmp_path
    assert not Path(folder).exists()


def test_a_killed_process_that_is_slow_to_go_hurts_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("viewer.importing.worker._KILL_SECONDS", 0.0)
    worker = Worker("slow to go")
    worker.warm_up()
    for _ in range(3):
        worker.rest()
        assert worker.run(process_id, CancelToken()) != os.getpid()
    worker.close()
