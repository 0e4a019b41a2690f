"""The page that stands where nothing was found: what was searched, which word fails, and what may help."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from viewer.core.hit import FacetChoice, SearchResult, Widening, WideningKind
from viewer.ui.appearance import Appearance
from viewer.ui.search.asked import Asked
from viewer.ui.theme import Role
from viewer.ui.typography import Step, grown, ui_font

_ICON = 40


class NoHitPage(QWidget):
    """Offers every way on as one click; nothing is searched unasked."""

    query_wanted = Signal(str)
    widening_wanted = Signal(Widening)
    whole_library_wanted = Signal()
    clearing_wanted = Signal()

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._icon = QLabel(self)
        self.headline = QLabel(self)
        self.headline.setFont(ui_font(Step.TITLE, bold=True))
        self.missing = QLabel(self)
        self.missing.setProperty("tone", "warning")
        self.explanation = QLabel(self)
        self.explanation.setProperty("tone", "secondary")
        self.ways: tuple[QPushButton, ...] = ()
        self._ways = QVBoxLayout()
        self._ways.setSpacing(6)
        self._arrange()
        self.setProperty("panel", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._paint_icon()
        appearance.theme_changed.connect(self._paint_icon)

    def show_result(self, asked: Asked, result: SearchResult, choices: Sequence[FacetChoice]) -> None:
        """Explain an answer without hits."""
        self.headline.setText(self.tr("没有找到“{0}”").format(asked.typed or asked.query))
        self.missing.setText(self.tr("没有一份文档含有：{0}").format("、".join(result.missing)))
        self.missing.setVisible(bool(result.missing) and result.missing != (asked.typed or asked.query,))
        self.explanation.setText("\n".join(self._lines(asked, result, choices)))
        self._clear()
        if choices:
            self._offer(self.tr("清除筛选，在全部文档中找"), self.clearing_wanted.emit)
        if asked.within:
            self._offer(self.tr("不限于上次的结果，在全部文档中找"), self.whole_library_wanted.emit)
        if result.suggestion:
            suggestion = result.suggestion
            self._offer(self.tr("您要找的是不是“{0}”").format(suggestion), lambda: self.query_wanted.emit(suggestion))
        for widening in result.widenings:
            self._offer_widening(widening)
        for place, way in enumerate(self.ways):
            way.setProperty("accent", place == 0)

    def _lines(self, asked: Asked, result: SearchResult, choices: Sequence[FacetChoice]) -> list[str]:
        lines = []
        if asked.within:
            lines.append(self.tr("只在“{0}”的结果中找过。").format("”“".join(asked.within)))
        if choices:
            names = "、".join(choice.value for choice in choices)
            lines.append(self.tr("只在符合这些筛选条件的文档中找过：{0}。").format(names))
        if not lines:
            lines.append(self.tr("已在全部文档的标题、正文、字段和批注中找过。"))
        if not result.complete:
            lines.append(self.tr("还有文档没有编入索引，稍后再找可能会有结果。"))
        if not result.widenings and not result.suggestion:
            lines.append(self.tr("可以换个说法或缩短词语；几个词之间用 | 隔开，表示有一个即可。"))
        return lines

    def _offer_widening(self, widening: Widening) -> None:
        words = widening_words(widening)
        if widening.total is not None:
            words = self.tr("{0}（{1} 份）").format(words, f"{widening.total:,}")
        self._offer(words, lambda: self.widening_wanted.emit(widening))

    def _offer(self, words: str, deed: Callable[[], object]) -> None:
        button = QPushButton(words.replace("&", "&&"), self)
        button.setAutoDefault(True)
        button.clicked.connect(deed)
        self._ways.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        self.ways = (*self.ways, button)

    def _clear(self) -> None:
        self.ways = ()
        while (item := self._ways.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _arrange(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(10)
        column.addStretch(2)
        for label in (self._icon, self.headline, self.missing, self.explanation):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(label is not self._icon)
            column.addWidget(label)
        column.addSpacing(8)
        column.addLayout(self._ways)
        column.addStretch(3)

    def _paint_icon(self) -> None:
        picture = self._appearance.icon("search", Role.TEXT_FAINT)
        self._icon.setPixmap(picture.pixmap(QSize(_ICON, _ICON) * grown(1.0), self.devicePixelRatioF()))


def widening_words(widening: Widening) -> str:
    """Return what a widening does, as a person says it."""
    names = "、".join(widening.alternatives)
    sentence = {
        WideningKind.SYNONYM: _tr("同时查找“{0}”的其他说法：{1}"),
        WideningKind.WITHOUT: _tr("去掉“{0}”"),
        WideningKind.ANY_WORD: _tr("有一个词即可"),
        WideningKind.UNQUOTED: _tr("不要求一字不差"),
        WideningKind.ANYWHERE: _tr("不限定范围，在全文中找"),
    }[widening.kind]
    return sentence.format(widening.word, names)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Widening", text)
