"""Joins the actions of one window with what they do, enables what can be done, and fills menus with them."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from viewer.ui.actions import ActionId, tooltip_of
from viewer.ui.fittings import Fittings
from viewer.ui.interior.deeds import LIBRARY_DEEDS, OTHER_DEEDS, READING_DEEDS, Deed
from viewer.ui.interior.open_library import OpenLibrary
from viewer.ui.window import MainWindow

_ON_TABLE = (
    ActionId.OPEN_IN_TAB,
    ActionId.STAR,
    ActionId.MARK_READ,
    ActionId.TAGS,
    ActionId.COLLECTIONS,
    ActionId.REMOVE,
    ActionId.IMPORT_FILES,
    ActionId.REFRESH,
)
_ON_PAGE = (
    ActionId.HIGHLIGHT,
    ActionId.WRITE_NOTE,
    ActionId.COPY,
    ActionId.COPY_CITED,
    ActionId.SELECT_ALL,
    ActionId.FIND,
    ActionId.SIMILAR,
)
_ON_ANSWER = (ActionId.SEARCH_IN_RESULTS, ActionId.SAVE_SEARCH, ActionId.EXPORT_RESULTS)
_ON_RESULTS = (ActionId.OPEN_IN_TAB, ActionId.REMOVE, ActionId.CLEAR_SEARCH)
_ON_EMPTY_LIBRARY = (ActionId.IMPORT_FILES, ActionId.IMPORT_FOLDER, ActionId.SAMPLES, ActionId.OPEN_LIBRARY)


class ActionWiring(QObject):
    """``own`` is what the window does itself; everything else is done by the library that is open."""

    def __init__(
        self,
        window: MainWindow,
        fittings: Fittings,
        own: Mapping[ActionId, Callable[[], object]],
        opened: Callable[[], OpenLibrary | None],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._fittings = fittings
        self._actions = fittings.actions
        self._opened = opened
        self._refused: Mapping[ActionId, str] = {}
        deeds = {**LIBRARY_DEEDS, **READING_DEEDS, **OTHER_DEEDS}
        self.slots = {**own, **{action_id: self._doing(deed) for action_id, deed in deeds.items()}}
        for action_id, slot in self.slots.items():
            self._actions[action_id].setEnabled(True)
            self._actions[action_id].triggered.connect(slot)
        self._actions[ActionId.RESCUE_LIBRARY].setEnabled(False)
        window.back_wanted.connect(self._actions[ActionId.BACK].trigger)
        window.forward_wanted.connect(self._actions[ActionId.FORWARD].trigger)
        self._fill_menus()
        self.enable(reads=False)

    def enable(self, *, reads: bool) -> None:
        """Enable what can be done now."""
        has_library = self._opened() is not None
        for action_id in LIBRARY_DEEDS:
            self._actions[action_id].setEnabled(has_library)
        for action_id in READING_DEEDS:
            self._actions[action_id].setEnabled(has_library and reads)
        if not has_library:
            self.show_scans(0, False)
        self._enable_sharing()
        self.refuse()
        self.enable_history()

    def refuse(self) -> None:
        """Disable what may not be done in this library now, and say why where the action is pointed at."""
        library = self._opened()
        before, self._refused = self._refused, library.refusals if library is not None else {}
        for action_id in before:
            self._actions[action_id].setToolTip(tooltip_of(self._actions[action_id]))
        for action_id, reason in self._refused.items():
            self._actions[action_id].setEnabled(False)
            self._actions[action_id].setToolTip(reason)
        if before != self._refused:  # mostly nothing is refused, and every document that opens comes by here
            self._let_menus_tell()
        self._window.setAcceptDrops(library is not None and ActionId.IMPORT_FILES not in self._refused)

    def _let_menus_tell(self) -> None:
        """Show why an action is refused in the menus that have one."""
        for menu in self._actions.menus.values():
            menu.setToolTipsVisible(any(ActionId(each.objectName()) in self._refused for each in _named(menu)))

    def _enable_sharing(self) -> None:
        library = self._opened()
        is_shared = library is not None and library.office is not None
        for action_id in (ActionId.HISTORY, ActionId.OFFLINE_COPY):
            self._actions[action_id].setEnabled(is_shared)
        self._actions[ActionId.SYNCHRONISE].setEnabled(library is not None and library.is_copy)

    def enable_history(self) -> None:
        """Enable the ways back and forward there are."""
        library = self._opened()
        history = library.workspace.desk.history if library is not None else None
        self._actions[ActionId.BACK].setEnabled(history is not None and history.can_go_back)
        self._actions[ActionId.FORWARD].setEnabled(history is not None and history.can_go_forward)

    def show_scans(self, count: int, runs: bool) -> None:
        """Say in the action how many scans wait, and whether they are being read."""
        action = self._actions[ActionId.RECOGNISE]
        action.setEnabled(count > 0)
        words = self.tr("暂停识别扫描件（{0} 份）") if runs else self.tr("继续识别扫描件（{0} 份）")
        action.setText(words.format(count) if count else self.tr("识别扫描件（OCR）"))
        if ActionId.RECOGNISE in self._refused:
            action.setEnabled(False)

    def _doing(self, deed: Deed) -> Callable[[], None]:
        def act() -> None:
            library = self._opened()
            if library is not None:
                deed(library)

        return act

    def _fill_menus(self) -> None:
        lists, reader = self._fittings.panes.lists, self._fittings.panes.reader
        lists.table.context_menu.addActions(self._rows(_ON_TABLE))
        reader.page.addActions(self._rows(_ON_PAGE))
        more = QMenu(lists.more)
        more.addActions(self._rows(_ON_ANSWER))
        lists.more.setMenu(more)
        lists.result_view.addActions(self._rows(_ON_RESULTS))
        legend = self._fittings.name_panes.legend
        legend.menu.addSeparator()
        legend.menu.addAction(self._actions[ActionId.MARKS_BY_KIND])
        lists.empty_library.offer(*self._rows(_ON_EMPTY_LIBRARY))
        lists.no_match.offer(self._actions[ActionId.CLEAR_SEARCH])

    def _rows(self, action_ids: Sequence[ActionId]) -> list[QAction]:
        return [self._actions[action_id] for action_id in action_ids]


def _named(menu: QMenu) -> list[QAction]:
    known = {action_id.value for action_id in ActionId}
    return [action for action in menu.actions() if action.objectName() in known]
