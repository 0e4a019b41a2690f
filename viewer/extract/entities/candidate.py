"""A guess that a stretch of text is a name: what every layer hands to the resolution."""

from dataclasses import dataclass, replace

from viewer.core.entity import EntityType, MarkSource


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible mention ``[start, end)``; ``weight`` (0 to 1) is how far one character of it is to be trusted.

    ``confident`` names are looked for in the rest of the document too.
    """

    start: int
    end: int
    type: EntityType
    weight: float
    source: MarkSource = MarkSource.RULE
    canonical: str | None = None
    confident: bool = False

    @property
    def length(self) -> int:
        """Return the number of characters covered."""
        return self.end - self.start

    @property
    def score(self) -> float:
        """Return what choosing this candidate adds to a reading; one long name beats its parts."""
        return self.weight * self.length + 0.1 * self.weight

    def overlaps(self, other: "Candidate") -> bool:
        """Tell whether the two share a character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: "Candidate") -> bool:
        """Tell whether ``other`` lies inside this candidate and is shorter."""
        return self.start <= other.start and other.end <= self.end and other.length < self.length

    def typed(self, kind: EntityType) -> "Candidate":
        """Return the same stretch as another type."""
        return self if kind is self.type else replace(self, type=kind)
