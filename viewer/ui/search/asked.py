"""What is being asked, as it was put together: results searched further, what was typed, what was widened."""

from dataclasses import dataclass, replace

from viewer.core.hit import Widening


@dataclass(frozen=True, slots=True)
class Asked:
    """A question in parts; ``query`` is all of it in the query language.

    ``within`` are former questions whose answers are searched further; ``widened`` are the offers taken up, each one's
    query holding what was typed and the offers before it.
    """

    typed: str = ""
    within: tuple[str, ...] = ()
    widened: tuple[Widening, ...] = ()

    @property
    def query(self) -> str:
        """Return the whole question, empty when nothing is asked."""
        return " ".join(part for part in (self._prefix, self._inner(self._own)) if part)

    @property
    def _own(self) -> str:
        return self.widened[-1].query if self.widened else self.typed

    @property
    def _prefix(self) -> str:
        return " ".join(f"({query})" for query in self.within)

    def _inner(self, own: str) -> str:
        return f"({own})" if own and self.within else own

    def typed_position(self, position: int) -> int:
        """Return where a place of the whole question stands in what was typed."""
        before = len(self._prefix) + 2 if self.within else 0
        return max(0, min(position - before, len(self.typed)))

    def with_typed(self, typed: str) -> "Asked":
        """Return the question with other words typed; what was widened belonged to the former words."""
        return self if typed == self.typed else replace(self, typed=typed, widened=())

    def with_widening(self, widening: Widening) -> "Asked":
        """Return the question with one offer taken up."""
        return replace(self, widened=(*self.widened, widening))

    def without_widening(self, widening: Widening) -> "Asked":
        """Return the question without one offer, and without those that were built on it."""
        return replace(self, widened=self.widened[: self.widened.index(widening)])

    def in_results(self) -> "Asked":
        """Return the question to be asked within the answer to this one."""
        return Asked("", (*self.within, self._own)) if self._own else self

    def without_within(self, query: str) -> "Asked":
        """Return the question no longer limited to the answers to a former one."""
        return replace(self, within=tuple(each for each in self.within if each != query))
