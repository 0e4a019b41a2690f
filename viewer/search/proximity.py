"""How close together the words of a query stand in a text: of documents that score alike, those come first."""

from collections.abc import Sequence

_FARTHEST = 120
_MOST_PLACES = 100


def closeness(folded: str, words: Sequence[str]) -> float:
    """Return 1.0 where all words stand side by side, less the farther apart their closest places are, down to 0.0.

    >>> closeness("a b", ["a", "b"]) > closeness("a, then some words, then b", ["a", "b"]) > 0.0
    True
    """
    places = sorted(place for which, word in enumerate(words) for place in _places(folded, word, which))
    taken = sum(map(len, words))
    latest: dict[int, int] = {}
    least, before = _FARTHEST, -1
    for start, end, which in places:
        latest[which] = start
        # A word met again right after itself ends no shorter passage.
        if which != before and len(latest) == len(words):
            least = min(least, end - min(latest.values()) - taken)
        before = which
    return 1.0 - max(0, least) / _FARTHEST


def _places(folded: str, word: str, which: int) -> list[tuple[int, int, int]]:
    found: list[tuple[int, int, int]] = []
    at = folded.find(word)
    while at >= 0 and len(found) < _MOST_PLACES:
        found.append((at, at + len(word), which))
        at = folded.find(word, at + len(word))
    return found
