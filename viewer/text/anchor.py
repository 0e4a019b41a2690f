"""Makes selectors from spans and finds their place again, saying honestly when it cannot.

The rules follow the W3C Web Annotation model (position first, then quote with context) and add what look-alike
official prose needs: a minimum score, a margin over the runner-up, and exact digits, dates and negations.
"""

import hashlib
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq, Levenshtein
from rapidfuzz.fuzz import partial_ratio_alignment

from viewer.core.document import Document
from viewer.core.selector import Anchoring, AnchorState, ParagraphFragment, Selector, TextQuote
from viewer.core.span import Span

CONTEXT = 32
"""Code points of context kept on each side of a quote."""

_CLEAR_CONTEXT = 0.55
"""Context score from which a repeated or short quote is trusted (1.0 = both sides verbatim)."""

_MARGIN = 0.2
"""How far the best place must lead the runner-up."""

_SELF_EVIDENT = 20
"""Compact code points from which a quote that was and is unique needs no context (a moved paragraph)."""

_CLOSE_QUOTE = 0.8
"""Similarity from which a changed quote is the same passage, given equal figures and negations."""

_WORTH_OFFERING = 0.6
"""Similarity from which a changed quote is offered to a person."""

_MIN_FUZZY = 10
"""Compact code points below which a changed quote says too little to be recognised."""

_MAX_PROPOSALS = 10

_FIGURES = frozenset("0123456789０１２３４５６７８９〇零一二三四五六七八九十百千万亿两半％%年月日")
_NEGATIONS = frozenset("不未无非没否勿莫禁免除")


def select(document: Document, span: Span, *, normalizer: str) -> Selector:
    """Return a selector for a non-empty span of the document's text.

    Raises ``ValueError`` when the span is empty or outside the text.
    """
    if span.is_empty or span.end > len(document.text):
        message = f"cannot select [{span.start}, {span.end}) of {len(document.text)} code points"
        raise ValueError(message)
    text = document.text
    exact = span.of(text)
    quote = TextQuote(
        exact=exact,
        prefix=text[max(0, span.start - CONTEXT) : span.start],
        suffix=text[span.end : span.end + CONTEXT],
        occurrences=len(_occurrences(_Compact(text), exact)) or None,
    )
    return Selector(span, quote, text_digest(text), normalizer, _fragment(document, span))


def text_digest(text: str) -> str:
    """Return the SHA-256 (hex) of the text's UTF-8 bytes."""
    return hashlib.sha256(text.encode()).hexdigest()


def resolve(document: Document, selector: Selector) -> Anchoring:
    """Find the selector's place in the document; never guess between look-alikes.

    ``resolve(document, select(document, span)).span == span`` for every span.
    """
    text = document.text
    if _stands_where_it_stood(text, selector):
        return _anchored(selector.position, "position")
    compact = _Compact(text)
    places = _occurrences(compact, selector.quote.exact)
    if places:
        return _choose(compact, places, selector.quote)
    return _resolve_changed(compact, selector.quote)


def _stands_where_it_stood(text: str, selector: Selector) -> bool:
    same_place = selector.position.end <= len(text) and selector.position.of(text) == selector.quote.exact
    return same_place and selector.text_sha256 == text_digest(text)


def _anchored(span: Span, reason: str) -> Anchoring:
    return Anchoring(AnchorState.ANCHORED, span, (span,), reason)


def _fragment(document: Document, span: Span) -> ParagraphFragment | None:
    index = document.paragraph_at(span.start)
    if index is None:
        return None
    start = document.paragraphs[index].span.start
    return ParagraphFragment(index, span.start - start, span.end - start)


class _Compact:
    """A text without white space, which re-extraction adds and drops at will, and the way back."""

    def __init__(self, text: str) -> None:
        self.offsets = [index for index, character in enumerate(text) if not character.isspace()]
        self.text = "".join(text[index] for index in self.offsets)

    def to_span(self, start: int, end: int) -> Span:
        """Return the span of the full text from the first to the last of the compact code points."""
        return Span(self.offsets[start], self.offsets[end - 1] + 1)


@dataclass(frozen=True, slots=True)
class _Place:
    start: int
    end: int
    score: float


def _strip(text: str) -> str:
    return "".join(text.split())


def _occurrences(compact: _Compact, exact: str) -> list[tuple[int, int]]:
    needle = _strip(exact)
    if not needle:
        return []
    found = []
    start = compact.text.find(needle)
    while start >= 0:
        found.append((start, start + len(needle)))
        start = compact.text.find(needle, start + 1)
    return found


def _choose(compact: _Compact, places: list[tuple[int, int]], quote: TextQuote) -> Anchoring:
    ranked = sorted(
        (_Place(start, end, _context_score(compact, start, end, quote)) for start, end in places),
        key=lambda place: -place.score,
    )
    best = ranked[0]
    span = compact.to_span(best.start, best.end)
    lead = best.score - ranked[1].score if len(ranked) > 1 else 1.0
    if best.score >= _CLEAR_CONTEXT and (lead >= _MARGIN or (best.score == 1.0 and lead > 0)):
        return _anchored(span, "quote and context")
    if len(ranked) == 1 and quote.occurrences == 1 and best.end - best.start >= _SELF_EVIDENT:
        return _anchored(span, "unique quote")
    proposals = tuple(compact.to_span(place.start, place.end) for place in ranked[:_MAX_PROPOSALS])
    return Anchoring(AnchorState.TO_CONFIRM, None, proposals, "ambiguous quote")


def _context_score(compact: _Compact, start: int, end: int, quote: TextQuote) -> float:
    prefix, suffix = _strip(quote.prefix), _strip(quote.suffix)
    before = compact.text[max(0, start - len(prefix)) : start] if prefix else compact.text[max(0, start - 1) : start]
    after = compact.text[end : end + len(suffix)] if suffix else compact.text[end : end + 1]
    return (_side_score(before[::-1], prefix[::-1]) + _side_score(after, suffix)) / 2


def _side_score(found: str, expected: str) -> float:
    """Compare text outwards from the quote: the characters next to it count most; figures must agree."""
    if not expected:
        return 1.0 if not found else 0.0
    verbatim = next(
        (i for i, (a, b) in enumerate(zip(found, expected, strict=False)) if a != b), min(len(found), len(expected))
    )
    similar = LCSseq.normalized_similarity(found, expected)
    return 0.5 * verbatim / len(expected) + 0.5 * similar


def _resolve_changed(compact: _Compact, quote: TextQuote) -> Anchoring:
    needle = _strip(quote.exact)
    if len(needle) < _MIN_FUZZY:
        return Anchoring(AnchorState.ORPHANED, None, (), "short quote gone")
    ranked = _similar_places(compact, quote)
    offered = [place for place in ranked if place.score >= _WORTH_OFFERING]
    if not offered:
        return Anchoring(AnchorState.ORPHANED, None, (), "quote gone")
    best = offered[0]
    span = compact.to_span(best.start, best.end)
    found = compact.text[best.start : best.end]
    lead = best.score - offered[1].score if len(offered) > 1 else 1.0
    sure = (
        Levenshtein.normalized_similarity(found, needle) >= _CLOSE_QUOTE
        and _binding_characters(found) == _binding_characters(needle)
        and _context_score(compact, best.start, best.end, quote) >= _CLEAR_CONTEXT
        and lead >= _MARGIN
    )
    if sure:
        return _anchored(span, "similar quote and context")
    proposals = tuple(compact.to_span(place.start, place.end) for place in offered[:_MAX_PROPOSALS])
    return Anchoring(AnchorState.TO_CONFIRM, None, proposals, "changed quote")


def _binding_characters(text: str) -> str:
    """Return the figures, dates and negations of a passage: what must not differ by a single character."""
    return "".join(character for character in text if character in _FIGURES or character in _NEGATIONS)


_GRAM = 4


def _similar_places(compact: _Compact, quote: TextQuote) -> list[_Place]:
    needle = _strip(quote.exact)
    places: list[_Place] = []
    for start in _candidate_starts(compact.text, needle):
        low, high = max(0, start - CONTEXT), min(len(compact.text), start + len(needle) + CONTEXT)
        place = _align(compact, (low, high), quote)
        if place and not any(place.start < other.end and other.start < place.end for other in places):
            places.append(place)
    return sorted(places, key=lambda place: -place.score)


def _candidate_starts(text: str, needle: str) -> list[int]:
    """Let every short piece of the needle vote for where the needle would start; return the best voted starts."""
    votes: dict[int, int] = {}
    bucket = max(8, len(needle) // 8)
    for inside in range(0, len(needle) - _GRAM + 1, max(1, len(needle) // 64)):
        gram = needle[inside : inside + _GRAM]
        found = text.find(gram)
        hits = 0
        while found >= 0 and hits < _MAX_GRAM_HITS:
            key = (found - inside) // bucket
            votes[key] = votes.get(key, 0) + 1
            hits += 1
            found = text.find(gram, found + 1)
    best = sorted(votes, key=lambda key: -votes[key])[: 2 * _MAX_PROPOSALS]
    return [max(0, key * bucket) for key in best]


_MAX_GRAM_HITS = 200


def _align(compact: _Compact, window: tuple[int, int], quote: TextQuote) -> _Place | None:
    needle = _strip(quote.exact)
    low, high = window
    area = compact.text[low:high]
    alignment = partial_ratio_alignment(needle, area)
    if alignment is None or alignment.dest_end <= alignment.dest_start:
        return None
    start, end = _snap(area, needle, alignment.dest_start, alignment.dest_end)
    similarity = Levenshtein.normalized_similarity(area[start:end], needle)
    context = _context_score(compact, low + start, low + end, quote)
    return _Place(low + start, low + end, 0.7 * similarity + 0.3 * context)


def _snap(area: str, needle: str, start: int, end: int) -> tuple[int, int]:
    """Move the borders so that they fall where the needle's first and last characters really are, if near."""
    slack = max(4, len(needle) // 4)
    starts = [i for i in range(max(0, start - slack), min(len(area), start + slack + 1)) if area[i] == needle[0]] or [
        start
    ]
    ends = [i for i in range(max(1, end - slack), min(len(area), end + slack) + 1) if area[i - 1] == needle[-1]] or [
        end
    ]
    pairs = [(a, b) for a in starts for b in ends if a < b]
    if not pairs:
        return start, end
    return max(
        pairs,
        key=lambda pair: (Levenshtein.normalized_similarity(area[pair[0] : pair[1]], needle), -abs(pair[0] - start)),
    )
