"""Telling a question in a person's own words from a search for words, and what in it says what is asked.

No reply holds all words of 楼下饭店油烟熏得不能开窗，投诉有用吗. Such a text is answered by what is nearest to it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from viewer.core.query import And, Query, Run
from viewer.search.asking import asking_words, is_asked, light_words
from viewer.search.confirm import fold_run
from viewer.text.segment import Segmenter

_LIGHT = 0.2
_LEAST_ASKED = 2
_LEAST_UNASKED = 5
_SHORTEST_UNASKED = 10
_MOST_UNITS = 200


@dataclass(frozen=True, slots=True)
class Question:
    """What a question is made of: words and, from its words side by side, pairs and characters, all with weights.

    ``telling`` are the words that say what is asked; ``pairs_told`` the pairs inside them. ``is_list`` marks a
    question typed with blanks: it is a search for all its words unless that finds nothing.
    """

    words: Mapping[str, float]
    grams: Mapping[str, float]
    telling: tuple[str, ...]
    pairs_told: tuple[str, ...]
    is_list: bool


def question_in(query: Query, segmenter: Segmenter) -> Question | None:
    """Return the question a query asks; ``None`` for a search for words, with operators, fields or quotes."""
    runs = _plain_runs(query)
    folded = fold_run(" ".join(run.text for run in runs))
    words = segmenter.words(folded) if runs else []
    light = light_words()
    telling = tuple(dict.fromkeys(word for word in words if word not in light))
    is_list = len(runs) > 1
    if not (_asks(folded, words, telling) or (not is_list and _is_long(folded, telling))):
        return None
    spans = _spans(folded, words, light)
    pairs = _weighted(spans, 2)
    return Question(
        words={word: _LIGHT if word in light else 1.0 for word in _some(dict.fromkeys(segmenter.search_words(folded)))},
        grams={**pairs, **_weighted(spans, 1)},
        telling=telling,
        pairs_told=tuple(pair for pair, weight in pairs.items() if weight == 1.0),
        is_list=is_list,
    )


def _asks(folded: str, words: Sequence[str], telling: Sequence[str]) -> bool:
    return len(telling) >= _LEAST_ASKED and (is_asked(folded) or any(word in asking_words() for word in words))


def _is_long(folded: str, telling: Sequence[str]) -> bool:
    return len(telling) >= _LEAST_UNASKED and len(folded) >= _SHORTEST_UNASKED


def _plain_runs(query: Query) -> tuple[Run, ...]:
    parts = query.parts if isinstance(query, And) else (query,)
    runs = tuple(part for part in parts if isinstance(part, Run) and part.field is None and not part.quoted)
    return runs if len(runs) == len(parts) else ()


def _spans(folded: str, words: Iterable[str], light: frozenset[str]) -> list[tuple[str, float]]:
    """Return the stretches of telling words that stand side by side, and the light words between them."""
    spans: list[tuple[str, float]] = []
    end = 0
    for word in words:
        at = folded.index(word, end)
        weight = _LIGHT if word in light else 1.0
        if spans and at == end and spans[-1][1] == weight:
            spans[-1] = (spans[-1][0] + word, weight)
        else:
            spans.append((word, weight))
        end = at + len(word)
    return spans


def _weighted(spans: Sequence[tuple[str, float]], width: int) -> dict[str, float]:
    found: dict[str, float] = {}
    for text, weight in spans:
        for at in range(len(text) - width + 1):
            gram = text[at : at + width]
            found[gram] = max(weight, found.get(gram, 0.0))
    return {gram: found[gram] for gram in _some(found)}


def _some(units: Mapping[str, object]) -> list[str]:
    """Return all units, or as many as can be looked up in a moment, spread over the question."""
    step = max(1.0, len(units) / _MOST_UNITS)
    known = list(units)
    return [known[int(index * step)] for index in range(min(len(known), _MOST_UNITS))]
