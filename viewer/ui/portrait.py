"""Draws the real window on a library into a picture, as a person would see it after a search."""

from collections.abc import Callable, Generator
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QFontDatabase, QImage
from PySide6.QtWidgets import QApplication

from viewer.core.errors import ViewerError
from viewer.jobs.runner import JobRunner
from viewer.ui.appearance import Appearance
from viewer.ui.interior.interior import Interior
from viewer.ui.slices import at_once
from viewer.ui.window import MainWindow

Furnish = Callable[[MainWindow, JobRunner], Generator[None, None, Interior]]
_LOOK_MS = 50
_MOST_LOOKS = 1200  # a minute: a virus scanner may look at every file of the first start
_FEWEST_COLOURS = 16


class PortraitError(ViewerError):
    """The window did not come to show what it should."""


def draw_window(
    application: QApplication, furnish: Furnish, library: Path, query: str, picture: Path | None = None
) -> str:
    """Open the window on a library, search and open the first hit; return a few words about it.

    Raises ``PortraitError`` where the window does not get there, or nothing is drawn.
    """
    faults: list[BaseException] = []
    runner = JobRunner(report=faults.append, parent=application)
    window = MainWindow(Appearance(application))
    window.show()
    inside = at_once(furnish(window, runner))
    inside.open_library(library)
    _until(lambda: inside.workspace is not None and bool(inside.workspace.summaries) and runner.is_idle, faults)
    inside.panes.top.box.search_for(query)
    _pass(_LOOK_MS)
    _until(lambda: runner.is_idle, faults)
    if inside.workspace is not None:
        inside.panes.lists.table.document_chosen.emit(inside.workspace.summaries[0].id)
    _until(lambda: inside.panes.reader.document_id is not None and runner.is_idle, faults)
    _pass(4 * _LOOK_MS)
    image = window.grab().toImage()
    _close(inside, runner)
    if picture is not None and not image.save(str(picture)):
        message = f"图片无法保存到 {picture}。"
        raise PortraitError(message)
    if _colours(image) < _FEWEST_COLOURS:
        message = "窗口没有画出内容。"
        raise PortraitError(message)
    return f"{QApplication.platformName()}，{image.width()}×{image.height()}，{_fonts()}"


def _close(inside: Interior, runner: JobRunner) -> None:
    inside.window.close()
    runner.close()
    inside.close_library()
    inside.window.deleteLater()
    _pass(_LOOK_MS)


def _until(condition: Callable[[], bool], faults: list[BaseException]) -> None:
    for _ in range(_MOST_LOOKS):
        if faults:
            raise faults[0]
        if condition():
            return
        _pass(_LOOK_MS)
    message = "窗口在一分钟内没有就绪。"
    raise PortraitError(message)


def _pass(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def _colours(image: QImage) -> int:
    places = [(x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)]
    return len({image.pixel(x, y) for x, y in places})


def _fonts() -> str:
    families = QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese)
    if not families:
        message = "本机没有中文字体，文字会显示成方框。请安装任一中文字体，或改用完整版。"
        raise PortraitError(message)
    return f"中文字体 {len(families)} 种"
