"""A person's word on single marks, applied last and final."""

import re
from collections.abc import Iterable, Iterator, Sequence

from viewer.core.entity import Entity, MarkSource
from viewer.core.lexicon import Correction, CorrectionAction
from viewer.core.span import Span


def apply_corrections(text: str, entities: Iterable[Entity], corrections: Sequence[Correction]) -> tuple[Entity, ...]:
    """Return the entities with every correction applied in turn, sorted and still without overlaps."""
    current = tuple(entities)
    for correction in corrections:
        places = set(_places(text, correction))
        if places:
            current = tuple(sorted(_applied(current, correction, places), key=lambda entity: entity.span))
    return current


def _places(text: str, correction: Correction) -> Iterator[Span]:
    pattern = (
        re.escape(correction.before) + "(" + re.escape(correction.surface) + ")" + f"(?={re.escape(correction.after)})"
    )
    for match in re.finditer(pattern, text):
        yield Span(match.start(1), match.end(1))


def _applied(entities: tuple[Entity, ...], correction: Correction, places: set[Span]) -> Iterator[Entity]:
    if correction.action is CorrectionAction.RENAME:
        for entity in entities:
            yield _renamed(entity, correction.canonical) if entity.span in places else entity
        return
    if correction.action is CorrectionAction.VETO:
        yield from (entity for entity in entities if entity.span not in places)
        return
    ordered = sorted(places)
    yield from (entity for entity in entities if not _meets(entity.span, ordered))
    if correction.type is not None:
        for place in ordered:
            yield Entity(place, correction.surface, correction.type, MarkSource.USER, correction.canonical)


def _renamed(entity: Entity, canonical: str | None) -> Entity:
    return Entity(entity.span, entity.surface, entity.type, MarkSource.USER, canonical)


def _meets(span: Span, places: list[Span]) -> bool:
    return any(span.overlaps(place) for place in places)
