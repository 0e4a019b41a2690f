"""The legend above the page: the kinds of names and figures in the document, how often, and which are marked."""

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QMenu, QSizePolicy, QToolButton, QWidget

from viewer.ui.appearance import Appearance
from viewer.ui.names.marking import KINDS, drawn_as, kind_name
from viewer.ui.names.samples import SIZE, sample
from viewer.ui.reader.fact_layout import FactLayout
from viewer.ui.reader.marks import MarkStyle

_LEAST_SIDE = 14
_GAP = QSize(2, 1)
_ALL = frozenset(KINDS)
_ORDER = (MarkStyle.METRIC, *(kind for kind in KINDS if kind is not MarkStyle.METRIC))
"""Figures first: of what there is no room for in one line, they are missed most."""


class _Chip(QToolButton):
    """The button of a kind; tells when the focus comes to it, for it may stand where it is not seen."""

    reached = Signal()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell of it."""
        super().focusInEvent(event)
        self.reached.emit()


class Legend(QFrame):
    """One button per kind; ``shown_changed`` carries the kinds that are to be marked."""

    shown_changed = Signal(frozenset)

    def __init__(self, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._appearance = appearance
        self._shown = _ALL
        self._counts: Mapping[MarkStyle, int] = {}
        self.presets = QToolButton(self)
        self.menu = QMenu(self.presets)
        self.chips = {kind: self._chip() for kind in _ORDER}
        self.more = QToolButton(self)
        self._gives_way = False
        self._place = QWidget(self)
        self._row = QHBoxLayout(self)
        self._arrange()
        self._paint()
        appearance.theme_changed.connect(self._paint)

    @property
    def shown(self) -> frozenset[MarkStyle]:
        """Return the kinds that are marked."""
        return self._shown

    def show_counts(self, counts: Mapping[MarkStyle, int]) -> None:
        """Show how often each kind stands in the document; kinds that do not are hidden."""
        self._counts = dict(counts)
        for kind, chip in self.chips.items():
            if kind in counts:
                chip.setText(f" {kind_name(kind)} {counts[kind]:,}")
            chip.setVisible(kind in counts)
        self._fold()
        self._show_where_wanted()

    def give_way(self, *, gives: bool) -> None:
        """Stay away while the text alone is wanted."""
        self._gives_way = gives
        self._show_where_wanted()

    def show_only(self, kinds: frozenset[MarkStyle]) -> None:
        """Mark these kinds and tell."""
        if kinds != self._shown:
            self._shown = kinds
            for kind, chip in self.chips.items():
                chip.setChecked(kind in kinds)
            self.shown_changed.emit(kinds)

    def show_all(self) -> None:
        """Mark everything."""
        self.show_only(_ALL)

    def show_figures(self) -> None:
        """Mark figures and nothing else."""
        self.show_only(frozenset({MarkStyle.METRIC}))

    def show_none(self) -> None:
        """Mark nothing."""
        self.show_only(frozenset())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep to one line where the kinds would take several, and offer the others."""
        super().resizeEvent(event)
        self._fold()

    def align_with(self, left: int, right: int) -> None:
        """Begin and end where the page's column does, measured from the edges."""
        self._row.setContentsMargins(max(left, _LEAST_SIDE) - 6, 3, max(right, _LEAST_SIDE) - 12, 3)

    def _chip(self) -> _Chip:
        chip = _Chip(self)
        chip.reached.connect(self._show_reached)
        chip.setCheckable(True)
        chip.setChecked(True)
        chip.setProperty("chip", True)
        chip.setIconSize(SIZE)
        chip.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        chip.setToolTip(self.tr("标注或不标注这一类"))
        chip.clicked.connect(self._toggle)
        return chip

    def _show_reached(self) -> None:
        """Unfold what the focus came to."""
        chip = QApplication.focusWidget()
        if isinstance(chip, _Chip) and chip.geometry().bottom() > self._place.height():
            self.more.setChecked(True)

    def _fold(self) -> None:
        layout = self._place.layout()
        line = max((chip.sizeHint().height() for chip in self.chips.values()), default=0)
        whole = layout.heightForWidth(self._place.width()) if layout is not None else line
        self.more.setVisible(whole > line + _GAP.height())
        self.more.setFixedHeight(line)
        self._place.setFixedHeight(max(whole, line) if self.more.isChecked() else line)
        self.more.setToolTip(self.tr("收起") if self.more.isChecked() else self.tr("显示全部类别"))
        self.more.setAccessibleName(self.more.toolTip())
        name = "chevron-up" if self.more.isChecked() else "chevron-down"
        self.more.setIcon(self._appearance.icon(name))

    def _toggle(self) -> None:
        self.show_only(
            frozenset(
                kind
                for kind, chip in self.chips.items()
                if (chip.isChecked() if kind in self._counts else kind in self._shown)
            )
        )

    def _show_where_wanted(self) -> None:
        self.setVisible(bool(self._counts) and not self._gives_way)

    def _arrange(self) -> None:
        for words, deed in (
            (self.tr("全部标注"), self.show_all),
            (self.tr("只看指标"), self.show_figures),
            (self.tr("不标注"), self.show_none),
        ):
            self.menu.addAction(words, deed)
        self.presets.setText(self.tr("标注"))
        self.presets.setProperty("chip", True)
        self.presets.setProperty("arrow", True)
        self.presets.setMenu(self.menu)
        self.presets.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.presets.setToolTip(self.tr("全部标注、只看指标或不标注"))
        self.presets.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self._place.setSizePolicy(policy)
        self._row.setSpacing(2)
        self._row.addWidget(self.presets, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addWidget(self._place, 1)
        self.more.setCheckable(True)
        self.more.setProperty("chip", True)
        self.more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.more.toggled.connect(self._fold)
        self._row.addWidget(self.more, 0, Qt.AlignmentFlag.AlignTop)
        layout = FactLayout(self._place, column=1, gap=_GAP)
        for chip in self.chips.values():
            layout.addWidget(chip)
        self.align_with(0, 0)
        self.setProperty("panel", "surface")
        self.setAccessibleName(self.tr("标注图例"))

    def _paint(self) -> None:
        by_kind = self._appearance.reading.marks_by_kind
        for kind, chip in self.chips.items():
            drawn = drawn_as(kind, by_kind=by_kind)
            chip.setIcon(sample(drawn, self._appearance.theme, self.devicePixelRatioF()))
        self._fold()
