"""The menus of the window by their names; what stands in them comes from the table of actions."""

from enum import StrEnum

from PySide6.QtCore import QCoreApplication

from viewer.ui.translation import QT_TRANSLATE_NOOP


class Menu(StrEnum):
    """The menus of the window, in order."""

    FILE = QT_TRANSLATE_NOOP("Menu", "文件(&F)")
    EDIT = QT_TRANSLATE_NOOP("Menu", "编辑(&E)")
    SEARCH = QT_TRANSLATE_NOOP("Menu", "查找(&S)")
    NOTES = QT_TRANSLATE_NOOP("Menu", "批注(&N)")
    MARKS = QT_TRANSLATE_NOOP("Menu", "标注(&M)")
    COMPARE = QT_TRANSLATE_NOOP("Menu", "比较(&C)")
    VIEW = QT_TRANSLATE_NOOP("Menu", "视图(&V)")
    HELP = QT_TRANSLATE_NOOP("Menu", "帮助(&H)")


def menu_name(menu: Menu) -> str:
    """Return what a menu is called in the language of the window, without its key."""
    return without_mnemonic(QCoreApplication.translate("Menu", menu.value))


def without_mnemonic(text: str) -> str:
    """Return the words of a menu or an action alone: 打开 of 打开(&O)…, Open of &Open…."""
    head, mark, _tail = text.rstrip("….").partition("(&")
    return head if mark else head.replace("&", "")
