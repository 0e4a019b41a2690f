"""What a server is asked to find: the conditions of a query as values, for a store that searches by itself."""

from dataclasses import dataclass

from viewer.core.document import DocumentId


@dataclass(frozen=True, slots=True)
class HoldsRun:
    """Texts that hold a folded run; ``grams`` stand in each of them, and where ``is_exact`` only in them."""

    run: str
    grams: tuple[int, ...]
    is_exact: bool


@dataclass(frozen=True, slots=True)
class HoldsPattern:
    """Texts in a paragraph of which the pieces stand one after the other; ``?`` in a piece is any one character."""

    pieces: tuple[str, ...]
    grams: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class HasValue:
    """Documents with one of these terms among their values."""

    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InYears:
    """Documents dated in ``[first, last]``; ``None`` leaves that side open, and both ask for any year."""

    first: int | None
    last: int | None


@dataclass(frozen=True, slots=True)
class HasFacet:
    """Documents whose facet ``field`` has one of these values."""

    field: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OneOf:
    """Just these documents."""

    ids: tuple[DocumentId, ...]


@dataclass(frozen=True, slots=True)
class AllOf:
    """All of the conditions; without any, every document."""

    parts: "tuple[Condition, ...]"


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one of the conditions."""

    parts: "tuple[Condition, ...]"


@dataclass(frozen=True, slots=True)
class NoneOf:
    """Everything but the condition."""

    part: "Condition"


Condition = HoldsRun | HoldsPattern | HasValue | HasFacet | InYears | OneOf | AllOf | AnyOf | NoneOf
