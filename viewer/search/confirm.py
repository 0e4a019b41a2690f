"""The text as the judge: whether a leaf of a query stands in a folded text, and exactly where."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from viewer.core.query import Near, Run, Wildcard
from viewer.text.fold import fold
from viewer.text.segment import Segmenter

Range = tuple[int, int]
"""A half-open range of a folded text."""

_MOST_WORDS = 64
_LONG_ENOUGH = 2
_LIST_SEPARATORS = "、,;"
_LIST_SEPARATOR = re.compile(f"[{_LIST_SEPARATORS}]")
_TYPED_ON = _LIST_SEPARATORS + "。:!?()\"'"
_MOST_STARTS = 50
_MOST_PATTERNS = 64
_UNKNOWN = "[^\n]"


class Matcher(Protocol):
    """What a leaf looks for. All ranges are in folded code points, sorted, and do not overlap."""

    def holds(self, folded: str) -> bool:
        """Tell whether the leaf stands in the text."""

    def ranges(self, folded: str) -> list[Range]:
        """Return every place where it stands."""

    def literals(self) -> tuple[str, ...]:
        """Return runs that stand in every text the leaf stands in."""


@dataclass(frozen=True, slots=True)
class Verbatim:
    """A run, character by character; it holds no newline, so no match crosses a paragraph."""

    needle: str

    def holds(self, folded: str) -> bool:
        """Tell whether the run stands in the text."""
        return self.needle in folded

    def ranges(self, folded: str) -> list[Range]:
        """Return every place of the run, from the left, none overlapping the one before."""
        found: list[Range] = []
        width = len(self.needle)
        start = folded.find(self.needle)
        while start >= 0:
            found.append((start, start + width))
            start = folded.find(self.needle, start + width)
        return found

    def literals(self) -> tuple[str, ...]:
        """Return the run itself."""
        return (self.needle,)


@dataclass(frozen=True, slots=True)
class AnyName:
    """A name or another name of the same thing."""

    names: tuple[str, ...]

    def holds(self, folded: str) -> bool:
        """Tell whether one of the names stands in the text."""
        return any(name in folded for name in self.names)

    def ranges(self, folded: str) -> list[Range]:
        """Return every place of every name; of names inside each other the longest."""
        return without_overlaps(place for name in self.names for place in Verbatim(name).ranges(folded))

    def literals(self) -> tuple[str, ...]:
        """Return nothing: no name stands in every text."""
        return ()


@dataclass(frozen=True, slots=True)
class Apart:
    """All words of a run, anywhere; ``pieces`` are what commas divide it into, with the words of each."""

    words: tuple[str, ...]
    pieces: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def holds(self, folded: str) -> bool:
        """Tell whether all words stand in the text."""
        return all(word in folded for word in self.words)

    def ranges(self, folded: str) -> list[Range]:
        """Return every place of every piece or, where a piece is not there as a whole, of its words."""
        if not self.holds(folded):
            return []
        chosen = [
            run for piece, words in self.pieces or (("", self.words),) for run in self._standing(piece, words, folded)
        ]
        return without_overlaps(place for run in chosen for place in Verbatim(run).ranges(folded))

    def _standing(self, piece: str, words: tuple[str, ...], folded: str) -> tuple[str, ...]:
        return (piece,) if piece and piece in folded else words

    def literals(self) -> tuple[str, ...]:
        """Return the words."""
        return self.words


@dataclass(frozen=True, slots=True)
class Together:
    """All words in one paragraph, in any order, with at most ``distance`` other code points from first to last."""

    words: tuple[str, ...]
    distance: int

    def holds(self, folded: str) -> bool:
        """Tell whether the words come together somewhere."""
        return next(self._meetings(folded), None) is not None

    def ranges(self, folded: str) -> list[Range]:
        """Return the places of the words wherever they come together."""
        return without_overlaps(place for meeting in self._meetings(folded) for place in meeting)

    def literals(self) -> tuple[str, ...]:
        """Return the words."""
        return self.words

    def _meetings(self, folded: str) -> Iterator[tuple[Range, ...]]:
        """Go from place to place with the latest place of every word before it."""
        if not Apart(self.words).holds(folded):
            return
        places = sorted((place, which) for which, word in enumerate(self.words) for place in _every_place(word, folded))
        latest: dict[int, Range] = {}
        for place, which in places:
            latest[which] = place
            meeting = tuple(latest.values())
            if len(meeting) == len(self.words) and self._is_near(meeting, folded):
                yield meeting

    def _is_near(self, meeting: tuple[Range, ...], folded: str) -> bool:
        start, end = min(start for start, _ in meeting), max(end for _, end in meeting)
        between = end - start - sum(end - start for start, end in meeting)
        return between <= self.distance and folded.find("\n", start, end) < 0


@dataclass(frozen=True, slots=True)
class Pattern:
    """Pieces of text with anything of the same paragraph between them; ``?`` in a piece is any one character.

    Matching looks for one piece after the other, so no pattern takes more than a few passes over the text.
    """

    pieces: tuple[str, ...]

    def holds(self, folded: str) -> bool:
        """Tell whether the pattern stands in the text."""
        return next(self._matches(folded), None) is not None

    def ranges(self, folded: str) -> list[Range]:
        """Return the shortest matches from the left."""
        return list(self._matches(folded))

    def literals(self) -> tuple[str, ...]:
        """Return the runs between the wildcards."""
        return tuple(run for piece in self.pieces for run in piece.split("?") if run)

    def _matches(self, folded: str) -> Iterator[Range]:
        regexes = _piece_regexes(self.pieces)
        at = 0
        while first := regexes[0].search(folded, at):
            border = folded.find("\n", first.start())
            border = len(folded) if border < 0 else border
            end = _following(regexes[1:], folded, first.end(), border)
            if end is None:
                at = border + 1
                if at > len(folded):
                    return
                continue
            start = _latest_start(regexes, folded, first, end)
            yield start, end
            at = max(end, start + 1)


@dataclass(frozen=True, slots=True)
class LeafMatchers:
    """How a leaf is found verbatim and, for an unquoted run of several words, with its words apart.

    ``some`` marks the words of a question that say what is asked, whether or not all are there.
    """

    verbatim: Matcher
    apart: Matcher | None = None
    some: Matcher | None = None

    def holds(self, folded: str) -> bool:
        """Tell whether the text answers the leaf, verbatim or with its words apart; the run holds all its words."""
        return (self.apart or self.verbatim).holds(folded)

    def ranges(self, folded: str) -> list[Range]:
        """Return the verbatim places; only where there is none, those of the words apart."""
        for matcher in (self.verbatim, self.some, self.apart):
            if matcher is not None and (found := matcher.ranges(folded)):
                return found
        return []


def leaf_matchers(leaf: Run | Near | Wildcard, segmenter: Segmenter, *, widen: bool) -> LeafMatchers:
    """Return how to find a leaf in folded texts; ``widen`` lets the words of an unquoted run stand apart."""
    match leaf:
        case Near(words, distance):
            return LeafMatchers(Together(tuple(dict.fromkeys(map(fold, words))), distance))
        case Wildcard(pattern):
            return LeafMatchers(Pattern(_pieces(pattern)))
        case Run(text):
            needle = fold_run(text)
            words = _words_apart(needle, segmenter) if widen and not leaf.quoted else ()
            apart = Apart(words, _pieces_of_list(needle, segmenter)) if words else None
            return LeafMatchers(Verbatim(needle), apart)


def fold_run(text: str) -> str:
    """Return the folded form of typed text; its line ends are blanks, for it may have been pasted over several."""
    return fold(" ".join(text.split("\n")))


def _every_place(word: str, folded: str) -> Iterator[Range]:
    """Yield the places of a word, those that overlap each other as well: any of them may be the nearest."""
    start = folded.find(word)
    while start >= 0:
        yield start, start + len(word)
        start = folded.find(word, start + 1)


def without_overlaps(ranges: Iterable[Range]) -> list[Range]:
    """Return the ranges sorted, leaving out those that overlap an earlier one or, at the same place, a longer one."""
    kept: list[Range] = []
    for start, end in sorted(set(ranges), key=lambda place: (place[0], -place[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept


def _words_apart(needle: str, segmenter: Segmenter) -> tuple[str, ...]:
    """Return the words that may stand apart; nothing where that would say little more than that text is there."""
    words = tuple(dict.fromkeys(segmenter.words(needle)))
    if words == (needle,) or len(words) > _MOST_WORDS:
        return ()
    is_one = needle.strip(_TYPED_ON) in words  # 停， is on its way to 停，收费
    if all(len(word) < _LONG_ENOUGH for word in words) and not is_one and not _is_list(needle):
        return ()
    return words


def _pieces_of_list(needle: str, segmenter: Segmenter) -> tuple[tuple[str, tuple[str, ...]], ...]:
    if not _is_list(needle):
        return ()
    pieces = filter(None, (piece.strip() for piece in _LIST_SEPARATOR.split(needle)))
    return tuple((piece, tuple(segmenter.words(piece))) for piece in pieces)


def _is_list(needle: str) -> bool:
    """Tell whether a run enumerates, as 水、电 does: each of its words was meant by itself."""
    return any(separator in needle.strip(_LIST_SEPARATORS) for separator in _LIST_SEPARATORS)


def _pieces(pattern: str) -> tuple[str, ...]:
    return tuple(folded for piece in pattern.split("*") if (folded := fold_run(piece)))


@lru_cache(_MOST_PATTERNS)
def _piece_regexes(pieces: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """Return the pieces ready to be looked for; every text of a search asks for the same ones."""
    return tuple(map(_piece_regex, pieces))


def _piece_regex(piece: str) -> re.Pattern[str]:
    return re.compile("".join(_UNKNOWN if part == "?" else re.escape(part) for part in piece))


def _following(regexes: Sequence[re.Pattern[str]], folded: str, at: int, border: int) -> int | None:
    """Return the end of the pieces, each as early as possible behind the one before."""
    for regex in regexes:
        found = regex.search(folded, at, border)
        if found is None:
            return None
        at = found.end()
    return at


def _latest_start(regexes: Sequence[re.Pattern[str]], folded: str, first: re.Match[str], end: int) -> int:
    """Return the last place of the first piece from which the pieces still reach the same end."""
    start = first.start()
    for _ in range(_MOST_STARTS if len(regexes) > 1 else 0):
        later = regexes[0].search(folded, start + 1, end)
        if later is None or _following(regexes[1:], folded, later.end(), end) != end:
            break
        start = later.start()
    return start
