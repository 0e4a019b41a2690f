"""The words people ask with, from a table: what makes a text a question, and what says little about what is asked."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

from viewer.text.fold import fold

_SHORTEST = 6
_LAST = ("吗", "呢", "么")
_ENDS = "?!。,"


def is_asked(text: str) -> bool:
    """Tell whether a text asks something by its words.

    >>> is_asked("老楼怎么装电梯？"), is_asked("数字经济？")
    (True, False)
    """
    folded = fold(text).rstrip(_ENDS)
    return len(folded) >= _SHORTEST and (
        any(word in folded for word in asking_words() if len(word) > 1) or folded.endswith(_LAST)
    )


def asking_words() -> frozenset[str]:
    """Return the words that make a text a question."""
    return _table()["asking"]


def light_words() -> frozenset[str]:
    """Return the words that stand in any question and in any reply."""
    return _table()["light"]


@cache
def _table() -> Mapping[str, frozenset[str]]:
    text = resources.files("viewer.resources").joinpath("search", "question_words.toml").read_text("utf-8")
    return {name: frozenset(map(fold, words)) for name, words in tomllib.loads(text).items()}
