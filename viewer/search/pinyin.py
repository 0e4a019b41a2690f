"""Sounds: what Latin letters spell as pinyin, in full or by initials, and what sounds like a mistyped word.

A spelling becomes a pattern with one class of characters for each syllable, so a name is found without keeping the
spelling of any name.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from types import MappingProxyType

_LONGEST_SYLLABLE = 6
_MOST_SPLITS = 8
_LEAST_LETTERS = 2
_MOST_LETTERS = 60
_LETTERS = re.compile(r"([a-z][a-z'’]*)")
_APOSTROPHES = re.compile(r"['’ ]")

# What many typists do not tell apart, at the beginning and at the end of a syllable.
_ALIKE_BEGINNINGS = {"zh": "z", "ch": "c", "sh": "s", "n": "l"}
_ALIKE_ENDS = {"ang": "an", "eng": "en", "ing": "in"}


def spelled(letters: str) -> re.Pattern[str] | None:
    """Return the pattern of what letters spell, in full syllables or by initials; ``None`` when they spell nothing.

    >>> bool(spelled("shgx").fullmatch("上海硅巷")), bool(spelled("shanghaiguixiang").fullmatch("上海硅巷"))
    (True, True)
    """
    folded = _APOSTROPHES.sub("", letters.lower())
    if not (_LEAST_LETTERS <= len(folded) <= _MOST_LETTERS and folded.isascii() and folded.isalpha()):
        return None
    pattern = _spelling(folded)
    return re.compile(pattern) if pattern else None


def partly_spelled(typed: str) -> re.Pattern[str] | None:
    """Return the pattern of characters among which some are spelled; ``None`` where nothing or everything is spelled.

    >>> bool(partly_spelled("上海gui巷").fullmatch("上海硅巷")), bool(partly_spelled("长宁q").fullmatch("长宁区"))
    (True, True)
    """
    pieces = [piece for piece in _LETTERS.split(typed.lower()) if piece]
    letters = [piece for piece in pieces if _LETTERS.fullmatch(piece)]
    if not letters or len(letters) == len(pieces) or len(typed) > _MOST_LETTERS:
        return None
    patterns = [_spelling(piece) if piece in letters else re.escape(piece) for piece in pieces]
    return re.compile("".join(patterns)) if all(patterns) else None


def sounding_like(han: str) -> re.Pattern[str]:
    """Return the pattern of what sounds like some characters; a character without a reading stands for itself.

    >>> bool(sounding_like("人工只能").fullmatch("人工智能"))
    True
    """
    return re.compile("".join(_class_of(_sounds_of(character)) or re.escape(character) for character in han))


def _spelling(letters: str) -> str:
    """Return the pattern of what letters spell in full or by initials, nothing where they spell nothing."""
    choices = [*_splits(_APOSTROPHES.sub("", letters)), *_initials(_APOSTROPHES.sub("", letters))]
    return f"(?:{'|'.join(map(_pattern, choices))})" if choices else ""


def _splits(letters: str) -> Iterator[Sequence[str]]:
    """Yield the ways letters divide into full syllables, few of many."""
    found = 0
    open_ends: list[tuple[int, tuple[str, ...]]] = [(0, ())]
    while open_ends and found < _MOST_SPLITS:
        at, syllables = open_ends.pop()
        if at == len(letters):
            found += 1
            yield [_syllables()[syllable] for syllable in syllables]
            continue
        ends = range(at + 1, min(len(letters), at + _LONGEST_SYLLABLE) + 1)
        open_ends += [(end, (*syllables, letters[at:end])) for end in ends if letters[at:end] in _syllables()]


def _initials(letters: str) -> Iterator[Sequence[str]]:
    classes = [_by_initial().get(letter, "") for letter in letters]
    if all(classes):
        yield classes


def _pattern(classes: Sequence[str]) -> str:
    return "".join(map(_class_of, classes))


def _class_of(characters: str) -> str:
    return f"[{characters}]" if characters else ""


def _sounds_of(character: str) -> str:
    readings = _readings().get(character, ())
    return "".join(dict.fromkeys(_by_rough_sound()["".join(_rough(reading))] for reading in readings))


def _rough(syllable: str) -> tuple[str, str]:
    """Return a syllable without the differences many typists do not hear."""
    for beginning, alike in _ALIKE_BEGINNINGS.items():
        if syllable.startswith(beginning):
            syllable = alike + syllable[len(beginning) :]
            break
    for end, alike in _ALIKE_ENDS.items():
        if syllable.endswith(end):
            return syllable[: -len(end)], alike
    return syllable, ""


@cache
def _syllables() -> Mapping[str, str]:
    table = resources.files("viewer.resources").joinpath("search", "pinyin.tsv").read_text("utf-8")
    pairs = (line.split("\t") for line in table.splitlines())
    return MappingProxyType(dict(pairs))


@cache
def _by_initial() -> Mapping[str, str]:
    found: dict[str, str] = defaultdict(str)
    for syllable, characters in _syllables().items():
        found[syllable[0]] += characters
    return MappingProxyType(dict(found))


@cache
def _by_rough_sound() -> Mapping[str, str]:
    found: dict[str, str] = defaultdict(str)
    for syllable, characters in _syllables().items():
        found["".join(_rough(syllable))] += characters
    return MappingProxyType(dict(found))


@cache
def _readings() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for syllable, characters in _syllables().items():
        for character in characters:
            found[character] += (syllable,)
    return MappingProxyType(dict(found))
