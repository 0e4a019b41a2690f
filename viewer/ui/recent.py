"""The menus of what was used lately: libraries and documents, read anew each time they open."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from viewer.core.document import DocumentId

_MOST_DOCUMENTS = 12


class RecentMenus(QObject):
    """Two submenus before a menu's action; an empty one cannot be opened."""

    library_wanted = Signal(Path)
    office_wanted = Signal(str)
    document_wanted = Signal(str)

    def __init__(
        self,
        menu: QMenu,
        before: QAction,
        libraries: Callable[[], Sequence[Path]],
        documents: Callable[[], Sequence[tuple[DocumentId, str]]],
        offices: Callable[[], Sequence[str]] = tuple,
    ) -> None:
        super().__init__(menu)
        self._libraries = libraries
        self._documents = documents
        self._offices = offices
        self.documents_menu = QMenu(self.tr("最近阅读的文档(&R)"), menu)
        self.libraries_menu = QMenu(self.tr("最近的文库(&B)"), menu)
        menu.insertMenu(before, self.documents_menu)
        menu.insertMenu(before, self.libraries_menu)
        menu.aboutToShow.connect(self.fill)

    def fill(self) -> None:
        """Read anew what was used lately."""
        self.documents_menu.clear()
        for document_id, title in self._documents()[:_MOST_DOCUMENTS]:
            action = self.documents_menu.addAction(title.replace("&", "&&"))
            action.setData(document_id)
            action.triggered.connect(lambda _=False, known=document_id: self.document_wanted.emit(known))
        self.libraries_menu.clear()
        for folder in self._libraries():
            action = self.libraries_menu.addAction(str(folder).replace("&", "&&"))
            action.triggered.connect(lambda _=False, chosen=folder: self.library_wanted.emit(chosen))
        for address in self._offices():
            action = self.libraries_menu.addAction(address.replace("&", "&&"))
            action.triggered.connect(lambda _=False, chosen=address: self.office_wanted.emit(chosen))
        for menu in (self.documents_menu, self.libraries_menu):
            menu.setEnabled(bool(menu.actions()))
