"""How close together the words of a query stand in a text: of documents that score alike, those come first."""

from collections.abc import Sequence

_FARTHEST = 120
_MOST_PLACES = 400


def closeness(folded: str, words: Sequence[str]) -> float:
    """Return 1.0 where all words stand side by side, less the farther apart their closest places are, down to 0.0.

    >>> closeness("a b", ["a", "b"]) > closeness("a, then some words, then b", ["a", "b"]) > 0.0
    True
    """
    places = sorted(place for which, word in enumerate(words) for place in _places(folded, word, which))
    latest: dict[int, tuple[int, int]] = {}
    least = _FARTHEST
    for start, end, which in places:
        latest[which] = (start, end)
        if len(latest) == len(words):
            first = min(place for place, _ in latest.values())
            taken = sum(there - here for here, there in latest.values())
            least = min(least, max(0, end - first - taken))
    return 1.0 - least / _FARTHEST


def _places(folded: str, word: str, which: int) -> list[tuple[int, int, int]]:
    found: list[tuple[int, int, int]] = []
    at = folded.find(word)
    while at >= 0 and len(found) < _MOST_PLACES:
        found.append((at, at + len(word), which))
        at = folded.find(word, at + len(word))
    return found
