"""How the window calls types, sources and reaches."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from viewer.core.entity import EntityType, MarkSource
from viewer.core.knowledge import Scope
from viewer.ui.translation import QT_TRANSLATE_NOOP

_TYPES: Mapping[EntityType, str] = {
    EntityType.PERSON: QT_TRANSLATE_NOOP("Names", "人物"),
    EntityType.ORGANISATION: QT_TRANSLATE_NOOP("Names", "机构"),
    EntityType.COMPANY: QT_TRANSLATE_NOOP("Names", "企业"),
    EntityType.LOCATION: QT_TRANSLATE_NOOP("Names", "地点"),
    EntityType.FACILITY: QT_TRANSLATE_NOOP("Names", "场所"),
    EntityType.DOCUMENT: QT_TRANSLATE_NOOP("Names", "文件"),
    EntityType.PROGRAMME: QT_TRANSLATE_NOOP("Names", "项目"),
    EntityType.TECHNOLOGY: QT_TRANSLATE_NOOP("Names", "技术"),
    EntityType.EVENT: QT_TRANSLATE_NOOP("Names", "会议"),
    EntityType.TIME: QT_TRANSLATE_NOOP("Names", "时间"),
}
_SOURCES: Mapping[MarkSource, str] = {
    MarkSource.RULE: QT_TRANSLATE_NOOP("Names", "规则"),
    MarkSource.MODEL: QT_TRANSLATE_NOOP("Names", "模型"),
    MarkSource.LEXICON: QT_TRANSLATE_NOOP("Names", "词库"),
    MarkSource.USER: QT_TRANSLATE_NOOP("Names", "人工"),
}
_SCOPES: Mapping[Scope, str] = {
    Scope.HERE: QT_TRANSLATE_NOOP("Names", "仅此处"),
    Scope.DOCUMENT: QT_TRANSLATE_NOOP("Names", "本文全部"),
    Scope.LIBRARY: QT_TRANSLATE_NOOP("Names", "全部文档"),
}


def type_name(type_: EntityType) -> str:
    """Return what a person calls a type."""
    return _tr(_TYPES[type_])


def source_name(source: MarkSource) -> str:
    """Return who says that something is a name."""
    return _tr(_SOURCES[source])


def scope_name(scope: Scope) -> str:
    """Return how far a correction reaches."""
    return _tr(_SCOPES[scope])


def type_called(name: str) -> EntityType | None:
    """Return the type a person (or a file) calls so, by its Chinese name or its code."""
    wanted = name.strip()
    for type_ in EntityType:
        if wanted in (_TYPES[type_], type_name(type_)) or wanted.upper() == type_.value:
            return type_
    return None


def _tr(text: str) -> str:
    return QCoreApplication.translate("Names", text)
