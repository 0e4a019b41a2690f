"""The name nearest before a figure: whose figure it is, where its own words say too little."""

import re
from collections.abc import Iterable

from viewer.core.entity import Entity, EntityType
from viewer.core.metric import Metric

_QUOTED = re.compile(r"[“「]([^“”「」]{2,16})[”」]")
_OWNERS = frozenset(
    {EntityType.PROGRAMME, EntityType.FACILITY, EntityType.COMPANY, EntityType.ORGANISATION, EntityType.EVENT}
)


def nearest_name(entities: Iterable[Entity], text: str, metric: Metric) -> str | None:
    """Return the quoted words, programme, site or body that stands nearest before a figure in its sentence."""
    start, end = metric.sentence.start, metric.span.start
    found = [(each.start(1), each[1]) for each in _QUOTED.finditer(text, start, end)]
    found += [
        (each.span.start, each.canonical or each.surface)
        for each in entities
        if each.type in _OWNERS and start <= each.span.start and each.span.end <= end
    ]
    return max(found)[1] if found else None
