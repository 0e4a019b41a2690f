"""Which page of the manual is about the place a person is at: a window, a panel, a field."""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

FIRST_PAGE = "start"

# By the names of classes, own and inherited: most of these windows are never loaded.
PAGES: Mapping[str, str] = {
    "ReportDialog": "import",
    "PairDialog": "import",
    "ReaderPane": "read",
    "PagesPane": "read",
    "QPrintPreviewDialog": "notes",
    "SearchBox": "search",
    "ChipBar": "search",
    "FacetView": "search",
    "SavedView": "search",
    "ResultView": "search",
    "NoHitPage": "search",
    "SynonymWindow": "search",
    "ExplanationDialog": "search",
    "AsidePanel": "notes",
    "NotePanel": "notes",
    "NoteEditor": "notes",
    "BookmarkPanel": "notes",
    "FolderForm": "notes",
    "LibraryNotesWindow": "notes",
    "TemplateWindow": "notes",
    "Legend": "marks",
    "MarkPopup": "marks",
    "NamePanel": "marks",
    "FigurePanel": "marks",
    "FigureForm": "marks",
    "JoinForm": "marks",
    "TermForm": "marks",
    "LexiconWindow": "marks",
    "CorrectionWindow": "marks",
    "AcrossWindow": "compare",
    "DocumentTable": "order",
    "CollectionView": "order",
    "ChoiceForm": "order",
    "NameForm": "order",
    "AddressForm": "office",
    "PasswordForm": "office",
    "CopyForm": "office",
    "ConflictDialog": "office",
    "HistoryWindow": "office",
    "PreferencesDialog": "settings",
    "ShortcutsDialog": "settings",
    "CommandPalette": "settings",
    "LogWindow": "trouble",
    "QMessageBox": "trouble",
}


def page_about(widget: QWidget | None) -> str:
    """Return the page about a widget, or about the nearest thing it stands in that has one."""
    while widget is not None:
        for kind in type(widget).__mro__:
            if kind.__name__ in PAGES:
                return PAGES[kind.__name__]
        widget = widget.parentWidget()
    return FIRST_PAGE
