"""Every preference as one row: it makes the dialog, the defaults, and says what a kept value may be."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from viewer.ui.appearance import ThemeChoice
from viewer.ui.translation import QT_TRANSLATE_NOOP

Value = str | float | bool

DIALOG = "preferences"
"""The name of the window these are chosen in."""


class PreferenceId(StrEnum):
    """The name of a preference, which is its key in the file."""

    THEME = "look/theme"
    TEXT_SIZE = "look/text_size"
    LANGUAGE = "look/language"
    READER_FAMILY = "reader/family"
    READER_LINE_HEIGHT = "reader/line_height"
    READER_MEASURE = "reader/measure"
    READER_INDENT = "reader/indent"
    MARKS_BY_KIND = "reader/marks_by_kind"
    SEARCH_AS_TYPED = "search/as_typed"
    SEARCH_HISTORY = "search/history"
    RESUME_READING = "start/resume"


class Group(StrEnum):
    """The pages of the dialog, in order."""

    LOOK = QT_TRANSLATE_NOOP("Preferences", "外观")
    READER = QT_TRANSLATE_NOOP("Preferences", "阅读")
    SEARCH = QT_TRANSLATE_NOOP("Preferences", "查找与启动")


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several values, with the words it is chosen by."""

    value: str
    words: str


@dataclass(frozen=True, slots=True)
class Range:
    """The numbers allowed, and how far apart they are offered."""

    least: float
    most: float
    step: float


@dataclass(frozen=True, slots=True)
class Preference:
    """One preference; a kept value that is not allowed counts as the default.

    ``choices`` or ``range`` say what is allowed; ``is_family`` wants a font; a preference of none of these is a yes
    or no. ``note`` explains what the words do not.
    """

    id: PreferenceId
    group: Group
    words: str
    default: Value
    choices: tuple[Choice, ...] = ()
    range: Range | None = None
    is_family: bool = False
    note: str = ""

    def read(self, kept: object) -> Value:
        """Return the value of what a file holds."""
        if isinstance(self.default, bool):
            return {"true": True, "false": False}.get(str(kept).lower(), self.default)
        if self.choices:
            return str(kept) if str(kept) in {choice.value for choice in self.choices} else self.default
        if self.range is None:
            return kept if isinstance(kept, str) else self.default
        try:
            number = float(str(kept))
        except ValueError:
            return self.default
        return number if self.range.least <= number <= self.range.most else self.default


TABLE: tuple[Preference, ...] = (
    Preference(
        PreferenceId.THEME,
        Group.LOOK,
        QT_TRANSLATE_NOOP("Preferences", "主题"),
        ThemeChoice.SYSTEM.value,
        (
            Choice(ThemeChoice.SYSTEM.value, QT_TRANSLATE_NOOP("Preferences", "跟随系统")),
            Choice(ThemeChoice.LIGHT.value, QT_TRANSLATE_NOOP("Preferences", "浅色")),
            Choice(ThemeChoice.DARK.value, QT_TRANSLATE_NOOP("Preferences", "深色")),
            Choice(ThemeChoice.CONTRAST.value, QT_TRANSLATE_NOOP("Preferences", "高对比度")),
        ),
    ),
    Preference(
        PreferenceId.TEXT_SIZE,
        Group.LOOK,
        QT_TRANSLATE_NOOP("Preferences", "界面字号"),
        "1",
        (
            Choice("0.9", QT_TRANSLATE_NOOP("Preferences", "小")),
            Choice("1", QT_TRANSLATE_NOOP("Preferences", "标准")),
            Choice("1.15", QT_TRANSLATE_NOOP("Preferences", "大")),
            Choice("1.3", QT_TRANSLATE_NOOP("Preferences", "较大")),
            Choice("1.5", QT_TRANSLATE_NOOP("Preferences", "特大")),
        ),
        note=QT_TRANSLATE_NOOP("Preferences", "菜单、列表和按钮的字；正文的字号用 Ctrl+加号、Ctrl+减号调整。"),
    ),
    Preference(
        PreferenceId.LANGUAGE,
        Group.LOOK,
        QT_TRANSLATE_NOOP("Preferences", "界面语言"),
        "zh_CN",
        (Choice("zh_CN", "简体中文"), Choice("en", "English")),
    ),
    Preference(
        PreferenceId.READER_FAMILY,
        Group.READER,
        QT_TRANSLATE_NOOP("Preferences", "正文字体"),
        "",
        is_family=True,
        note=QT_TRANSLATE_NOOP("Preferences", "字号用 Ctrl+加号、Ctrl+减号调整。"),
    ),
    Preference(
        PreferenceId.READER_LINE_HEIGHT,
        Group.READER,
        QT_TRANSLATE_NOOP("Preferences", "行距（倍）"),
        1.75,
        range=Range(1.2, 2.6, 0.05),
    ),
    Preference(
        PreferenceId.READER_MEASURE,
        Group.READER,
        QT_TRANSLATE_NOOP("Preferences", "每行最多字数"),
        40.0,
        range=Range(20.0, 80.0, 1.0),
    ),
    Preference(
        PreferenceId.READER_INDENT,
        Group.READER,
        QT_TRANSLATE_NOOP("Preferences", "段首缩进（字）"),
        2.0,
        range=Range(0.0, 4.0, 1.0),
    ),
    Preference(
        PreferenceId.MARKS_BY_KIND,
        Group.READER,
        QT_TRANSLATE_NOOP("Preferences", "名称分类着色"),
        False,
        note=QT_TRANSLATE_NOOP("Preferences", "关闭时名称只有一条细线，指标有底色。"),
    ),
    Preference(
        PreferenceId.SEARCH_AS_TYPED,
        Group.SEARCH,
        QT_TRANSLATE_NOOP("Preferences", "边输入边查找"),
        True,
        note=QT_TRANSLATE_NOOP("Preferences", "关闭后按回车才查找。"),
    ),
    Preference(PreferenceId.SEARCH_HISTORY, Group.SEARCH, QT_TRANSLATE_NOOP("Preferences", "保留查找记录"), True),
    Preference(
        PreferenceId.RESUME_READING,
        Group.SEARCH,
        QT_TRANSLATE_NOOP("Preferences", "启动时接着上次的文档和位置阅读"),
        True,
    ),
)
ROWS: Mapping[PreferenceId, Preference] = {row.id: row for row in TABLE}
