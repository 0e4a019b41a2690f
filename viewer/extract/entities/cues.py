"""The words that tell a name from a common phrase, as the layers' patterns want them."""

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources


def cue(layer: str, name: str) -> tuple[str, ...]:
    """Return one list of words, longest first."""
    return _cues()[layer][name]


def cues_of(layer: str) -> Mapping[str, tuple[str, ...]]:
    """Return all lists of one layer."""
    return _cues()[layer]


def any_of(words: Iterable[str]) -> str:
    """Return a pattern that matches one of the words, which may be patterns themselves."""
    return f"(?:{'|'.join(words)})"


@cache
def _cues() -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    text = resources.files("viewer.resources").joinpath("gazetteers", "cues.toml").read_text(encoding="utf-8")
    return {
        layer: {
            name: tuple(sorted(words.split(), key=lambda word: (-len(word), word))) for name, words in lists.items()
        }
        for layer, lists in tomllib.loads(text).items()
    }
