"""The desk of names and figures: marks on the page, what is told of them, what stands beside it, what is corrected."""

# Every import inside a method here spares each start the time to load what most starts never show.
# ruff: noqa: PLC0415

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, QTimer, Signal, SignalInstance
from PySide6.QtGui import QAction, QContextMenuEvent, QHelpEvent, QMouseEvent
from PySide6.QtWidgets import QMenu, QWidget

from viewer.core.across import LibraryFigure, LibraryName, TableFormat
from viewer.core.catalog import StoredDocument
from viewer.core.company import Role
from viewer.core.entity import Entity, EntityType
from viewer.core.knowledge import GivenCorrection, MetricCorrection, Scope
from viewer.core.lexicon import LexiconTerm
from viewer.core.metric import Metric
from viewer.core.span import Span
from viewer.ui.appearance import Appearance
from viewer.ui.figures.files import FigureFiles
from viewer.ui.figures.panel import FigurePanel
from viewer.ui.names.keeper import NameKeeper
from viewer.ui.names.legend import Legend
from viewer.ui.names.marking import KINDS, count_kinds, marks_of_figures, marks_of_names, standing_at
from viewer.ui.names.menu import Place, Verb, Wish, fill_menu
from viewer.ui.names.name_model import NameGroup, groups_of
from viewer.ui.names.panel import NamePanel, mentioned
from viewer.ui.names.popup import MarkPopup
from viewer.ui.names.telling import tell_figure, tell_name
from viewer.ui.notes.desk import trimmed
from viewer.ui.reader.marks import MarkLayer, MarkStyle
from viewer.ui.reader.page import Page
from viewer.ui.settings import Settings

_HIDDEN = "marks/hidden"
_AFTER_PAINTING_MS = 20


@dataclass(frozen=True, slots=True)
class NamePanes:
    """The parts of the window that show names and figures."""

    page: Page
    legend: Legend
    popup: MarkPopup
    names: NamePanel
    figures: FigurePanel


class NameDesk(QObject):
    """Lives as long as its library is open."""

    panel_wanted = Signal(str)
    search_wanted = Signal(str)
    document_wanted = Signal(str)
    reread = Signal(StoredDocument)
    told = Signal(str)

    def __init__(self, keeper: NameKeeper, panes: NamePanes, appearance: Appearance, settings: Settings) -> None:
        super().__init__()
        self.keeper = keeper
        keeper.setParent(self)
        self._panes = panes
        self._appearance = appearance
        self._settings = settings
        self._stored: StoredDocument | None = None
        self._entities: tuple[Entity, ...] = ()
        self._metrics: tuple[Metric, ...] = ()
        self._resting: Entity | Metric | None = None
        self._sought: NameGroup | LibraryFigure | GivenCorrection | None = None
        self._place = Place(None, None, None)
        self._filling = QTimer(self)
        self._filling.setSingleShot(True)
        self._filling.setInterval(_AFTER_PAINTING_MS)
        self._filling.timeout.connect(self._fill)
        self._is_listed = True
        self._files = FigureFiles(self._window(), self)
        self._files.chosen.connect(keeper.save_figures)
        hidden = set(settings.texts(_HIDDEN))
        panes.legend.show_only(frozenset(kind for kind in KINDS if kind.value not in hidden))
        self._connect(self._wires())
        panes.page.viewport().setMouseTracking(True)  # else nobody hears the mouse leave a mark
        panes.page.viewport().installEventFilter(self)
        panes.page.installEventFilter(self)

    def show_document(self, stored: StoredDocument | None) -> None:
        """Show the names and figures of the document being read."""
        self.keeper.show_document(stored.id if stored else None)
        self._take(stored)
        if stored is not None and self._sought is not None:
            wanted, self._sought = self._sought, None  # what is asked for from now on is for another document
            QTimer.singleShot(0, self, partial(self._reach, stored, wanted))  # first where it was left

    def _reach(self, stored: StoredDocument, wanted: NameGroup | LibraryFigure | GivenCorrection) -> None:
        """Go to what was sought in the document that was opened for it."""
        if self._stored is None or self._stored.id != stored.id:
            return
        self._fill()
        if isinstance(wanted, GivenCorrection):
            if wanted.document_id == stored.id:
                self._go_to_words(wanted)
        elif isinstance(wanted, LibraryFigure):
            if wanted.metric in stored.reading.metrics:
                self._go_to(wanted.metric)
                self._panes.figures.choose(wanted.metric)
        else:
            self._go_to_name(mentioned(groups_of(stored.reading.entities), wanted))

    def _go_to_name(self, found: Entity | None) -> None:
        if found is not None:
            self._go_to(found)
            self._panes.names.choose(found)

    def close(self) -> None:
        """Let go of the panes."""
        self.keeper.close()
        self._take(None)
        for signal, slot in self._wires():
            signal.disconnect(slot)
        self._panes.page.viewport().removeEventFilter(self)
        self._panes.page.removeEventFilter(self)

    def step(self, by: int) -> None:
        """Go to the next (or the previous) mark that is shown, select it and tell of it."""
        shown = self._panes.legend.shown
        marked: list[Entity | Metric] = [each for each in self._entities if _kind(each) in shown]
        if MarkStyle.METRIC in shown:
            marked += self._metrics
        marked.sort(key=lambda each: each.span)
        selected = self._panes.page.selected_span()
        here = selected.start if selected else self._panes.page.cursor_offset() - (by > 0)
        ahead = [each for each in marked if (each.span.start > here if by > 0 else each.span.start < here)]
        if not ahead:
            self.told.emit(self.tr("后面没有标注了") if by > 0 else self.tr("前面没有标注了"))
            return
        target = ahead[0] if by > 0 else ahead[-1]
        self._panes.page.go_to(target.span)
        self._panes.page.select(target.span)
        self._tell(target)

    def show_corrections(self) -> None:
        """Open the list of what was corrected."""
        from viewer.ui.names.correction_window import CorrectionWindow

        window = CorrectionWindow(self.keeper, self._window())
        window.place_wanted.connect(self._seek_correction)
        window.show()

    def show_lexicon(self) -> None:
        """Open the 词库."""
        from viewer.ui.names.lexicon_window import LexiconWindow

        LexiconWindow(self.keeper, self._window()).show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell of what someone rests on, and offer what can be done about what someone right-clicks."""
        page = self._panes.page
        kind = event.type()
        if kind == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            return watched is page.viewport() and self._rest_at(event.pos())
        if kind == QEvent.Type.ContextMenu and isinstance(event, QContextMenuEvent):
            by_keys = event.reason() == QContextMenuEvent.Reason.Keyboard
            self._open_menu(self._offset_of_keys() if by_keys else page.offset_at(event.pos()), event.globalPos())
            return True
        if kind == QEvent.Type.MouseMove and isinstance(event, QMouseEvent) and self._resting is not None:
            self._leave_unless_at(event.position().toPoint())
        elif kind in (QEvent.Type.Leave, QEvent.Type.MouseButtonPress, QEvent.Type.FocusOut, QEvent.Type.KeyPress):
            self._leave()
        return super().eventFilter(watched, event)

    def place_at(self, offset: int | None) -> Place:
        """Return what stands at an offset, with the selection if there is one."""
        page = self._panes.page
        selection = page.selected_span()
        text = page.shown_document.text
        if selection is not None:
            selection = trimmed(text, selection)
            if not selection.of(text).strip() or "\n" in selection.of(text):
                selection = None
        entity = standing_at(self._entities, offset) if offset is not None else None
        if entity is None and selection is not None:
            entity = next((each for each in self._entities if each.span.overlaps(selection)), None)
        metric = standing_at(self._metrics, offset) if offset is not None else None
        return Place(entity, metric, selection)

    def menu_at(self, offset: int | None) -> QMenu:
        """Return what can be done at an offset, as a menu."""
        self._leave()
        self._place = self.place_at(offset)
        menu = QMenu(self._panes.page)
        fill_menu(menu, self._place, self._appearance.theme, self.keeper.changes.refusal(Role.EDITOR))
        if menu.actions():
            menu.addSeparator()
        menu.addActions(self._panes.page.actions())
        menu.triggered.connect(self._fulfil)
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def _wires(self) -> list[tuple[SignalInstance, Callable[..., object]]]:
        panes, keeper = self._panes, self.keeper
        return [
            (panes.legend.shown_changed, self._show_kinds),
            (self._appearance.theme_changed, self._draw),
            (panes.names.name_chosen, self._ask),
            (panes.names.mention_chosen, self._go_to),
            (panes.names.document_wanted, self._seek),
            (panes.names.search_wanted, self.search_wanted.emit),
            (panes.figures.figure_chosen, self._go_to),
            (panes.figures.edit_wanted, self._edit_figure),
            (panes.figures.file_wanted, self._ask_for_file),
            (panes.figures.copied, self._tell_copied),
            (panes.figures.indicator_chosen, keeper.ask_figures),
            (panes.figures.mention_chosen, self._seek_figure),
            (panes.figures.search_wanted, self.search_wanted.emit),
            (keeper.figures_told, panes.figures.show_mentions),
            (panes.page.cursorPositionChanged, self._follow_cursor),
            (keeper.reread, self._take_again),
            (keeper.name_told, self._take_told),
            (keeper.updated, self._tell_updated),
            (keeper.figures_saved, self._tell_saved),
        ]

    def _connect(self, wires: list[tuple[SignalInstance, Callable[..., object]]]) -> None:
        for signal, slot in wires:
            signal.connect(slot)

    def _take(self, stored: StoredDocument | None) -> None:
        self._leave()
        self._stored = stored
        reading = stored.reading if stored else None
        self._entities = tuple(sorted(reading.entities, key=_start)) if reading else ()
        self._metrics = tuple(sorted(reading.metrics, key=_start)) if reading else ()
        self._panes.legend.show_counts(count_kinds(self._entities, self._metrics))
        self._draw()
        self._is_listed = False
        self._filling.start()
        if stored is None:
            self._fill()

    def _fill(self) -> None:
        """List what was marked, unless it is listed already: the page is to be seen first."""
        if not self._is_listed:
            self._is_listed = True
            self._panes.names.show_document(self._stored)
            self._panes.figures.show_document(self._stored)

    def _take_again(self, stored: StoredDocument) -> None:
        if self._stored is not None and stored.reading.document.text == self._stored.reading.document.text:
            self._take(stored)
            self._fill()  # the page is seen already
            self.reread.emit(stored)

    def _draw(self) -> None:
        shown, page = self._panes.legend.shown, self._panes.page
        by_kind = self._appearance.reading.marks_by_kind
        page.show_marks(MarkLayer.ENTITIES, marks_of_names(self._entities, shown, by_kind=by_kind))
        page.show_marks(MarkLayer.METRICS, marks_of_figures(self._metrics, shown))

    def _show_kinds(self, shown: frozenset[MarkStyle]) -> None:
        self._settings.keep(_HIDDEN, [kind.value for kind in KINDS if kind not in shown])
        self._draw()

    def _rest_at(self, point: QPoint) -> bool:
        offset = self._panes.page.offset_at(point)
        place = self._marked_at(offset)
        if place is None:
            self._leave()
            return False
        self._tell(place)
        return True

    def _marked_at(self, offset: int | None) -> Entity | Metric | None:
        if offset is None:
            return None
        shown = self._panes.legend.shown
        entity = standing_at(self._entities, offset)
        if entity is not None and _kind(entity) in shown:
            return entity
        return standing_at(self._metrics, offset) if MarkStyle.METRIC in shown else None

    def _tell(self, marked: Entity | Metric) -> None:
        self._resting = marked
        if isinstance(marked, Metric):
            told = tell_figure(marked, self._panes.page.shown_document.text)
        else:
            name = marked.canonical or marked.surface
            found = self.keeper.known(marked.type, name)
            told = tell_name(marked, len(found.documents) if found else None)
            if found is None:
                self.keeper.ask(marked.type, name)
        self._panes.popup.tell(told, marked.span)

    def _leave(self) -> None:
        self._resting = None
        self._panes.popup.hide()

    def _leave_unless_at(self, point: QPoint) -> None:
        offset = self._panes.page.offset_at(point)
        span = self._resting.span if self._resting is not None else None
        if span is None or offset is None or not span.start <= offset < span.end:
            self._leave()

    def _ask(self, group: NameGroup) -> None:
        self.keeper.ask(group.type, group.name)

    def _take_told(self, type_: EntityType, name: str, found: LibraryName | None) -> None:
        group = self._panes.names.chosen
        if group is not None and (group.type, group.name) == (type_, name):
            self._panes.names.show_library(group, found)
        resting = self._resting
        is_awaited = isinstance(resting, Entity) and (resting.type, resting.canonical or resting.surface) == (
            type_,
            name,
        )
        if isinstance(resting, Entity) and found is not None and is_awaited:
            self._panes.popup.tell(tell_name(resting, len(found.documents)), resting.span)

    def _go_to(self, marked: Entity | Metric) -> None:
        self._panes.page.go_to(marked.span)
        self._panes.page.select(marked.span)

    def _seek(self, document_id: str, group: NameGroup) -> None:
        self._sought = group
        self.document_wanted.emit(document_id)

    def _seek_figure(self, figure: LibraryFigure) -> None:
        """Go to a figure, opening its document where it is another."""
        if self._stored is not None and self._stored.id == figure.document_id:
            self._go_to(figure.metric)
        else:
            self._sought = figure
            self.document_wanted.emit(figure.document_id)

    def _seek_correction(self, given: GivenCorrection) -> None:
        """Go to what was corrected; what holds everywhere is searched for."""
        if given.document_id is None:
            self.search_wanted.emit(given.surface)
        elif self._stored is not None and self._stored.id == given.document_id:
            self._go_to_words(given)
        else:
            self._sought = given
            self.document_wanted.emit(given.document_id)

    def _go_to_words(self, given: GivenCorrection) -> None:
        before, after = given.surroundings
        text = self._panes.page.shown_document.text
        at = text.find(before + given.surface + after)
        start = at + len(before) if at >= 0 else text.find(given.surface)
        if start < 0:
            self.told.emit(self.tr("正文中已没有“{0}”").format(given.surface))
            return
        span = Span(start, start + len(given.surface))
        self._panes.page.go_to(span)
        self._panes.page.select(span)

    def _follow_cursor(self) -> None:
        """List the name the person has clicked on, and select the figure."""
        page = self._panes.page
        if page.selected_span() is not None or not page.hasFocus():
            return
        offset = page.cursor_offset()
        entity, metric = standing_at(self._entities, offset), standing_at(self._metrics, offset)
        self._fill()
        if entity is not None and self._panes.names.isVisible():
            self._panes.names.choose(entity)
        if metric is not None and self._panes.figures.isVisible():
            self._panes.figures.choose(metric)

    def _offset_of_keys(self) -> int:
        selected = self._panes.page.selected_span()
        return selected.start if selected is not None else self._panes.page.cursor_offset()

    def _open_menu(self, offset: int | None, at: QPoint) -> None:
        self.menu_at(offset).popup(at)

    def _fulfil(self, action: QAction) -> None:
        wish = action.data()
        if isinstance(wish, Wish):
            self.fulfil(wish)

    def fulfil(self, wish: Wish) -> None:
        """Do what was wished about the place the menu was opened at."""
        entity, metric, selection = self._place.entity, self._place.metric, self._place.selection
        if metric is not None and wish.verb is Verb.EDIT_FIGURE:
            self._edit_figure(metric)
        elif metric is not None and wish.verb is Verb.DISMISS_FIGURE:
            self._dismiss_figure(metric)
        elif wish.verb is Verb.TERM:
            self._ask_for_term()
        elif entity is not None and wish.verb in self._deeds():
            self._deeds()[wish.verb](entity, wish)
        elif selection is not None and wish.verb is Verb.MARK and wish.type is not None:
            self.keeper.mark(selection, self._words(selection), wish.type, wish.scope)

    def _deeds(self) -> Mapping[Verb, Callable[[Entity, Wish], None]]:
        return {
            Verb.DISMISS: lambda entity, wish: self.keeper.dismiss(entity, wish.scope),
            Verb.RETYPE: lambda entity, wish: self.keeper.retype(entity, wish.type or entity.type, wish.scope),
            Verb.RESIZE: self._resize,
            Verb.JOIN: self._ask_for_name,
            Verb.LIST: self._list,
            Verb.SEARCH: lambda entity, _wish: self.search_wanted.emit(entity.canonical or entity.surface),
        }

    def _resize(self, entity: Entity, wish: Wish) -> None:
        selection = self._place.selection
        if selection is not None:
            self.keeper.resize(entity, selection, self._words(selection), wish.scope)

    def _list(self, entity: Entity, _wish: Wish) -> None:
        self.panel_wanted.emit("names")
        self._fill()
        self._panes.names.choose(entity)

    def _ask_for_name(self, entity: Entity, _wish: Wish) -> None:
        from viewer.ui.names.forms import JoinForm

        offered = [group.name for group in groups_of(self._entities) if group.type is entity.type]
        form = JoinForm(entity.surface, entity.canonical or entity.surface, offered, self._window())

        def join(name: str, scope: Scope) -> None:
            self.keeper.rename(entity, name, scope)

        form.join_wanted.connect(join)
        form.open()

    def _ask_for_term(self) -> None:
        from viewer.ui.names.forms import TermForm

        entity, selection = self._place.entity, self._place.selection
        words = entity.surface if entity is not None else self._words(selection) if selection is not None else ""
        type_ = entity.type if entity is not None else EntityType.ORGANISATION
        canonical = entity.canonical if entity is not None and entity.canonical != words else None
        offered = LexiconTerm(words, type_, canonical) if len(words) > 1 else None
        form = TermForm(offered, self._window(), can_be_local=True)
        form.term_wanted.connect(self._add_term)
        form.open()

    def _add_term(self, term: LexiconTerm, only_here: bool) -> None:
        self.keeper.add_term(term, only_here=only_here)

    def _dismiss_figure(self, metric: Metric) -> None:
        from viewer.ui.figures.editor import dismiss

        self.keeper.correct_metric(metric, dismiss)

    def _edit_figure(self, metric: Metric) -> None:
        from viewer.ui.figures.editor import FigureForm

        reason = self.keeper.changes.refusal(Role.EDITOR)
        if reason:
            self.told.emit(reason)
            return
        form = FigureForm(metric, self._window())
        form.correction_wanted.connect(self._correct_figure)
        form.open()

    def _correct_figure(self, metric: Metric, correct: Callable[[MetricCorrection], MetricCorrection]) -> None:
        self.keeper.correct_metric(metric, correct)

    def _ask_for_file(self, form: TableFormat) -> None:
        if self._stored is not None:
            reading = self._stored.reading
            self._files.ask(form, reading.metadata.title or reading.source.name)

    def _tell_saved(self, name: str) -> None:
        self.told.emit(self.tr("已导出到“{0}”").format(name))

    def _tell_copied(self, rows: int) -> None:
        self.told.emit(self.tr("已复制 {0} 行指标").format(rows))

    def _tell_updated(self, documents: int) -> None:
        self.told.emit(self.tr("已更新 {0} 份文档的标注").format(f"{documents:,}"))

    def _words(self, span: Span) -> str:
        return span.of(self._panes.page.shown_document.text)

    def _window(self) -> QWidget:
        return self._panes.page.window()


def _kind(marked: Entity | Metric) -> MarkStyle:
    return MarkStyle.METRIC if isinstance(marked, Metric) else MarkStyle(f"entity_{marked.type.value.lower()}")


def _start(marked: Entity | Metric) -> Span:
    return marked.span
