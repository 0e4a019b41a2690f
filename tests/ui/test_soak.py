"""Nothing piles up while the window is used; ``tests/benchmarks/soak_desktop.py`` does the same for long."""

import gc
from collections import Counter

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication

from tests.ui.conftest import Desk
from viewer.core.catalog import StoredDocument
from viewer.ui.actions import ActionId


def _use(desk: Desk) -> None:
    for summary in desk.workspace.summaries:
        desk.read(summary.title)
        desk.do(ActionId.ASIDE)
        desk.do(ActionId.CLOSE_DOCUMENT)
    desk.search("养老")
    desk.workspace.clear_search()
    desk.settle()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()


def _of_qt() -> Counter[str]:
    windows = QApplication.topLevelWidgets()
    parts = [part for window in windows for part in (window, *window.findChildren(QObject))]
    return Counter(str(part.metaObject().className()) for part in parts)


def test_what_was_opened_and_closed_leaves_no_object_behind(desk: Desk) -> None:
    for _ in range(2):
        _use(desk)
    before, documents = _of_qt(), sum(isinstance(each, StoredDocument) for each in gc.get_objects())
    for _ in range(3):
        _use(desk)
    assert _of_qt() - before == Counter()
    assert sum(isinstance(each, StoredDocument) for each in gc.get_objects()) <= documents
