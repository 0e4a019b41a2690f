"""What can be done about a name, a figure or a selection, as a menu: each deed for here, this document, or all."""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from viewer.core.entity import Entity, EntityType
from viewer.core.knowledge import Scope
from viewer.core.metric import Metric
from viewer.core.span import Span
from viewer.ui.names.marking import STYLES
from viewer.ui.names.samples import still_sample
from viewer.ui.names.wording import scope_name, type_name
from viewer.ui.reader.marks import MarkStyle
from viewer.ui.theme import Theme

_SHOWN_CHARACTERS = 16


class Verb(StrEnum):
    """What the person wants."""

    DISMISS = "dismiss"
    RETYPE = "retype"
    RESIZE = "resize"
    JOIN = "join"
    MARK = "mark"
    TERM = "term"
    LIST = "list"
    SEARCH = "search"
    EDIT_FIGURE = "edit_figure"
    DISMISS_FIGURE = "dismiss_figure"


_READING = (Verb.LIST, Verb.SEARCH)


@dataclass(frozen=True, slots=True)
class Wish:
    """A deed, with the type and the reach it is wanted for."""

    verb: Verb
    type: EntityType | None = None
    scope: Scope = Scope.HERE


@dataclass(frozen=True, slots=True)
class Place:
    """What stands where the menu was asked for; ``selection`` is trimmed and lies in one paragraph."""

    entity: Entity | None
    metric: Metric | None
    selection: Span | None

    @property
    def can_resize(self) -> bool:
        """Tell whether the selection could be the new range of the name."""
        return (
            self.entity is not None
            and self.selection is not None
            and self.selection != self.entity.span
            and self.selection.overlaps(self.entity.span)
        )


def fill_menu(menu: QMenu, place: Place, theme: Theme, refusal: str = "") -> None:
    """Add what can be done at a place; every action carries its ``Wish`` as data.

    With a refusal nothing can be corrected, and that is said where one points at it.
    """
    if place.entity is not None:
        _add_name(menu, place, place.entity, theme)
    if place.metric is not None:
        _add_heading(menu, MarkStyle.METRIC, f"{_tr('指标')} · {place.metric.surface}", theme)
        _add(menu, _tr("修改指标…"), Wish(Verb.EDIT_FIGURE))
        _add(menu, _tr("不是指标"), Wish(Verb.DISMISS_FIGURE))
    if place.selection is not None and place.entity is None:
        _add_types(menu.addMenu(_tr("标为实体")), Verb.MARK, None, theme)
        _add(menu, _tr("加入词库…"), Wish(Verb.TERM))
    if refusal:
        _refuse(menu, refusal)


def _refuse(menu: QMenu, reason: str) -> None:
    menu.setToolTipsVisible(True)
    for action in menu.actions():
        wish = action.data()
        if action.menu() is not None or (isinstance(wish, Wish) and wish.verb not in _READING):
            action.setEnabled(False)
            action.setToolTip(reason)


def _add_name(menu: QMenu, place: Place, entity: Entity, theme: Theme) -> None:
    _add_heading(menu, STYLES[entity.type], f"{type_name(entity.type)} · {entity.surface}", theme)
    _add(menu, _tr("列出各处"), Wish(Verb.LIST))
    _add(menu, _tr("在全部文档中查找"), Wish(Verb.SEARCH))
    menu.addSeparator()
    _add_scopes(menu.addMenu(_tr("不是实体")), Verb.DISMISS, None)
    _add_types(menu.addMenu(_tr("改类型")), Verb.RETYPE, entity.type, theme)
    resizing = menu.addMenu(_tr("改范围为所选文字"))
    _add_scopes(resizing, Verb.RESIZE, None)
    resizing.setEnabled(place.can_resize)
    _add(menu, _tr("合并为同一名称…"), Wish(Verb.JOIN))
    _add(menu, _tr("加入词库…"), Wish(Verb.TERM))


def _add_heading(menu: QMenu, kind: MarkStyle, text: str, theme: Theme) -> None:
    """Add a line that says what the deeds below it are about; the style sheet shows no words on a section."""
    if menu.actions():
        menu.addSeparator()
    menu.addAction(still_sample(kind, theme, menu.devicePixelRatioF()), _short(text)).setEnabled(False)


def _add_types(menu: QMenu, verb: Verb, but: EntityType | None, theme: Theme) -> None:
    for type_ in EntityType:
        if type_ is not but:
            below = menu.addMenu(still_sample(STYLES[type_], theme, menu.devicePixelRatioF()), type_name(type_))
            _add_scopes(below, verb, type_)


def _add_scopes(menu: QMenu, verb: Verb, type_: EntityType | None) -> None:
    for scope in Scope:
        _add(menu, scope_name(scope), Wish(verb, type_, scope))


def _add(menu: QMenu, text: str, wish: Wish) -> QAction:
    action = menu.addAction(text)
    action.setData(wish)
    return action


def _short(text: str) -> str:
    flat = text.replace("&", "&&").replace("\n", " ")
    return flat if len(flat) <= _SHOWN_CHARACTERS else flat[: _SHOWN_CHARACTERS - 1] + "…"


def _tr(text: str) -> str:
    return QCoreApplication.translate("Names", text)
