"""Another program on the desktop: files can be dragged out of its upper half, and its lower half tells what is dropped.

Run: ``python neighbour.py FILE…``. Every drop is a line of JSON on its output, and so is that what was dragged out was
taken; an empty line says that it is shown.
"""

# ruff: noqa: N802, T201 - Qt calls some of these, and what is printed is the answer

import json
import sys
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDrag, QDragEnterEvent, QDropEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel, QVBoxLayout, QWidget


class Source(QLabel):
    """Files to be dragged elsewhere."""

    files: tuple[Path, ...] = ()

    def mouseMoveEvent(self, _event: QMouseEvent) -> None:
        """Begin to drag as soon as the mouse moves with its button down."""
        carried = QMimeData()
        carried.setUrls([QUrl.fromLocalFile(str(file)) for file in self.files])
        drag = QDrag(self)
        drag.setMimeData(carried)
        if drag.exec(Qt.DropAction.CopyAction) is Qt.DropAction.CopyAction:
            print(json.dumps({"taken": True}), flush=True)


class Target(QLabel):
    """Takes whatever is dropped and says what it was."""

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take everything."""
        event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Say what came."""
        mime = event.mimeData()
        event.acceptProposedAction()
        print(json.dumps({"formats": mime.formats(), "text": mime.text(), "html": mime.html()}), flush=True)


def main(files: list[str]) -> int:
    """Show the two halves until killed."""
    application = QApplication(["neighbour"])
    window = QWidget()
    window.setWindowTitle("neighbour")
    source, target = Source("files"), Target("drop here")
    source.files = tuple(map(Path, files))
    target.setAcceptDrops(True)
    column = QVBoxLayout(window)
    column.addWidget(source)
    column.addWidget(target)
    window.setGeometry(1850, 100, 300, 400)
    window.show()
    print(flush=True)
    return application.exec()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
