"""Tries the whole program on this machine, on replies of its own: what support asks for first."""

import importlib.util
import os
import platform
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import NoReturn

from viewer import __version__
from viewer.core.annotation import NoteContent, NoteFormat
from viewer.core.errors import LibraryAddressError, LibraryError, ViewerError
from viewer.core.hit import SearchRequest
from viewer.core.progress import CancelToken, ignore_progress
from viewer.core.span import Span
from viewer.importing.ocr import frame, has_pictures, is_available, open_picture
from viewer.services.inspect_file import Inspector
from viewer.services.library_place import open_store
from viewer.services.opening import Services, open_services

QUERY = "智慧校园"
_NUMBER = "001"
_NOWHERE = "postgresql:///andu?host=/nowhere"
_SCAN = ".png"
LOCKED = "locked"
"""The stem of the sample that opens with ``PASSWORD`` only."""
PASSWORD = "案牍自检"  # noqa: S105 - of the sample
_NETWORK_FAMILIES = (2, 10, 23, 30)  # IPv4, and IPv6 as Linux, Windows and macOS number it
_WAYS_OUT = ("tcp", "tcp6", "udp", "udp6", "raw", "raw6")

Drawer = Callable[[Path, str], str]
"""Draws the window on a library with a query in it; returns what was drawn in a few words."""


class SelfTestError(ViewerError):
    """Something did not give what it should."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one try came to, in words for a person."""

    name: str
    passed: bool
    words: str


def self_test(folder: Path, draw: Drawer | None) -> Iterator[Outcome]:
    """Try everything in an empty folder and give one outcome after the other; the library is left there.

    Anything that is no ``ViewerError`` is a fault of the program and is raised.
    """
    yield Outcome(
        "程序", passed=True, words=f"案牍 {__version__}，Python {platform.python_version()}，{platform.platform()}"
    )
    samples = _lay_samples(folder / "样例 文件")
    library = folder / "文库 一"
    services = open_services(library, keep_index=False)
    try:
        for path in samples:
            yield _tried(_importing(path), lambda path=path: _import(services, path))  # type: ignore[misc]
        if has_pictures():
            yield _tried("图片", lambda: _look_at(folder / "样例 文件" / f"scan{_SCAN}"))
        if is_available():
            yield _tried("识别扫描件", lambda: _recognise(folder / "样例 文件" / f"scan{_SCAN}"))
        if importlib.util.find_spec("psycopg") is not None:
            yield _tried("办公室文库", lambda: _reach_office(folder))
        yield _tried("索引", lambda: _index(services))
        yield _tried("检索", lambda: _search(services))
        yield _tried("批注", lambda: _annotate(services))
        for form in NoteFormat:
            yield _tried(f"导出 {form.value}", lambda form=form: _export(services, form))  # type: ignore[misc]
        yield _tried("进程间没有网络连接", _no_way_out)
    finally:
        services.close()
    if draw is not None:
        yield _tried("窗口", lambda: draw(library, QUERY))
        yield _tried("窗口没有网络连接", _no_way_out)


def watch_sockets() -> None:
    """Let every attempt of this process to speak to a network fail, from now on."""
    sys.addaudithook(_refuse_network)


def _refuse_network(event: str, arguments: tuple[object, ...]) -> None:
    if event == "socket.__new__" and arguments[1] in _NETWORK_FAMILIES:
        message = "程序试图打开网络连接。"
        raise SelfTestError(message)


def _tried(name: str, attempt: Callable[[], str]) -> Outcome:
    try:
        return Outcome(name, passed=True, words=attempt())
    except ViewerError as error:
        return Outcome(name, passed=False, words=error.message)


def _lay_samples(folder: Path) -> list[Path]:
    folder.mkdir(parents=True)
    files = resources.files("viewer").joinpath("resources", "self_test")
    found = []
    for sample in sorted(files.iterdir(), key=lambda file: file.name):
        path = folder / sample.name
        path.write_bytes(sample.read_bytes())
        if path.suffix != _SCAN:
            found.append(path)
    # The archive holds the plain text: the same content twice is one document, so it goes first.
    return sorted(found, key=lambda path: path.suffix != ".zip")


def _importing(path: Path) -> str:
    return f"导入 {path.suffix[1:]}" + ("（有密码）" if path.stem == LOCKED else "")


def _import(services: Services, path: Path) -> str:
    passwords = [PASSWORD] if path.stem == LOCKED else []
    report = services.importer.import_paths([path], progress=ignore_progress, cancel=CancelToken(), passwords=passwords)
    if report.failed:
        raise SelfTestError(report.failed[0].reason)
    if not report.imported and not report.duplicates:
        _fail("没有读到文档。")
    if not report.imported:
        return "与已有文档内容相同"
    document = services.documents.open(report.imported[0])
    metadata = document.reading.metadata
    if QUERY not in document.reading.document.text or metadata.number != _NUMBER:
        _fail("读出的内容与样例不符。")
    return f"{len(document.reading.document.text)} 字，{len(document.reading.metrics)} 个指标"


def _look_at(path: Path) -> str:
    with path.open("rb") as file, open_picture(path, file) as picture:
        pixels, dpi = frame(path, picture, 0)
    if pixels.min() == pixels.max():
        _fail("图片是空白的。")
    return f"{pixels.shape[1]}×{pixels.shape[0]} 像素，每英寸 {dpi:.0f}"


def _recognise(path: Path) -> str:
    inspector = Inspector()
    try:
        reading = inspector.inspect(path, cancel=CancelToken())
    finally:
        inspector.close()
    if QUERY not in reading.document.text:
        _fail("识别出的文字与样例不符。")
    return f"{len(reading.document.text)} 字"


def _reach_office(folder: Path) -> str:
    """Speak to an office's server that is not there: who has what it takes says so in other words than who has not."""
    try:
        open_store(_NOWHERE, cache=folder).close()
    except LibraryAddressError:
        raise
    except LibraryError:
        return "连接服务器的部件可用"
    return "连接服务器的部件可用，并且有服务器"


def _index(services: Services) -> str:
    services.index.wait(progress=ignore_progress, cancel=CancelToken())
    state = services.index.state()
    if state.indexed != state.total or not state.total:
        _fail(f"{state.total} 份文档中只有 {state.indexed} 份可以检索。")
    return f"{state.total} 份文档"


def _search(services: Services) -> str:
    result = services.searcher.search(SearchRequest(QUERY), cancel=CancelToken())
    if result.total != len(services.catalog.summaries()):
        _fail(f"找到 {result.total} 份，应为 {len(services.catalog.summaries())} 份。")
    return f"“{QUERY}”在 {result.total} 份文档中，用时 {result.elapsed_ms:.0f} 毫秒"


def _annotate(services: Services) -> str:
    summary = services.catalog.summaries()[0]
    text = services.documents.open(summary.id).reading.document.text
    at = text.index(QUERY)
    made = services.annotating.annotate(summary.id, Span(at, at + len(QUERY)), NoteContent(note="自检批注"))
    kept = services.annotating.of_document(summary.id)
    if [each.id for each in kept] != [made.id] or kept[0].selector.quote.exact != QUERY:
        _fail("批注没有按原样保存。")
    return "已保存并读回"


def _export(services: Services, form: NoteFormat) -> str:
    content = services.notes.export(form)
    if not content:
        _fail("导出的内容为空。")
    return f"{len(content)} 字节"


def _no_way_out() -> str:
    """Look at the sockets of this process and its children, where the system tells."""
    if not Path("/proc/self/net").is_dir():
        return "已拦截检查（本系统无法列出连接）"
    ways = {inode for name in _WAYS_OUT for inode in _inodes(Path("/proc/self/net") / name)}
    for process in (os.getpid(), *_children(os.getpid())):
        held = ways & _sockets(process)
        if held:
            _fail("有网络连接打开。")
    return "已检查本进程与读取进程"


def _inodes(table: Path) -> Iterator[str]:
    if table.exists():
        for line in table.read_text(encoding="ascii").splitlines()[1:]:
            yield line.split()[9]


def _children(process: int) -> Iterator[int]:
    for tasks in Path(f"/proc/{process}/task").glob("*/children"):
        for child in tasks.read_text(encoding="ascii").split():
            yield int(child)
            yield from _children(int(child))


def _sockets(process: int) -> set[str]:
    found = set()
    for link in Path(f"/proc/{process}/fd").glob("*"):
        try:
            target = link.readlink().name
        except OSError:
            continue  # closed meanwhile
        if target.startswith("socket:["):
            found.add(target[8:-1])
    return found


def _fail(words: str) -> NoReturn:
    raise SelfTestError(words)
