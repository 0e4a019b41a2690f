"""Every action of the window as one table: it makes the menus, the tool buttons and the list of shortcuts."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QWidget

from viewer.ui.appearance import Appearance
from viewer.ui.menus import Menu, without_mnemonic
from viewer.ui.translation import QT_TRANSLATE_NOOP


class ActionId(StrEnum):
    """The name of an action; never shown."""

    IMPORT_FILES = "import_files"
    IMPORT_FOLDER = "import_folder"
    OPEN_LIBRARY = "open_library"
    OPEN_OFFICE = "open_office"
    OFFLINE_COPY = "offline_copy"
    SYNCHRONISE = "synchronise"
    HISTORY = "history"
    RETRY_LIBRARY = "retry_library"
    RESCUE_LIBRARY = "rescue_library"
    SHOW_LIBRARY_FOLDER = "show_library_folder"
    OPEN_ORIGINAL = "open_original"
    RECOGNISE = "recognise"
    REVEAL_ORIGINAL = "reveal_original"
    PAGES = "pages"
    PRINT = "print"
    PRINT_PREVIEW = "print_preview"
    EXPORT_PDF = "export_pdf"
    QUIT = "quit"
    COPY = "copy"
    COPY_CITED = "copy_cited"
    SELECT_ALL = "select_all"
    REMOVE = "remove"
    STAR = "star"
    TAGS = "tags"
    COLLECTIONS = "collections"
    MARK_READ = "mark_read"
    REREAD = "reread"
    UNDO = "undo"
    REDO = "redo"
    HIGHLIGHT = "highlight"
    WRITE_NOTE = "write_note"
    BOOKMARK = "bookmark"
    ALL_NOTES = "all_notes"
    EXPORT_NOTES = "export_notes"
    EXPORT_REPLY = "export_reply"
    IMPORT_NOTES = "import_notes"
    TEMPLATES = "templates"
    ASIDE = "aside"
    MARK_ALL = "mark_all"
    MARK_FIGURES = "mark_figures"
    MARK_NONE = "mark_none"
    MARKS_BY_KIND = "marks_by_kind"
    NEXT_MARK = "next_mark"
    PREVIOUS_MARK = "previous_mark"
    LEXICON = "lexicon"
    CORRECTIONS = "corrections"
    SEARCH = "search"
    CLEAR_SEARCH = "clear_search"
    SEARCH_IN_RESULTS = "search_in_results"
    SIMILAR = "similar"
    SAVE_SEARCH = "save_search"
    EXPORT_RESULTS = "export_results"
    SYNONYMS = "synonyms"
    FIND = "find"
    FIND_NEXT = "find_next"
    FIND_PREVIOUS = "find_previous"
    BACK = "back"
    FORWARD = "forward"
    NEXT_DOCUMENT = "next_document"
    PREVIOUS_DOCUMENT = "previous_document"
    OPEN_IN_TAB = "open_in_tab"
    NEXT_TAB = "next_tab"
    PREVIOUS_TAB = "previous_tab"
    REOPEN = "reopen"
    CLOSE_DOCUMENT = "close_document"
    ZOOM_IN = "zoom_in"
    ZOOM_OUT = "zoom_out"
    ZOOM_RESET = "zoom_reset"
    SIDEBAR = "sidebar"
    READING_MODE = "reading_mode"
    FULL_SCREEN = "full_screen"
    THEME_SYSTEM = "theme_system"
    THEME_LIGHT = "theme_light"
    THEME_DARK = "theme_dark"
    THEME_CONTRAST = "theme_contrast"
    REFRESH = "refresh"
    REINDEX = "reindex"
    PREFERENCES = "preferences"
    PALETTE = "palette"
    MANUAL = "manual"
    INDICATORS = "indicators"
    LEDGER = "ledger"
    NAME_INDEX = "name_index"
    STATISTICS = "statistics"
    COMPARE = "compare"
    WHATS_NEW = "whats_new"
    SHORTCUTS = "shortcuts"
    NEWS = "news"
    SAMPLES = "samples"
    LOG = "log"
    ABOUT = "about"


@dataclass(frozen=True, slots=True)
class ActionRow:
    """One action; rows of one menu with different ``section`` are parted by a line.

    Rows of one ``choice`` exclude each other; they, and those ``within`` a group, stand in a menu inside the menu.
    """

    id: ActionId
    menu: Menu
    text: str
    shortcuts: tuple[str, ...] = ()
    icon: str | None = None
    section: int = 0
    checkable: bool = False
    choice: str | None = None
    within: str | None = None


TABLE: tuple[ActionRow, ...] = (
    ActionRow(ActionId.IMPORT_FILES, Menu.FILE, QT_TRANSLATE_NOOP("Action", "导入文件(&I)…"), ("Ctrl+O",), "import"),
    ActionRow(
        ActionId.IMPORT_FOLDER, Menu.FILE, QT_TRANSLATE_NOOP("Action", "导入文件夹(&D)…"), ("Ctrl+Shift+O",), "folder"
    ),
    ActionRow(ActionId.RECOGNISE, Menu.FILE, QT_TRANSLATE_NOOP("Action", "识别扫描件（OCR）(&C)")),
    ActionRow(
        ActionId.OPEN_LIBRARY, Menu.FILE, QT_TRANSLATE_NOOP("Action", "打开其他文库(&L)…"), (), "library", section=1
    ),
    ActionRow(
        ActionId.OPEN_OFFICE, Menu.FILE, QT_TRANSLATE_NOOP("Action", "打开办公室文库(&O)…"), section=1, within="office"
    ),
    ActionRow(
        ActionId.OFFLINE_COPY, Menu.FILE, QT_TRANSLATE_NOOP("Action", "取回离线副本(&D)…"), section=1, within="office"
    ),
    ActionRow(
        ActionId.SYNCHRONISE, Menu.FILE, QT_TRANSLATE_NOOP("Action", "与办公室文库同步(&S)"), section=1, within="office"
    ),
    ActionRow(ActionId.RETRY_LIBRARY, Menu.FILE, QT_TRANSLATE_NOOP("Action", "重新打开文库"), (), section=1),
    ActionRow(ActionId.RESCUE_LIBRARY, Menu.FILE, QT_TRANSLATE_NOOP("Action", "用备份恢复数据库"), (), section=1),
    ActionRow(
        ActionId.SHOW_LIBRARY_FOLDER, Menu.FILE, QT_TRANSLATE_NOOP("Action", "打开文库所在文件夹"), (), section=1
    ),
    ActionRow(
        ActionId.OPEN_ORIGINAL, Menu.FILE, QT_TRANSLATE_NOOP("Action", "打开原件(&N)"), (), "external", section=4
    ),
    ActionRow(ActionId.REVEAL_ORIGINAL, Menu.FILE, QT_TRANSLATE_NOOP("Action", "在文件夹中显示原件"), section=4),
    ActionRow(ActionId.PRINT, Menu.FILE, QT_TRANSLATE_NOOP("Action", "打印(&P)…"), ("Ctrl+P",), section=3),
    ActionRow(ActionId.PRINT_PREVIEW, Menu.FILE, QT_TRANSLATE_NOOP("Action", "打印预览(&V)…"), section=3),
    ActionRow(ActionId.EXPORT_PDF, Menu.FILE, QT_TRANSLATE_NOOP("Action", "导出 PDF(&F)…"), section=3),
    ActionRow(ActionId.QUIT, Menu.FILE, QT_TRANSLATE_NOOP("Action", "退出(&Q)"), ("Ctrl+Q",), "quit", section=2),
    ActionRow(ActionId.UNDO, Menu.EDIT, QT_TRANSLATE_NOOP("Action", "撤销(&U)"), ("Ctrl+Z",), "undo"),
    ActionRow(ActionId.REDO, Menu.EDIT, QT_TRANSLATE_NOOP("Action", "重做(&Y)"), ("Ctrl+Y", "Ctrl+Shift+Z"), "redo"),
    ActionRow(ActionId.HIGHLIGHT, Menu.NOTES, QT_TRANSLATE_NOOP("Action", "标记所选文字(&H)"), ("Ctrl+H",), "marker"),
    ActionRow(ActionId.WRITE_NOTE, Menu.NOTES, QT_TRANSLATE_NOOP("Action", "写批注(&N)"), ("Ctrl+M",), "note"),
    ActionRow(ActionId.BOOKMARK, Menu.NOTES, QT_TRANSLATE_NOOP("Action", "加书签(&D)"), ("Ctrl+D",), "bookmark"),
    ActionRow(
        ActionId.ALL_NOTES, Menu.NOTES, QT_TRANSLATE_NOOP("Action", "全部批注(&A)"), ("Ctrl+Shift+B",), "library"
    ),
    ActionRow(ActionId.EXPORT_NOTES, Menu.NOTES, QT_TRANSLATE_NOOP("Action", "导出批注(&E)…"), (), "export", section=1),
    ActionRow(
        ActionId.EXPORT_REPLY, Menu.NOTES, QT_TRANSLATE_NOOP("Action", "导出带批注的答复（Word）(&W)…"), (), section=1
    ),
    ActionRow(ActionId.IMPORT_NOTES, Menu.NOTES, QT_TRANSLATE_NOOP("Action", "导入批注(&I)…"), (), section=1),
    ActionRow(ActionId.TEMPLATES, Menu.NOTES, QT_TRANSLATE_NOOP("Action", "引注与导出模板(&T)…"), (), section=1),
    ActionRow(ActionId.MARK_ALL, Menu.MARKS, QT_TRANSLATE_NOOP("Action", "全部标注(&A)"), ("Ctrl+Alt+1",)),
    ActionRow(ActionId.MARK_FIGURES, Menu.MARKS, QT_TRANSLATE_NOOP("Action", "只看指标(&F)"), ("Ctrl+Alt+2",)),
    ActionRow(ActionId.MARK_NONE, Menu.MARKS, QT_TRANSLATE_NOOP("Action", "不标注(&0)"), ("Ctrl+Alt+0",)),
    ActionRow(
        ActionId.MARKS_BY_KIND,
        Menu.MARKS,
        QT_TRANSLATE_NOOP("Action", "名称分类着色(&K)"),
        ("Ctrl+Alt+3",),
        checkable=True,
    ),
    ActionRow(ActionId.NEXT_MARK, Menu.MARKS, QT_TRANSLATE_NOOP("Action", "下一处标注(&N)"), ("F4",), section=1),
    ActionRow(
        ActionId.PREVIOUS_MARK, Menu.MARKS, QT_TRANSLATE_NOOP("Action", "上一处标注(&P)"), ("Shift+F4",), section=1
    ),
    ActionRow(ActionId.HISTORY, Menu.NOTES, QT_TRANSLATE_NOOP("Action", "更改记录(&R)…"), (), "clock", section=3),
    ActionRow(ActionId.LEXICON, Menu.MARKS, QT_TRANSLATE_NOOP("Action", "词库(&L)…"), ("Ctrl+Shift+K",), section=2),
    ActionRow(ActionId.CORRECTIONS, Menu.MARKS, QT_TRANSLATE_NOOP("Action", "更正记录(&C)…"), section=2),
    ActionRow(ActionId.COPY, Menu.EDIT, QT_TRANSLATE_NOOP("Action", "复制(&C)"), ("Ctrl+C",), "copy", section=1),
    ActionRow(
        ActionId.COPY_CITED, Menu.EDIT, QT_TRANSLATE_NOOP("Action", "复制并注明出处(&R)"), ("Ctrl+Shift+C",), section=1
    ),
    ActionRow(ActionId.SELECT_ALL, Menu.EDIT, QT_TRANSLATE_NOOP("Action", "全选(&A)"), ("Ctrl+A",), section=1),
    ActionRow(ActionId.STAR, Menu.EDIT, QT_TRANSLATE_NOOP("Action", "收藏(&S)"), ("Ctrl+Shift+S",), "star", section=2),
    ActionRow(ActionId.TAGS, Menu.EDIT, QT_TRANSLATE_NOOP("Action", "标签(&T)…"), ("Ctrl+T",), "tag", section=2),
    ActionRow(
        ActionId.COLLECTIONS, Menu.EDIT, QT_TRANSLATE_NOOP("Action", "加入专题(&J)…"), ("Ctrl+J",), "folder", section=2
    ),
    ActionRow(ActionId.MARK_READ, Menu.EDIT, QT_TRANSLATE_NOOP("Action", "标为已读或未读(&E)"), ("Ctrl+U",), section=2),
    ActionRow(
        ActionId.REMOVE, Menu.EDIT, QT_TRANSLATE_NOOP("Action", "移出文库(&D)…"), ("Delete",), "trash", section=2
    ),
    ActionRow(
        ActionId.SEARCH,
        Menu.SEARCH,
        QT_TRANSLATE_NOOP("Action", "在全部文档中查找(&A)"),
        ("Ctrl+Shift+F", "Ctrl+L", "Alt+D", "F6"),
        "search",
    ),
    ActionRow(ActionId.CLEAR_SEARCH, Menu.SEARCH, QT_TRANSLATE_NOOP("Action", "清除查找与筛选(&X)"), ("Ctrl+Shift+L",)),
    ActionRow(
        ActionId.SEARCH_IN_RESULTS, Menu.SEARCH, QT_TRANSLATE_NOOP("Action", "在结果中查找(&R)"), ("Ctrl+Shift+R",)
    ),
    ActionRow(ActionId.SIMILAR, Menu.SEARCH, QT_TRANSLATE_NOOP("Action", "查找相似内容(&M)"), ("Ctrl+Shift+M",)),
    ActionRow(ActionId.SAVE_SEARCH, Menu.SEARCH, QT_TRANSLATE_NOOP("Action", "保存查找(&V)…"), ("Ctrl+S",), section=3),
    ActionRow(
        ActionId.EXPORT_RESULTS,
        Menu.SEARCH,
        QT_TRANSLATE_NOOP("Action", "导出查找结果(&E)…"),
        ("Ctrl+Shift+E",),
        "export",
        section=3,
    ),
    ActionRow(ActionId.FIND, Menu.SEARCH, QT_TRANSLATE_NOOP("Action", "在本文中查找(&F)"), ("Ctrl+F",), section=1),
    ActionRow(
        ActionId.FIND_NEXT,
        Menu.SEARCH,
        QT_TRANSLATE_NOOP("Action", "下一处(&N)"),
        ("F3", "Ctrl+G"),
        "chevron-down",
        section=1,
    ),
    ActionRow(
        ActionId.FIND_PREVIOUS,
        Menu.SEARCH,
        QT_TRANSLATE_NOOP("Action", "上一处(&P)"),
        ("Shift+F3", "Ctrl+Shift+G"),
        "chevron-up",
        section=1,
    ),
    ActionRow(ActionId.BACK, Menu.VIEW, QT_TRANSLATE_NOOP("Action", "后退(&B)"), ("Alt+Left",), "back"),
    ActionRow(ActionId.FORWARD, Menu.VIEW, QT_TRANSLATE_NOOP("Action", "前进(&F)"), ("Alt+Right",), "forward"),
    ActionRow(ActionId.PREVIOUS_DOCUMENT, Menu.VIEW, QT_TRANSLATE_NOOP("Action", "上一份文档"), ("Alt+Up",), section=1),
    ActionRow(ActionId.NEXT_DOCUMENT, Menu.VIEW, QT_TRANSLATE_NOOP("Action", "下一份文档"), ("Alt+Down",), section=1),
    ActionRow(
        ActionId.OPEN_IN_TAB,
        Menu.VIEW,
        QT_TRANSLATE_NOOP("Action", "在新标签页打开(&T)"),
        ("Ctrl+Return",),
        section=1,
        within="tabs",
    ),
    ActionRow(
        ActionId.NEXT_TAB,
        Menu.VIEW,
        QT_TRANSLATE_NOOP("Action", "下一个标签页(&N)"),
        ("Ctrl+Tab",),
        section=1,
        within="tabs",
    ),
    ActionRow(
        ActionId.PREVIOUS_TAB,
        Menu.VIEW,
        QT_TRANSLATE_NOOP("Action", "上一个标签页(&P)"),
        ("Ctrl+Shift+Tab",),
        section=1,
        within="tabs",
    ),
    ActionRow(
        ActionId.REOPEN,
        Menu.VIEW,
        QT_TRANSLATE_NOOP("Action", "重新打开关闭的文档(&R)"),
        ("Ctrl+Shift+T",),
        section=1,
        within="tabs",
    ),
    ActionRow(
        ActionId.CLOSE_DOCUMENT, Menu.VIEW, QT_TRANSLATE_NOOP("Action", "关闭文档(&W)"), ("Ctrl+W",), "close", section=1
    ),
    ActionRow(
        ActionId.ZOOM_IN,
        Menu.VIEW,
        QT_TRANSLATE_NOOP("Action", "放大文字(&I)"),
        ("Ctrl++", "Ctrl+="),
        "zoom-in",
        section=2,
    ),
    ActionRow(
        ActionId.ZOOM_OUT, Menu.VIEW, QT_TRANSLATE_NOOP("Action", "缩小文字(&O)"), ("Ctrl+-",), "zoom-out", section=2
    ),
    ActionRow(ActionId.ZOOM_RESET, Menu.VIEW, QT_TRANSLATE_NOOP("Action", "原始大小(&0)"), ("Ctrl+0",), section=2),
    ActionRow(
        ActionId.SIDEBAR,
        Menu.VIEW,
        QT_TRANSLATE_NOOP("Action", "筛选与目录(&S)"),
        ("F7",),
        "sidebar",
        section=3,
        checkable=True,
    ),
    ActionRow(
        ActionId.ASIDE,
        Menu.VIEW,
        QT_TRANSLATE_NOOP("Action", "批注与标注(&N)"),
        ("Ctrl+B", "F8"),
        "aside",
        section=3,
        checkable=True,
    ),
    ActionRow(
        ActionId.READING_MODE,
        Menu.VIEW,
        QT_TRANSLATE_NOOP("Action", "只看正文(&R)"),
        ("F9",),
        "book",
        section=3,
        checkable=True,
    ),
    ActionRow(
        ActionId.PAGES,
        Menu.VIEW,
        QT_TRANSLATE_NOOP("Action", "原件版面(&G)"),
        ("Ctrl+E",),
        "pages",
        section=3,
        checkable=True,
    ),
    ActionRow(
        ActionId.FULL_SCREEN,
        Menu.VIEW,
        QT_TRANSLATE_NOOP("Action", "全屏(&U)"),
        ("F11",),
        section=3,
        checkable=True,
    ),
    ActionRow(
        ActionId.THEME_SYSTEM,
        Menu.VIEW,
        QT_TRANSLATE_NOOP("Action", "外观跟随系统"),
        (),
        "contrast",
        section=4,
        checkable=True,
        choice="theme",
    ),
    ActionRow(
        ActionId.THEME_LIGHT,
        Menu.VIEW,
        QT_TRANSLATE_NOOP("Action", "浅色外观"),
        (),
        "sun",
        section=4,
        checkable=True,
        choice="theme",
    ),
    ActionRow(
        ActionId.THEME_DARK,
        Menu.VIEW,
        QT_TRANSLATE_NOOP("Action", "深色外观"),
        (),
        "moon",
        section=4,
        checkable=True,
        choice="theme",
    ),
    ActionRow(
        ActionId.THEME_CONTRAST,
        Menu.VIEW,
        QT_TRANSLATE_NOOP("Action", "高对比度外观"),
        (),
        "contrast",
        section=4,
        checkable=True,
        choice="theme",
    ),
    ActionRow(
        ActionId.PREFERENCES,
        Menu.EDIT,
        QT_TRANSLATE_NOOP("Action", "首选项(&P)…"),
        ("F12", "Ctrl+,", "Ctrl+Alt+S"),
        section=4,
    ),
    ActionRow(ActionId.REFRESH, Menu.VIEW, QT_TRANSLATE_NOOP("Action", "刷新(&E)"), ("F5",), "refresh", section=5),
    ActionRow(ActionId.SYNONYMS, Menu.SEARCH, QT_TRANSLATE_NOOP("Action", "同义词(&Y)…"), (), section=2),
    ActionRow(ActionId.REREAD, Menu.SEARCH, QT_TRANSLATE_NOOP("Action", "用新版本重新读取文档(&W)…"), section=2),
    ActionRow(ActionId.REINDEX, Menu.SEARCH, QT_TRANSLATE_NOOP("Action", "重建索引…"), (), "database", section=2),
    ActionRow(ActionId.MANUAL, Menu.HELP, QT_TRANSLATE_NOOP("Action", "使用手册(&H)"), ("F1",), "book"),
    ActionRow(ActionId.INDICATORS, Menu.COMPARE, QT_TRANSLATE_NOOP("Action", "指标(&I)…"), ("Ctrl+Alt+I",)),
    ActionRow(ActionId.LEDGER, Menu.COMPARE, QT_TRANSLATE_NOOP("Action", "承诺事项(&P)…"), ("Ctrl+Alt+P",)),
    ActionRow(ActionId.NAME_INDEX, Menu.COMPARE, QT_TRANSLATE_NOOP("Action", "名称(&N)…"), ("Ctrl+Alt+N",)),
    ActionRow(ActionId.STATISTICS, Menu.COMPARE, QT_TRANSLATE_NOOP("Action", "统计(&T)…"), ("Ctrl+Alt+T",)),
    ActionRow(
        ActionId.COMPARE, Menu.COMPARE, QT_TRANSLATE_NOOP("Action", "与另一文档对照(&D)…"), ("Ctrl+Alt+D",), section=1
    ),
    ActionRow(
        ActionId.WHATS_NEW,
        Menu.COMPARE,
        QT_TRANSLATE_NOOP("Action", "突出本文新内容(&W)"),
        ("Ctrl+Alt+W",),
        section=1,
        checkable=True,
    ),
    ActionRow(
        ActionId.PALETTE,
        Menu.HELP,
        QT_TRANSLATE_NOOP("Action", "命令面板(&P)…"),
        ("Ctrl+Shift+P",),
        "search",
    ),
    ActionRow(ActionId.SHORTCUTS, Menu.HELP, QT_TRANSLATE_NOOP("Action", "快捷键一览(&K)"), ("Ctrl+/",), "keyboard"),
    ActionRow(ActionId.SAMPLES, Menu.HELP, QT_TRANSLATE_NOOP("Action", "导入示例文档(&S)"), section=2),
    ActionRow(ActionId.LOG, Menu.HELP, QT_TRANSLATE_NOOP("Action", "运行日志与问题报告(&L)…"), section=2),
    ActionRow(ActionId.NEWS, Menu.HELP, QT_TRANSLATE_NOOP("Action", "这个版本有什么(&N)"), section=3),
    ActionRow(ActionId.ABOUT, Menu.HELP, QT_TRANSLATE_NOOP("Action", "关于案牍(&A)"), (), "info", section=3),
)


INNER_MENUS: Mapping[str, str] = {
    "theme": QT_TRANSLATE_NOOP("Action", "外观(&A)"),
    "office": QT_TRANSLATE_NOOP("Action", "办公室文库(&O)"),
    "tabs": QT_TRANSLATE_NOOP("Action", "标签页(&T)"),
}
"""Without them the longest menus would not fit below each other on a small screen."""


class Actions(QObject):
    """The living actions of one window, one per row of the table."""

    def __init__(self, appearance: Appearance, parent: QObject) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._groups: dict[str, QActionGroup] = {}
        self.menus: Mapping[Menu, QMenu] = {}
        self._actions: Mapping[ActionId, QAction] = {row.id: self._build(row) for row in TABLE}
        self._paint_icons()
        appearance.theme_changed.connect(self._paint_icons)

    def __getitem__(self, action_id: ActionId) -> QAction:
        return self._actions[action_id]

    def give_keys(self, given: Mapping[str, Sequence[str]]) -> None:
        """Give actions, by their names, keys of a person's own; all others have the keys of the table."""
        for row in TABLE:
            action = self._actions[row.id]
            action.setShortcuts([QKeySequence(keys) for keys in given.get(row.id.value, row.shortcuts)])
            action.setToolTip(tooltip_of(action))

    def fill_menus(self, menus: Mapping[Menu, QMenu]) -> None:
        """Put every action into its menu, sections parted by lines."""
        self.menus = menus
        for menu, shown in menus.items():
            self._fill_menu(shown, menu)

    def _fill_menu(self, shown: QMenu, menu: Menu) -> None:
        section = 0
        for row in (row for row in TABLE if row.menu is menu):
            if row.section != section:
                shown.addSeparator()
                section = row.section
            name = row.choice or row.within
            (shown if name is None else self._inner(name, shown)).addAction(self._actions[row.id])

    def _inner(self, name: str, shown: QMenu) -> QMenu:
        """Return the menu of this name inside a menu."""
        known = shown.findChild(QMenu, name)
        if known is not None:
            return known
        inner = shown.addMenu(QCoreApplication.translate("Action", INNER_MENUS[name]))
        inner.setObjectName(name)
        return inner

    def _build(self, row: ActionRow) -> QAction:
        action = QAction(QCoreApplication.translate("Action", row.text), self)
        action.setObjectName(row.id.value)
        action.setShortcuts([QKeySequence(keys) for keys in row.shortcuts])
        action.setCheckable(row.checkable)
        action.setToolTip(tooltip_of(action))
        if row.choice is not None:
            group = self._groups.setdefault(row.choice, QActionGroup(self))
            group.addAction(action)
        return action

    def _paint_icons(self) -> None:
        for row in TABLE:
            if row.icon is not None:
                self._actions[row.id].setIcon(self._appearance.icon(row.icon))


def give_shortcut(window: QWidget, action_id: ActionId, deed: Callable[[], object]) -> None:
    """Let a window beside the main one do a deed by the keys the table gives the action, all of them."""
    for row in TABLE:
        if row.id is action_id:
            for keys in row.shortcuts:
                QShortcut(QKeySequence(keys), window).activated.connect(deed)


def plain_text(action: QAction) -> str:
    """Return an action's words, as they are now, without mnemonic and dots."""
    return without_mnemonic(action.text())


def usual_name(row: ActionRow) -> str:
    """Return what an action is called whatever it is about now: 撤销, and not what would be taken back."""
    return without_mnemonic(QCoreApplication.translate("Action", row.text))


def tooltip_of(action: QAction) -> str:
    """Return what a tool button says about an action: its words and its first shortcut."""
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    return f"{plain_text(action)}（{keys}）" if keys else plain_text(action)
