"""Stars, tags, read states and collections in the window: seen in the list, filtered by, and taken back."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QTest

from tests.ui.conftest import CheckModel, Desk
from viewer.core.catalog import DocumentSummary
from viewer.core.document import DocumentId
from viewer.core.hit import FacetChoice
from viewer.core.label import Collection, CollectionId, DocumentLabels
from viewer.ui.actions import ActionId
from viewer.ui.labels.choice_form import ChoiceForm
from viewer.ui.labels.collection_model import CollectionModel, CollectionRow, dragged_documents, dragging
from viewer.ui.labels.desk import NameForm
from viewer.ui.library.row_delegate import dot_of


def labels_of(desk: Desk, summary: DocumentSummary) -> DocumentLabels:
    return desk.opened.labels.keeper.shelf.of(summary.id)


def choose(desk: Desk, *titles: str) -> list[DocumentSummary]:
    table = desk.panes.lists.table
    table.clearSelection()
    found = [desk.summary(title) for title in titles]
    for summary in found:
        row = desk.panes.lists.documents.row_of(summary.id)
        assert row is not None
        flags = table.selectionModel().SelectionFlag
        table.selectionModel().select(desk.panes.lists.documents.index(row, 0), flags.Select | flags.Rows)
    return found


def form(desk: Desk) -> ChoiceForm:
    desk.until(lambda: desk.window.findChildren(ChoiceForm))
    return desk.window.findChildren(ChoiceForm)[-1]


def listed(desk: Desk) -> set[DocumentId]:
    documents = desk.panes.lists.documents
    return {documents.summary_at(row).id for row in range(documents.rowCount())}


def rows(collections: Sequence[str]) -> list[CollectionRow]:
    return [
        CollectionRow(Collection(CollectionId(name), name, order), 0, is_chosen=False)
        for order, name in enumerate(collections)
    ]


def test_collections_keep_the_rules_of_qt(check_model: CheckModel) -> None:
    model = CollectionModel()
    check_model(model)
    model.show_rows(rows(["停车", "绿化"]))
    model.show_rows(rows(["停车"]))


def test_documents_dropped_beside_the_rows_want_a_new_collection() -> None:
    model = CollectionModel()
    model.show_rows(rows(["停车"]))
    heard: list[tuple[object, object]] = []
    model.dropped.connect(lambda collection, ids: heard.append((collection and collection.name, ids)))
    data = dragging([DocumentId("a")])
    assert model.dropMimeData(data, Qt.DropAction.CopyAction, -1, -1, model.index(0))
    assert model.dropMimeData(data, Qt.DropAction.CopyAction, -1, -1, QModelIndex())
    assert heard == [("停车", ["a"]), (None, ["a"])]


def test_the_list_gives_the_dragged_documents(desk: Desk) -> None:
    documents = desk.panes.lists.documents
    data = documents.mimeData([documents.index(1, 0), documents.index(1, 1), documents.index(0, 0)])
    assert dragged_documents(data) == [documents.summary_at(1).id, documents.summary_at(0).id]


def test_a_tag_has_the_same_dot_everywhere() -> None:
    assert dot_of("停车") is dot_of("停车")


def test_a_click_on_the_star_stars_and_opens_nothing(desk: Desk) -> None:
    table, documents = desk.panes.lists.table, desk.panes.lists.documents
    summary = documents.summary_at(0)
    place = table.visualRect(documents.index(0, 0)).topLeft() + QPoint(14, 10)
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    desk.until(lambda: labels_of(desk, summary).starred)
    desk.settle()
    assert desk.panes.reader.document_id is None
    desk.do(ActionId.UNDO)
    desk.until(lambda: not labels_of(desk, summary).starred)
    desk.settle()


def test_several_documents_are_tagged_at_once_and_it_is_taken_back(desk: Desk) -> None:
    found = choose(desk, "第050号", "第70号")
    desk.do(ActionId.TAGS)
    form(desk).new.setText("停车，调研 2024")
    form(desk).accept()
    desk.until(lambda: all(labels_of(desk, each).tags == ("停车", "调研 2024") for each in found))
    desk.until(lambda: "停车、调研 2024（所选 2 份文档）" in desk.panes.status._news.text())
    desk.settle()
    desk.do(ActionId.UNDO)
    desk.until(lambda: not any(labels_of(desk, each).tags for each in found))
    desk.settle()


def test_what_only_some_have_stays_so_unless_it_is_changed(desk: Desk) -> None:
    (first,) = choose(desk, "第050号")
    desk.do(ActionId.TAGS)
    form(desk).new.setText("停车")
    form(desk).accept()
    desk.until(lambda: labels_of(desk, first).tags)
    desk.settle()
    both = choose(desk, "第050号", "第70号")
    desk.do(ActionId.TAGS)
    box = form(desk).boxes["停车"]
    assert box.checkState() is Qt.CheckState.PartiallyChecked
    box.setCheckState(Qt.CheckState.Checked)
    form(desk).accept()
    desk.until(lambda: all(labels_of(desk, each).tags == ("停车",) for each in both))
    desk.settle()


def test_tags_divide_the_list_without_a_query(desk: Desk) -> None:
    (first,) = choose(desk, "第050号")
    desk.do(ActionId.TAGS)
    form(desk).new.setText("停车")
    form(desk).accept()
    facets = desk.panes.sidebar.facets.facets
    desk.until(lambda: any(facets.row_at(row).text == "停车" for row in range(facets.rowCount())))
    desk.workspace.choices.toggle(FacetChoice("tag", "停车"))
    desk.until(lambda: listed(desk) == {first.id})
    desk.settle()


def test_what_is_read_is_no_longer_among_the_unread(desk: Desk) -> None:
    (first,) = choose(desk, "第050号")
    desk.do(ActionId.MARK_READ)
    desk.until(lambda: labels_of(desk, first).read_at)
    desk.settle()
    desk.workspace.choices.toggle(FacetChoice("state", "未读"))
    desk.until(lambda: listed(desk) == {each.id for each in desk.workspace.summaries} - {first.id})
    desk.settle()


def test_a_document_that_stands_open_for_a_while_was_read(desk: Desk) -> None:
    labels = desk.opened.labels
    assert labels is not None
    labels._rest.setInterval(10)
    summary = desk.read("第050号")
    desk.until(lambda: labels_of(desk, summary).read_at)
    desk.settle()
    assert not desk.opened.changes.stack.canUndo()


def test_documents_are_filed_in_a_collection_and_only_they_are_listed(desk: Desk) -> None:
    (first,) = choose(desk, "第050号")
    view = desk.panes.sidebar.collections
    view.collections.dropped.emit(None, [first.id])
    desk.until(lambda: desk.window.findChildren(NameForm))
    name = desk.window.findChildren(NameForm)[-1]
    name.name.setText("数字经济专题")
    name.accept()
    desk.until(lambda: view.collections.rowCount() == 1 and view.collections.row_at(0).count == 1)
    desk.settle()
    view.clicked.emit(view.collections.index(0))
    desk.until(lambda: listed(desk) == {first.id} and view.collections.row_at(0).is_chosen)
    desk.settle()
    view.removal_wanted.emit(view.collections.row_at(0).collection)
    desk.until(lambda: len(listed(desk)) == len(desk.workspace.summaries) and not view.collections.rowCount())
    desk.do(ActionId.UNDO)
    desk.until(lambda: view.collections.rowCount() == 1 and view.collections.row_at(0).count == 1)
    desk.settle()


def test_documents_moved_out_of_the_library_come_back_with_undo(desk: Desk) -> None:
    (first,) = choose(desk, "第050号")
    desk.workspace._remove((first.id,))
    desk.until(lambda: first.id not in listed(desk))
    desk.settle()
    desk.do(ActionId.UNDO)
    desk.until(lambda: first.id in listed(desk))
    desk.settle()


def test_outdated_documents_are_read_again_once_agreed(desk: Desk) -> None:
    first = desk.read("第050号")
    desk.settle()
    desk.do(ActionId.REREAD)
    desk.settle()
    assert "无需重新读取" in desk.panes.status._news.text()
    desk.workspace.session.reread([first.id])
    desk.until(lambda: "重新读取 1 份" in desk.panes.status._news.text())
    desk.settle()
