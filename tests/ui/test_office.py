"""An office's library in the window: others are seen, two texts of one note are shown, a lost server loses nothing."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox

from tests.postgres_server import NOT_HERE, PostgresServer, programs
from tests.ui.conftest import Desk
from viewer.core.annotation import NoteContent
from viewer.core.company import HISTORY_PAGE, Link
from viewer.core.document import DocumentId
from viewer.core.entrance import Entrance
from viewer.core.progress import CancelToken, ignore_progress
from viewer.core.span import Span
from viewer.services.annotating import Annotating
from viewer.services.moving_library import move_library
from viewer.store.library import Library
from viewer.store.postgres.address import read_address
from viewer.store.postgres.office_library import OfficeLibrary
from viewer.ui.across.window import AcrossWindow
from viewer.ui.actions import ActionId
from viewer.ui.interior.open_library import OpenLibrary
from viewer.ui.office.conflict_dialog import ConflictDialog, TwoTexts
from viewer.ui.office.copy_form import CopyForm, proposed_folder
from viewer.ui.office.desk import OfficeDesk
from viewer.ui.office.forms import AddressForm, PasswordForm
from viewer.ui.office.history_window import HistoryWindow
from viewer.ui.qt_fields import selected_text

D = TypeVar("D", bound=QDialog)
TITLE = "第050号"
PASSWORD = "correct-horse-电池"  # noqa: S105 - looked for in all that is written


@pytest.fixture(scope="module")
def server(imported: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostgresServer]:
    """Return a server with a library of the founding replies, which every test copies."""
    if programs() is None:
        pytest.skip(NOT_HERE)
    server = PostgresServer.start(safe=True)  # one that may be killed
    folder = tmp_path_factory.mktemp("moved")
    first = Library.open(Path(shutil.copytree(imported, folder / "library")))
    server.new_database("founding")
    office = OfficeLibrary.open(read_address(server.address("founding")), None, folder)
    move_library(first, office, progress=ignore_progress, cancel=CancelToken())
    first.close()
    office.close()
    for name, role in (("zhang", "annotator"), ("li", "annotator"), ("wang", "reader")):
        server.new_user(name, f"andu_{role}")
    yield server
    server.stop()


@dataclass(frozen=True)
class Office:
    """A library of the founding replies for one test."""

    server: PostgresServer
    database: str

    def address(self, user: str) -> str:
        """Return the address somebody opens it at."""
        return self.server.address(self.database, user)

    def words(self) -> list[str]:
        """Return the notes as they are on the server."""
        with self.server.connect(self.database) as connection:
            found = connection.execute("SELECT note FROM andu.annotations WHERE removed_at IS NULL")
            return [str(row[0]) for row in found]


@pytest.fixture
def office(server: PostgresServer, request: pytest.FixtureRequest) -> Office:
    database = server.new_database(request.node.name[-60:], "founding")
    with server.connect(database) as connection:
        connection.execute("CHECKPOINT")  # a sequence of a copied database is not safe from a kill before the first
    return Office(server, database)


@pytest.fixture
def open_office(
    office: Office, open_desk: Callable[..., Desk], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[str], Desk]:
    """Return a way to open the window as somebody."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))

    def open_as(user: str) -> Desk:
        desk = open_desk(Entrance(office.address(user)))
        desk.until(lambda: office_of(desk).link is Link.CONNECTED and office_of(desk).chip.isVisible())
        return desk

    return open_as


@pytest.fixture
def another(office: Office, tmp_path: Path) -> Iterator[Annotating]:
    """Return what another person writes notes with, on another machine."""
    library = OfficeLibrary.open(read_address(office.address("li")), None, tmp_path / "another")
    yield Annotating(library, creator="li")
    library.close()


def library_of(desk: Desk) -> OpenLibrary:
    assert desk.interior.library is not None
    return desk.interior.library


def office_of(desk: Desk) -> OfficeDesk:
    office = library_of(desk).office
    assert office is not None
    return office


def shown_notes(desk: Desk) -> list[str]:
    return [note.note for note in desk.workspace.notes.keeper.notes]


def dialog_of(desk: Desk, kind: type[D]) -> D:
    desk.until(lambda: any(isinstance(each, kind) and each.isVisible() for each in desk.window.findChildren(kind)))
    return next(each for each in desk.window.findChildren(kind) if each.isVisible())


def note_on(desk: Desk, document_id: DocumentId, another: Annotating, words: str) -> str:
    """Let another write a note, and choose it in the window."""
    made = another.annotate(document_id, Span(0, 6), NoteContent(note=words))
    desk.until(lambda: words in shown_notes(desk))
    desk.workspace.notes.panel_wanted.emit()
    desk.panes.notes.panel.choose(made.id)
    return made.id


def test_a_note_of_another_is_seen_in_an_open_reader(open_office: Callable[[str], Desk], another: Annotating) -> None:
    desk = open_office("zhang")
    document = desk.read(TITLE)
    note_on(desk, document.id, another, "别人写的")
    strip = office_of(desk).strip
    desk.until(lambda: strip.signed.text().startswith("li"))
    assert not strip.personal.isEnabled()


def test_two_texts_of_one_note_are_shown_and_both_can_be_kept(
    open_office: Callable[[str], Desk], another: Annotating
) -> None:
    desk = open_office("zhang")
    document = desk.read(TITLE)
    note_on(desk, document.id, another, "原来的")
    editor = desk.panes.notes.panel.editor
    editor.words.setFocus()
    editor.words.setPlainText("我写的")
    (before,) = another.of_document(document.id)
    another.amend(before, replace(before, note="别人改的"))
    editor.save()
    dialog = dialog_of(desk, ConflictDialog)
    assert (dialog.mine.toPlainText(), dialog.theirs.toPlainText()) == ("我写的", "别人改的")
    assert [each.note for each in another.of_document(document.id)] == ["别人改的"]
    dialog.keep_both.click()
    desk.until(lambda: [each.note for each in another.of_document(document.id)] == ["别人改的\n\n我写的"])
    desk.settle()
    assert not [each for each in desk.window.findChildren(ConflictDialog) if each.isVisible()]


def test_what_was_put_off_is_asked_again_when_the_document_is_opened_anew(
    open_office: Callable[[str], Desk], another: Annotating
) -> None:
    desk = open_office("zhang")
    document = desk.read(TITLE)
    note_on(desk, document.id, another, "原来的")
    editor = desk.panes.notes.panel.editor
    editor.words.setPlainText("我写的")
    (before,) = another.of_document(document.id)
    another.amend(before, replace(before, note="别人改的"))
    editor.save()
    dialog_of(desk, ConflictDialog).reject()
    desk.read("第054号")
    desk.settle()
    desk.read(TITLE)
    dialog = dialog_of(desk, ConflictDialog)
    assert (dialog.mine.toPlainText(), dialog.theirs.toPlainText()) == ("我写的", "别人改的")
    dialog.keep_theirs.click()
    desk.until(lambda: not library_of(desk).unsaved.kept)


def test_what_differs_in_two_texts_is_underlined(desk: Desk) -> None:
    dialog = ConflictDialog(TwoTexts("原文", "𠮷家请核对第二年", "𠮷家请核对前一年", "li"), desk.window)
    fields = (dialog.mine, dialog.theirs)
    assert [selected_text(each.extraSelections()[0]) for each in fields] == ["第二", "前一"]
    dialog.mine.setPlainText("𠮷家请核对前一年")
    assert [selected_text(each.extraSelections()[0]) for each in fields] == ["", ""]
    dialog.reject()


def test_a_note_another_put_into_the_trash_comes_back_with_my_words(
    open_office: Callable[[str], Desk], another: Annotating
) -> None:
    desk = open_office("zhang")
    document = desk.read(TITLE)
    note_on(desk, document.id, another, "原来的")
    editor = desk.panes.notes.panel.editor
    editor.words.setPlainText("我写的")
    (before,) = another.of_document(document.id)
    another.remove([before.id])
    editor.save()
    dialog = dialog_of(desk, ConflictDialog)
    assert (dialog.keep_theirs.text(), dialog.keep_both.isVisible()) == ("一并移入回收站", False)
    dialog.keep_mine.click()
    desk.until(lambda: [each.note for each in another.of_document(document.id)] == ["我写的"])


def test_words_are_kept_while_the_server_is_away_and_stored_when_it_is_back(
    open_office: Callable[[str], Desk], another: Annotating, office: Office
) -> None:
    desk = open_office("zhang")
    document = desk.read(TITLE)
    note_on(desk, document.id, another, "原来的")
    desk.settle()
    office.server.kill()
    editor = desk.panes.notes.panel.editor
    editor.words.setPlainText("断线时写的")
    editor.save()
    desk.until(lambda: office_of(desk).link is Link.AWAY)
    assert editor.words.isReadOnly()
    assert not desk.interior.actions_table[ActionId.HIGHLIGHT].isEnabled()
    assert desk.panes.reader.page.toPlainText()
    desk.settle()
    office.server.go()
    office_of(desk).chip.click()
    desk.until(lambda: office_of(desk).link is Link.CONNECTED)
    desk.until(lambda: office.words() == ["断线时写的"])
    desk.until(lambda: not library_of(desk).unsaved.kept)


def test_what_a_reader_may_not_do_is_disabled_with_a_reason(open_office: Callable[[str], Desk]) -> None:
    desk = open_office("wang")
    desk.read(TITLE)
    for action_id in (ActionId.HIGHLIGHT, ActionId.WRITE_NOTE, ActionId.IMPORT_FILES, ActionId.REMOVE):
        action = desk.interior.actions_table[action_id]
        assert not action.isEnabled()
        assert "读者" in action.toolTip()
    assert desk.interior.actions_table[ActionId.BOOKMARK].isEnabled()
    assert desk.panes.notes.panel.editor.words.isReadOnly()
    assert not desk.window.acceptDrops()


def test_a_reader_reads_and_stars_and_hears_of_no_trouble(open_office: Callable[[str], Desk]) -> None:
    desk = open_office("wang")
    read, labels = desk.read(TITLE), library_of(desk).labels
    labels.keeper.mark_as_read(read.id)
    labels.toggle_star()
    desk.until(lambda: labels.keeper.shelf.of(read.id).starred and labels.keeper.shelf.of(read.id).read_at)
    assert not [each for each in desk.window.findChildren(QMessageBox) if each.isVisible()]


def test_a_reader_can_list_a_name_but_not_correct_it_and_sees_why(open_office: Callable[[str], Desk]) -> None:
    desk = open_office("wang")
    desk.read(TITLE)
    stored = desk.panes.reader.stored
    assert stored is not None
    menu = library_of(desk).names.menu_at(stored.reading.entities[0].span.start)
    deeds = {action.text(): action for action in menu.actions()}
    assert deeds["列出各处"].isEnabled()
    for name in ("不是实体", "改类型", "合并为同一名称…", "加入词库…"):
        assert not deeds[name].isEnabled()
        assert "读者" in deeds[name].toolTip()
    menu.hide()


def test_collections_of_others_are_looked_at_by_who_may_not_change_them(open_office: Callable[[str], Desk]) -> None:
    desk = open_office("zhang")
    sidebar = desk.panes.sidebar
    assert not sidebar.new_collection.isEnabled()
    assert "批注者" in sidebar.new_collection.toolTip()
    assert not sidebar.collections.acceptDrops()


def test_series_are_looked_at_by_who_may_not_decide_about_them(open_office: Callable[[str], Desk]) -> None:
    desk = open_office("zhang")
    desk.do(ActionId.INDICATORS)
    across = library_of(desk).across
    desk.until(lambda: across.window is not None)
    assert isinstance(across.window, AcrossWindow)
    buttons = across.window.indicators.buttons
    desk.until(lambda: "“编辑”" in buttons["confirm"].toolTip())
    assert not any(button.isEnabled() for button in buttons.values())
    desk.settle()
    assert not [each for each in desk.window.findChildren(QMessageBox) if each.isVisible()]


def test_what_a_role_does_not_permit_is_said_and_not_begun(open_office: Callable[[str], Desk]) -> None:
    desk = open_office("wang")
    said: list[str] = []
    library_of(desk).changes.refused.connect(said.append)
    library_of(desk).labels.keeper.add_collection("停车")
    desk.settle()
    assert said == ["您的角色是“读者”，这里要“编辑”；需要时请管理员调整"]
    assert not library_of(desk).changes.stack.canUndo()
    assert not [each for each in desk.window.findChildren(QMessageBox) if each.isVisible()]


def test_a_note_kept_to_oneself_nobody_else_sees(open_office: Callable[[str], Desk], another: Annotating) -> None:
    desk = open_office("zhang")
    document = desk.read(TITLE)
    made = desk.workspace.notes.keeper
    made.annotate(Span(0, 6), NoteContent(note="我的"))
    desk.until(lambda: "我的" in shown_notes(desk))
    desk.workspace.notes.panel_wanted.emit()
    desk.panes.notes.panel.choose(desk.workspace.notes.keeper.notes[0].id)
    strip = office_of(desk).strip
    desk.until(lambda: strip.isVisibleTo(desk.panes.notes.panel.editor) and strip.personal.isEnabled())
    assert len(another.of_document(document.id)) == 1
    strip.personal.click()
    desk.until(lambda: another.of_document(document.id) == [])
    made.annotate(Span(8, 10), NoteContent(note="又一条"))  # the next ones as this one
    desk.until(lambda: "又一条" in shown_notes(desk))
    assert another.of_document(document.id) == []


def test_the_history_says_who_did_what(open_office: Callable[[str], Desk], another: Annotating) -> None:
    desk = open_office("zhang")
    document = desk.read(TITLE)
    note_on(desk, document.id, another, "别人写的")
    desk.do(ActionId.HISTORY)
    window = dialog_of(desk, HistoryWindow)
    desk.until(lambda: window.model.rowCount() > 0)
    row = [window.model.index(0, column).data() for column in range(4)]
    assert row[1:] == ["li", "新增批注", "别人写的"]
    window.close()


def test_a_copy_is_taken_along_and_brought_in_step(
    open_office: Callable[[str], Desk], another: Annotating, office: Office
) -> None:
    desk = open_office("zhang")
    document = desk.read(TITLE)  # which has the same id in the copy
    folder = library_of(desk).services.folder.parent / "copy"
    with office.server.connect(office.database) as connection:
        connection.execute("INSERT INTO andu.collections (id, name, position) VALUES ('c', '停车', 0)")
        connection.execute(
            "INSERT INTO andu.collection_documents (collection, document)"
            " SELECT collections.row, documents.row FROM andu.collections, andu.documents WHERE documents.id = %s",
            (document.id,),
        )
    desk.do(ActionId.OFFLINE_COPY)
    form = dialog_of(desk, CopyForm)
    assert form.boxes["停车"].isChecked()  # the only one there is
    form.folder.setText(str(folder))
    QTest.keyClick(form, Qt.Key.Key_Return)
    dialog_of(desk, QMessageBox).defaultButton().click()
    desk.until(desk.interior.actions_table[ActionId.SYNCHRONISE].isEnabled)
    desk.read(TITLE)
    desk.workspace.notes.keeper.annotate(Span(0, 6), NoteContent(note="离线写的"))
    desk.until(lambda: "离线写的" in shown_notes(desk))
    another.annotate(document.id, Span(8, 12), NoteContent(note="单位里写的"))
    desk.do(ActionId.SYNCHRONISE)
    desk.until(lambda: set(shown_notes(desk)) == {"离线写的", "单位里写的"})
    assert {each.note for each in another.of_document(document.id)} == {"离线写的", "单位里写的"}


def test_collections_are_chosen_by_the_keyboard_and_a_folder_is_proposed(desk: Desk) -> None:
    chosen: list[tuple[Path, tuple[str, ...]]] = []
    form = CopyForm(["停车", "养老"], desk.window)
    form.chosen.connect(lambda folder, names: chosen.append((folder, names)))
    form.open()
    desk.until(form.boxes["停车"].hasFocus)
    assert not form.accept_button.isEnabled()
    QTest.keyClick(form.boxes["停车"], Qt.Key.Key_Space)
    QTest.keyClick(form, Qt.Key.Key_Return)
    assert chosen == [(proposed_folder("案牍离线副本"), ("停车",))]
    assert not chosen[0][0].exists()


def test_the_two_texts_of_a_note_are_walked_by_the_keyboard(desk: Desk) -> None:
    dialog = ConflictDialog(TwoTexts("停车泊位", "我的", "别人的", "li"), desk.window)
    dialog.open()
    desk.until(dialog.mine.hasFocus)
    QTest.keyClicks(dialog.mine, "!")  # who was typing goes on at the end
    QTest.keyClick(dialog.mine, Qt.Key.Key_Tab)
    assert dialog.mine.toPlainText() == "我的!"
    assert dialog.theirs.hasFocus()
    dialog.reject()


def test_the_history_says_whether_it_is_whole(open_office: Callable[[str], Desk], office: Office) -> None:
    with office.server.connect(office.database) as connection:
        connection.execute("ALTER TABLE andu.change_log DISABLE TRIGGER signed")
        connection.execute(
            "INSERT INTO andu.change_log (at, by, action, subject, detail)"
            " SELECT '2024-01-01T00:00:00Z', 'li', 'put template', 'x', '{}' FROM generate_series(1, %s)",
            (2 * HISTORY_PAGE,),
        )
    desk = open_office("zhang")
    desk.do(ActionId.HISTORY)
    window = dialog_of(desk, HistoryWindow)
    desk.until(lambda: window.model.rowCount() == HISTORY_PAGE)
    assert window.news.text().startswith("已列出最近")
    window.more.click()
    desk.until(lambda: window.model.rowCount() == 2 * HISTORY_PAGE)
    window.more.click()
    desk.until(lambda: window.news.text().startswith("共") and not window.more.isEnabled())
    window.close()


def test_a_password_is_asked_for_and_written_nowhere(
    office: Office,
    open_desk: Callable[..., Desk],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("DEBUG")
    for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    with locked(office.server, "chen"):
        desk = open_desk(Entrance(office.address("chen")), fails=True)
        for typed in ("wrong", PASSWORD):
            form = dialog_of(desk, PasswordForm)
            assert form.password.echoMode() is form.password.EchoMode.Password
            form.password.setText(typed)
            form.accept_button.click()
            desk.qtbot.wait(1)
        desk.until(lambda: desk.interior.workspace is not None)
        desk.settle()
        desk.close()
    written = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert written
    assert PASSWORD not in caplog.text
    assert not [file for file in written if PASSWORD.encode() in file.read_bytes()]


@contextmanager
def locked(server: PostgresServer, user: str) -> Iterator[None]:
    """Let one user in with a password only, as long as the block lasts."""
    rules = server.data / "pg_hba.conf"
    before = rules.read_text()
    rules.write_text(f"local all {user} scram-sha-256\n{before}")
    server.new_user(user, "andu_annotator")
    with server.connect("postgres") as connection:
        connection.execute(f"ALTER ROLE {user} PASSWORD '{PASSWORD}'".encode())
        connection.execute("SELECT pg_reload_conf()")
    yield
    rules.write_text(before)


def test_an_address_that_is_pasted_fills_the_fields_without_its_password(desk: Desk) -> None:
    desk.do(ActionId.OPEN_OFFICE)
    form = dialog_of(desk, AddressForm)
    assert not form.accept_button.isEnabled()
    QApplication.clipboard().setText("postgresql://zhang:geheim@db.example:6000/replies")
    QTest.keyClick(form.server, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert form.words.address == "postgresql://zhang@db.example:6000/replies"
    assert "密码没有采用" in form.hint.text()
    assert form.accept_button.isEnabled()
    form.reject()


def test_an_address_that_is_typed_fills_the_fields_once_it_is_whole(desk: Desk) -> None:
    desk.do(ActionId.OPEN_OFFICE)
    form = dialog_of(desk, AddressForm)
    QTest.keyClicks(form.server, "postgresql://zhang:geheim@db.example:6000/replies")
    form.server.editingFinished.emit()  # the field is left
    assert form.words.address == "postgresql://zhang@db.example:6000/replies"
    form.reject()


def test_an_address_that_led_nowhere_can_be_mended(desk: Desk, tmp_path: Path) -> None:
    address = f"postgresql:///replies?host={tmp_path}&port=5432&user=zhang"
    desk.interior.open_library(Entrance(address))
    failure = desk.interior.fittings.failure
    desk.until(lambda: desk.window.stack.currentWidget() is failure)
    desk.do(ActionId.OPEN_OFFICE)
    form = dialog_of(desk, AddressForm)
    assert form.words.address == address
    form.reject()
