"""What is told about a name or a figure when someone rests on it."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from viewer.core.entity import Entity
from viewer.core.metric import Metric
from viewer.ui.figures.wording import period_text, role_name, value_text, written_text
from viewer.ui.names.marking import STYLES
from viewer.ui.names.wording import source_name, type_name
from viewer.ui.reader.marks import MarkStyle

_MOST_CHARACTERS = 150


@dataclass(frozen=True, slots=True)
class Told:
    """A heading in the colour of its kind, and lines below it."""

    kind: MarkStyle
    heading: str
    lines: tuple[str, ...]


def tell_name(entity: Entity, documents: int | None) -> Told:
    """Tell of a name; ``documents`` is how many of the library hold it, ``None`` while nobody knows."""
    details = [_tr("来源：{0}").format(source_name(entity.source))]
    if documents:
        details.append(_tr("共 {0} 份文档").format(f"{documents:,}"))
    name = entity.canonical or entity.surface
    written = (_tr("原文写作“{0}”").format(_cut(entity.surface)),) if name != entity.surface else ()
    return Told(STYLES[entity.type], f"{type_name(entity.type)} · {_cut(name)}", (*written, " · ".join(details)))


def tell_figure(metric: Metric, text: str) -> Told:
    """Tell of a figure: its indicator, what its words come to, when, where, and in which sentence."""
    parts = (
        (_tr("期间"), period_text(metric)),
        (_tr("口径"), role_name(metric.role)),
        (_tr("范围"), metric.scope),
    )
    details = " · ".join(_tr("{0}：{1}").format(name, value) for name, value in parts if value)
    heading = f"{_tr('指标')} · {_cut(metric.indicator or _tr('（未写明指标名）'))}"
    value, written = value_text(metric), written_text(metric)
    said = value if value == written else _tr("{0}，即 {1}").format(written, value)
    is_as_written = said.replace(" ", "") == metric.surface.replace(" ", "")
    value = metric.surface if is_as_written else _tr("{0}（原文“{1}”）").format(said, metric.surface)
    return Told(MarkStyle.METRIC, heading, (value, details, _cut(metric.sentence.of(text).strip())))


def _cut(text: str) -> str:
    flat = " ".join(text.split("\n"))
    return flat if len(flat) <= _MOST_CHARACTERS else flat[: _MOST_CHARACTERS - 1] + "…"


def _tr(text: str) -> str:
    return QCoreApplication.translate("Names", text)
