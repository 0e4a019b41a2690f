"""A library that goes away while it is open (a stick pulled out, a drive gone, a folder moved) is missed at once."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal
from PySide6.QtWidgets import QLabel, QWidget

from viewer.core.progress import CancelToken, Progress
from viewer.jobs.runner import JobRunner

DATABASE = "library.db"
_LOOK_MS = 2000  # only while it is away


class LibraryWatch(QObject):
    """Says when the folder of a library is gone and when it is back; looks for it on a worker, since drives hang."""

    changed = Signal(bool)

    def __init__(self, folder: Path, runner: JobRunner, parent: QObject) -> None:
        super().__init__(parent)
        self._folder = folder
        self._runner = runner
        self._is_here = True
        self._again = QTimer(self, interval=_LOOK_MS)
        self._again.timeout.connect(self.look)
        self._watcher = QFileSystemWatcher([str(folder), str(folder.parent)], self)
        self._watcher.directoryChanged.connect(self.look)

    def look(self) -> None:
        """Look whether it is here; ``changed`` follows where that is news."""
        self._runner.run(partial(_is_here, self._folder), owner=self, done=self._take, slot="library-watch")

    def close(self) -> None:
        """Look no more."""
        self._again.stop()
        self._watcher.directoryChanged.disconnect(self.look)
        self._runner.cancel_owner(self)

    def _take(self, is_here: bool) -> None:
        if is_here == self._is_here:
            return
        self._is_here = is_here
        if is_here:
            self._again.stop()
            self._watcher.addPath(str(self._folder))
        else:
            self._again.start()
        self.changed.emit(is_here)


class AwayNotice(QLabel):
    """A line across the window as long as the library is away; ``stand`` puts it there."""

    def __init__(self, parent: QWidget, stand: Callable[[QWidget], None]) -> None:
        super().__init__(parent)
        self.setProperty("strip", "warning")
        self.setContentsMargins(14, 7, 14, 7)
        self.setWordWrap(True)
        self.hide()
        stand(self)

    def show_away(self, folder: Path) -> None:
        """Say what is missing and what to do."""
        words = self.tr(
            "文库文件夹“{0}”不见了（U 盘拔出、网络断开或被移走）。打开的内容可以继续看；放回原处后自动接上。"
        )
        self.setText(words.format(folder))
        self.show()


def _is_here(folder: Path, _progress: Progress, _cancel: CancelToken) -> bool:
    return (folder / DATABASE).exists()
