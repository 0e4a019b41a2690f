"""Harms the index, asks hostile questions and searches in the middle of other work: prints a line for each trial.

    python tests/torture/search_robustness.py [--flips 100] [--files 200] [--seconds 20]

Whatever is done, a search answers rightly, says what is wrong, or waits for a rebuild; it never marks anything but the
match, never crashes and never takes longer than ``--seconds``. The last line counts what went against that. To import
2,000 files takes some ten minutes: ``--files 2000``.
"""

import argparse
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from pathlib import Path

from tests.benchmarks.corpus_generator import write_replies
from tests.benchmarks.text_library import TextLibrary, generated_documents
from tests.torture.verdict import Verdict, note
from viewer.core.catalog import StoredDocument
from viewer.core.errors import IndexUnavailableError, LibraryNewerError, QueryError
from viewer.core.hit import SearchRequest, SearchResult
from viewer.core.progress import CancelToken, ignore_progress
from viewer.search.engine import SearchEngine
from viewer.search.index import IndexFolder
from viewer.services.opening import IndexStatus, Services, open_services
from viewer.text.fold import fold
from viewer.text.segment import Segmenter

_RUNS = ("数字经济", "停车", "一网通办", "建设", "有限公司", "5G", "2021", "的")

HOSTILE = {
    "10,000 characters of text": "推进城市数字化转型" * 1_111,
    "10,000 characters asked": "怎么推进城市数字化转型" * 900 + "？",
    "10,000 different characters": "".join(map(chr, range(0x4E00, 0x4E00 + 10_000))),
    "10,000 words": " ".join(["停车", "建设"] * 5_000),
    "999 words": " ".join(f"停车{number}" for number in range(999)),
    "999 alternatives": " OR ".join(f"建设{number}" for number in range(999)),
    "only operators": "AND OR NOT - | ( ) 或 非",
    "only NOTs": "NOT " * 2_000,
    "5,000 stars": "*" * 5_000,
    "5,000 stars between letters": "*".join("建" * 5_000),
    "5,000 question marks": "建" + "?" * 5_000,
    "60 question marks": "建" + "?" * 60 + "设",
    "catastrophic pattern": "*的*".join(["a?", "?b", "建?*设", "*?*?*"] * 50),
    "patterns of every character": "*".join("的一是在有和"),
    "5,000 brackets": "(" * 5_000,
    "deep brackets": "(" * 59 + "建设" + ")" * 59,
    "quotes": '"' * 4_999,
    "near everything": '"的 一 是 在"~9999',
    "fields of fields": "标题:" * 3_000,
    "lone surrogates": "\ud800\udfff建设\ud800",
    "control characters": "\x00\x01建设\x1f\x7f\u202e",
    "years": "年:0000..9999 " * 300,
    "figures": "指标:建设>" + "9" * 4_000,
}


class Trials:
    """What happened, by trial."""

    def __init__(self, seconds: float) -> None:
        self.failures: list[str] = []
        self._seconds = seconds

    def failed(self, trial: str, why: str) -> None:
        """Note what must not happen."""
        self.failures.append(f"{trial}: {why}")

    def timed(self, trial: str, ask: Callable[[], str]) -> str:
        """Run a question; it must be over in time. CPU counts: the machine may be busy."""
        started = time.process_time()
        outcome = ask()
        if (taken := time.process_time() - started) > self._seconds:
            self.failed(trial, f"took {taken:.1f} s")
        return outcome


def main() -> None:
    """Run all trials and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--flips", type=int, default=100)
    parser.add_argument("--files", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=20.0)
    arguments = parser.parse_args()
    trials = Trials(arguments.seconds)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shelf = _Shelf(folder)
        for line in chain(
            _hostile(shelf, trials),
            _flips(shelf, trials, arguments.flips),
            _deleted(shelf, trials),
            _amid_work(folder, trials, arguments.files),
        ):
            print(line, flush=True)
    times = len(HOSTILE) + arguments.flips + 1
    told = "语句里的错处，或“索引……正在重建”"
    note(Verdict("search: hostile queries, harmed index", times, "right answers, or told", len(trials.failures), told))
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    print(f"against the rules: {len(trials.failures)}", *trials.failures, sep="\n  ")
    sys.exit(bool(trials.failures))


class _Shelf:
    """Two hundred replies with an index, and the right answers to some questions."""

    def __init__(self, folder: Path) -> None:
        self.documents: Sequence[StoredDocument] = list(generated_documents(200))
        self.library = TextLibrary(self.documents)
        self.folder = folder / "index"
        self.segmenter = Segmenter(folder / "cache")
        self.index = IndexFolder(self.folder, "benchmark", self.segmenter)
        self.index.rebuild(self.documents)
        folded = {str(each.id): fold(each.reading.document.text) for each in self.documents}
        self.right = {run: {name for name, text in folded.items() if fold(run) in text} for run in _RUNS}

    def engine(self) -> SearchEngine:
        return SearchEngine(self.folder, self.library, self.segmenter)

    def files(self) -> list[Path]:
        return sorted(path for path in self.folder.rglob("*") if path.is_file() and path.stat().st_size)

    def judge(self, engine: SearchEngine, trials: Trials, trial: str) -> str:
        """Ask the questions; an answer must be right, and every mark the match."""
        try:
            for run, right in self.right.items():
                request = SearchRequest(f'"{run}"', limit=50)
                if set(map(str, engine.select(request).ids)) != right:
                    trials.failed(trial, f"a wrong answer to {run}")
                self.judge_marks(engine.search(request), fold(run), trials, trial)
        except IndexUnavailableError as error:
            return error.message
        return "right"

    def judge_marks(self, result: SearchResult, run: str, trials: Trials, trial: str) -> None:
        texts = self.library.texts([hit.id for hit in result.hits])
        if any(fold(span.of(texts[hit.id])) != run for hit in result.hits for span in hit.spans):
            trials.failed(trial, f"a wrong mark for {run}")


def _hostile(shelf: _Shelf, trials: Trials) -> Iterator[str]:
    engine = shelf.engine()
    engine.warm_up()
    for name, query in HOSTILE.items():

        def ask(query: str = query) -> str:
            try:
                return f"{engine.search(SearchRequest(query)).total} found"
            except QueryError as error:
                return f"{error.message} (at {error.position})"

        started = time.process_time()
        outcome = trials.timed(name, ask)
        yield f"{name:30} {(time.process_time() - started) * 1000:7.0f} ms CPU  {outcome}"
    engine.close()


def _flips(shelf: _Shelf, trials: Trials, count: int) -> Iterator[str]:
    """Flip one bit of one file: before the search opens the index, and under its feet."""
    generator = random.Random(4)
    for kind, is_open in (("flipped before opening", False), ("flipped under a search", True)):
        outcomes: Counter[str] = Counter()
        for number in range(count // 2):
            engine = shelf.engine()
            if is_open:
                engine.search(SearchRequest("数字经济"))
            path = generator.choice(shelf.files())
            whole = path.read_bytes()
            place = generator.randrange(len(whole))
            flipped = whole[place] ^ 1 << generator.randrange(8)
            path.write_bytes(whole[:place] + bytes([flipped]) + whole[place + 1 :])
            outcomes[shelf.judge(engine, trials, f"{kind} {number} {path.name}@{place}")] += 1
            engine.close()
            path.write_bytes(whole)
        yield f"{kind:30} {dict(outcomes)}"


def _deleted(shelf: _Shelf, trials: Trials) -> Iterator[str]:
    engine = shelf.engine()
    engine.search(SearchRequest("数字经济"))
    shutil.rmtree(shelf.folder)
    yield f"{'deleted under a search':30} {shelf.judge(engine, trials, 'deleted')}"
    stop = threading.Event()
    outcomes: Counter[str] = Counter()

    def keep_asking() -> None:
        while not stop.is_set():
            outcomes[shelf.judge(engine, trials, "searched while rebuilt")] += 1

    asking = threading.Thread(target=keep_asking)
    asking.start()
    for _ in range(3):
        shelf.index.rebuild(shelf.documents)
    stop.set()
    asking.join()
    yield f"{'searched while rebuilt':30} {dict(outcomes)}"
    engine.close()


def _amid_work(folder: Path, trials: Trials, count: int) -> Iterator[str]:
    """Import files while two readers search, one of them another process, then let the index be harmed."""
    write_replies(folder / "replies", count)
    services = open_services(folder / "library")
    try:
        yield f"{'searched while importing':30} {dict(_import_and_ask(services, folder / 'replies', trials))}"
        total = services.searcher.search(SearchRequest(""), cancel=CancelToken()).total
        if total != count:
            trials.failed("import", f"{total} of {count} are found")
        yield f"{'the command line beside it':30} {_ask_command_line(services.folder, trials)}"
        shutil.rmtree(folder / "library" / "index")
        yield f"{'index deleted under services':30} {_ask_until_mended(services, count, trials)}"
    finally:
        services.close()


def _import_and_ask(services: Services, replies: Path, trials: Trials) -> Counter[str]:
    outcomes: Counter[str] = Counter()
    stop = threading.Event()

    def keep_asking() -> None:
        while not stop.is_set():
            try:
                result = services.searcher.search(SearchRequest('"数字经济"'), cancel=CancelToken())
            except IndexUnavailableError as error:
                outcomes[error.message] += 1
            else:
                outcomes["complete" if result.complete else "told to be incomplete"] += 1
                for hit in result.hits:
                    text = services.documents.open(hit.id).reading.document.text
                    if any(fold(span.of(text)) != "数字经济" for span in hit.spans):
                        trials.failed("importing", "a wrong mark")

    askers = [threading.Thread(target=keep_asking) for _ in range(2)]
    for asker in askers:
        asker.start()
    services.importer.import_paths([replies], progress=ignore_progress, cancel=CancelToken())
    outcomes[f"command line: {_ask_command_line(services.folder, trials)}"] += 1
    services.index.wait(progress=ignore_progress, cancel=CancelToken())
    stop.set()
    for asker in askers:
        asker.join()
    return outcomes


def _ask_command_line(library: Path, trials: Trials) -> str:
    command = [sys.executable, "-m", "viewer", "--library", str(library), "search", "数字经济", "--limit", "1"]
    done = subprocess.run(command, check=False, capture_output=True, env={**os.environ, "PYTHONUTF8": "1"})
    if done.returncode:
        trials.failed("command line", done.stderr.decode("utf-8", "replace")[-300:])
    return done.stdout.decode("utf-8").split("\n", 1)[0]


def _ask_until_mended(services: Services, count: int, trials: Trials) -> str:
    told: Counter[str] = Counter()
    for _ in range(600):
        try:
            total = services.searcher.search(SearchRequest(""), cancel=CancelToken()).total
        except IndexUnavailableError as error:
            told[error.message] += 1
        else:
            try:
                if total == count and services.index.state().status is IndexStatus.READY:
                    return f"all found again; before that {dict(told)}"
            except LibraryNewerError as error:  # the program was changed while this ran: its command line is newer
                trials.failed("index deleted under services", error.message)
                return "not mended"
        time.sleep(0.5)
    trials.failed("index deleted under services", f"not mended in five minutes, told {dict(told)}")
    return "not mended"


if __name__ == "__main__":
    main()
