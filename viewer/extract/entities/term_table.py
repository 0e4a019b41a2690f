"""Finding thousands of known words in one pass over a text."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Generic, TypeVar

T = TypeVar("T")

_WORD = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")


class TermTable(Generic[T]):
    """Words of two characters and more, each with a value; ``find`` takes time linear in the text.

    A word that begins or ends with a Latin letter or digit matches only where no other one adjoins.
    """

    __slots__ = ("_by_head",)

    def __init__(self, terms: Mapping[str, T]) -> None:
        by_head: dict[tuple[str, str], list[tuple[str, T]]] = {}
        for term, value in terms.items():
            if len(term) > 1:
                by_head.setdefault((term[0], term[1]), []).append((term, value))
        self._by_head = {head: tuple(sorted(found, key=_longest_first)) for head, found in by_head.items()}

    def find(self, text: str) -> Iterator[tuple[int, int, T]]:
        """Yield ``(start, end, value)`` of the longest word at every position where one stands."""
        by_head = self._by_head
        for start, head in enumerate(pairwise(text)):
            if head in by_head:
                for term, value in by_head[head]:
                    if text.startswith(term, start) and _stands_alone(text, start, term):
                        yield start, start + len(term), value
                        break


def leftmost_longest(hits: Iterable[tuple[int, int, T]]) -> Iterator[tuple[int, int, T]]:
    """Keep of overlapping hits, given by start, the one that starts first."""
    reached = 0
    for start, end, value in hits:
        if start >= reached:
            reached = end
            yield start, end, value


def _longest_first(entry: tuple[str, T]) -> tuple[int, str]:
    return -len(entry[0]), entry[0]


def _stands_alone(text: str, start: int, term: str) -> bool:
    end = start + len(term)
    if term[0] in _WORD and start and text[start - 1] in _WORD:
        return False
    return not (term[-1] in _WORD and end < len(text) and text[end] in _WORD)
