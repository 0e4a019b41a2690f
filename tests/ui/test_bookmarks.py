"""Bookmarks in the window: set with Ctrl+D, filed, put in order by hand, and all of it taken back."""

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest

from tests.ui.conftest import CheckModel, Desk
from viewer.core.annotation import Bookmark, BookmarkId, PlacedBookmark
from viewer.core.document import DocumentId
from viewer.core.span import Span
from viewer.ui.actions import ActionId
from viewer.ui.notes.bookmark_model import BookmarkModel, moved_to
from viewer.ui.notes.bookmark_panel import BookmarkPanel, cleaned_path

WORDS = "数字经济企业6100余家"


def placed(name: str, folder: str = "", order: int = 0) -> PlacedBookmark:
    bookmark = Bookmark(BookmarkId(name), DocumentId("a"), name, "", folder=folder, order=order)
    return PlacedBookmark(bookmark, "答复", None, is_lost=False)


@pytest.fixture
def reading(desk: Desk) -> Desk:
    """Return the desk with a reply open."""
    desk.read("第050号")
    desk.settle()
    return desk


@pytest.fixture
def panel(reading: Desk) -> BookmarkPanel:
    """Return the panel with three bookmarks of the open reply."""
    bookmarks, document_id = reading.opened.bookmarks, reading.panes.reader.document_id
    assert bookmarks is not None
    assert document_id is not None
    for words in ("甲", "乙", "丙"):
        bookmarks.add(document_id, "", None, words)
    reading.until(lambda: names(reading.interior.fittings.bookmark_panel) == ["甲", "乙", "丙"])
    reading.interior.fittings.aside.show_page("bookmarks")
    reading.do(ActionId.ASIDE)
    reading.settle()
    return reading.interior.fittings.bookmark_panel


def names(panel: BookmarkPanel) -> list[str]:
    return [each.bookmark.name for each in panel.model.bookmarks]


def test_the_tree_keeps_the_rules_of_qt(check_model: CheckModel) -> None:
    model = BookmarkModel()
    check_model(model)
    model.show_bookmarks([placed("甲"), placed("乙", "停车/泊位"), placed("丙", "停车")])
    assert model.folders == ("停车", "停车/泊位")
    assert [model.index(row).data() for row in range(model.rowCount())] == ["停车", "甲"]


def test_a_dragged_bookmark_says_where_it_goes() -> None:
    model = BookmarkModel()
    model.show_bookmarks([placed("甲"), placed("乙", "停车")])
    heard: list[tuple[object, ...]] = []
    model.moved.connect(lambda *said: heard.append(said))
    data = model.mimeData([model.index_of(BookmarkId("甲"))])
    assert not model.dropMimeData(data, Qt.DropAction.MoveAction, -1, -1, model.index(0))
    assert heard == [(["甲"], "停车", 1)]


def test_what_is_moved_stands_at_its_place_in_the_folder() -> None:
    shown = [placed("甲", order=1), placed("乙", order=2), placed("丙", order=3)]
    _before, after = moved_to(shown, [BookmarkId("丙")], "", 0)
    assert [(each.name, each.order) for each in after] == [("丙", 1), ("甲", 2), ("乙", 3)]


def test_paths_of_folders_are_tidied() -> None:
    assert cleaned_path(" 停车 // 泊位/ ") == "停车/泊位"


def test_a_bookmark_leads_back_to_its_passage(reading: Desk) -> None:
    page = reading.panes.reader.page
    start = page.shown_document.text.index(WORDS)
    page.select(Span(start, start + len(WORDS)))
    reading.do(ActionId.BOOKMARK)
    panel = reading.interior.fittings.bookmark_panel
    reading.until(lambda: names(panel) == [WORDS])
    reading.settle()
    first = panel.model.bookmarks[0]
    reading.read("第70号")
    panel.tree.go_wanted.emit(panel.model.index(0))
    reading.until(lambda: reading.panes.reader.document_id == first.bookmark.document_id)
    reading.settle()
    assert first.span is not None


def test_a_bookmark_is_renamed_into_a_folder_and_back_with_undo(reading: Desk, panel: BookmarkPanel) -> None:
    panel.model.setData(panel.model.index(0), "税收/口径")
    reading.until(lambda: panel.model.folders == ("税收",))
    reading.settle()
    reading.do(ActionId.UNDO)
    reading.until(lambda: names(panel) == ["甲", "乙", "丙"] and not panel.model.folders)
    reading.settle()


def test_a_folder_is_renamed_with_all_that_is_in_it(reading: Desk, panel: BookmarkPanel) -> None:
    panel.move_wanted.emit([each.bookmark.id for each in panel.model.bookmarks], "停车/泊位", 0)
    reading.until(lambda: panel.model.folders == ("停车", "停车/泊位"))
    panel.model.setData(panel.model.index(0), "交通")
    reading.until(lambda: panel.model.folders == ("交通", "交通/泊位"))
    reading.settle()


def test_the_order_is_changed_by_hand(reading: Desk, panel: BookmarkPanel) -> None:
    panel.tree.setCurrentIndex(panel.model.index(2))
    panel._up.click()
    reading.until(lambda: names(panel) == ["甲", "丙", "乙"])
    reading.settle()
    assert panel.tree.currentIndex().row() == 1


def test_selected_bookmarks_are_removed_together_and_come_back(reading: Desk, panel: BookmarkPanel) -> None:
    panel.tree.selectAll()
    QTest.keyClick(panel.tree, Qt.Key.Key_Delete)
    reading.until(lambda: not names(panel))
    reading.read("第70号")
    reading.do(ActionId.UNDO)
    reading.until(lambda: names(panel) == ["甲", "乙", "丙"])
    reading.settle()


def test_a_folder_folds_and_stays_folded(reading: Desk, panel: BookmarkPanel) -> None:
    panel.move_wanted.emit([panel.model.bookmarks[0].bookmark.id], "停车", 0)
    reading.until(lambda: panel.model.folders == ("停车",))
    panel.tree.clicked.emit(panel.model.index(0))
    panel.show_bookmarks(panel.model.bookmarks)
    assert not panel.tree.isExpanded(panel.model.index(0, 0, QModelIndex()))
    reading.settle()
