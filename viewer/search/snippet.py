"""Windows of the text round its marks: cut at sentences and phrases, the best first."""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import takewhile
from typing import NamedTuple

from viewer.core.hit import Snippet
from viewer.core.span import Span

_WIDTH = 90
_LEAD = 24
_SLACK = 24
_MOST = 3
_MOST_GROUPS = 200
_SENTENCE_ENDS = "。！？；!?;\n"
_PHRASE_ENDS = "，、：,:）)"


def cut_snippets(text: str, spans: Sequence[Span], *, most: int = _MOST) -> tuple[Snippet, ...]:
    """Return up to ``most`` windows that together show the most of what was found, the fullest first.

    What no window before has shown goes before what is only more of the same. ``spans`` are sorted and do not
    overlap. Every mark is whole; a text without marks gives its beginning.
    """
    if not spans:
        return (_snippet(text, (), _window(text, Span(0, 0))),) if text else ()
    groups = _ranked_groups(text, spans)
    unseen = frozenset[str]().union(*(group.words for group in groups))
    chosen: list[Span] = []
    while groups and len(chosen) < most:
        best = groups.pop(_most_telling(groups, unseen) if unseen else 0)
        core = Span(best.spans[0].start, best.spans[-1].end)
        if any(core.overlaps(other) for other in chosen):
            continue  # its window would, and to cut one for each of many marks takes long
        window = _window(text, core)
        if not any(window.overlaps(other) for other in chosen):
            chosen.append(window)
            unseen -= best.words
    return tuple(_snippet(text, spans, window) for window in chosen)


def cut_contexts(text: str, spans: Sequence[Span]) -> tuple[Snippet, ...]:
    """Return windows in the order of the text that together show every mark, each mark in one of them."""
    windows: list[Span] = []
    for span in spans:
        if windows and span.end <= windows[-1].end:
            continue
        window = _window(text, span)
        start = max(window.start, windows[-1].end) if windows else window.start
        windows.append(Span(min(start, span.start), window.end))
    return tuple(_snippet(text, spans, window) for window in windows)


class _Group(NamedTuple):
    """Marks that fit into one window, and their different texts."""

    words: frozenset[str]
    spans: Sequence[Span]


def _ranked_groups(text: str, spans: Sequence[Span]) -> list[_Group]:
    """Return for every mark those that fit into one window with it, most different text first."""
    starts = [span.start for span in spans]
    found = [span.of(text) for span in spans[: 2 * _MOST_GROUPS]]
    groups: list[_Group] = []
    for index, first in enumerate(spans[:_MOST_GROUPS]):
        stop = bisect_left(starts, first.start + _WIDTH - _LEAD, lo=index + 1)
        while stop > index + 1 and spans[stop - 1].end > first.start + _WIDTH:
            stop -= 1
        groups.append(_Group(frozenset(found[index:stop]), spans[index:stop]))
    return sorted(groups, key=lambda group: (-len(group.words), -len(group.spans), group.spans[0].start))


def _most_telling(groups: Sequence[_Group], unseen: frozenset[str]) -> int:
    """Return which group shows most of what was not seen yet, the first of equals."""
    return max(range(len(groups)), key=lambda index: len(groups[index].words & unseen))


def _snippet(text: str, spans: Sequence[Span], window: Span) -> Snippet:
    first = bisect_left(spans, Span(window.start, window.start))
    inside = takewhile(lambda span: span.start < window.end, spans[first:])
    marks = tuple(span.shifted(-window.start) for span in inside if span.end <= window.end)
    return Snippet(window.start, window.of(text), marks)


def _window(text: str, core: Span) -> Span:
    start = _start(text, core.start)
    return Span(start, _end(text, max(core.end, start + _WIDTH), core.end))


def _start(text: str, at: int) -> int:
    """Step back to where a sentence begins, else a phrase, else as far as the lead goes."""
    paragraph = text.rfind("\n", 0, at) + 1
    earliest = max(paragraph, at - _LEAD - _SLACK)
    sentence = max(text.rfind(end, earliest, at) for end in _SENTENCE_ENDS)
    if sentence >= 0:
        return sentence + 1
    if paragraph == earliest:
        return paragraph
    phrase = [place for end in _PHRASE_ENDS if (place := text.find(end, earliest, at)) >= 0]
    return min(phrase) + 1 if phrase else max(paragraph, at - _LEAD)


def _end(text: str, wanted: int, least: int) -> int:
    """Go on to where a sentence or phrase ends, but not out of the paragraph the last mark stands in."""
    paragraph = text.find("\n", least)
    limit = len(text) if paragraph < 0 else paragraph
    if wanted >= limit:
        return limit
    latest = min(limit, wanted + _SLACK)
    for ends in (_SENTENCE_ENDS, _PHRASE_ENDS):
        places = [place for end in ends if (place := text.find(end, max(least, wanted - _SLACK), latest)) >= 0]
        if places:
            return min(places) + 1
    return wanted
