"""Names for the same thing: groups of words from tables a person can edit, and what a typed run may be called else."""

import logging
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType

from viewer.text.fold import FoldedText, fold

log = logging.getLogger(__name__)

_LEAST = 2
_NO_TABLE = "\0"


@dataclass(frozen=True, slots=True)
class OtherNames:
    """A word inside a run that has other names, and the run with each of those in its place."""

    word: str
    names: tuple[str, ...]
    runs: tuple[str, ...]


class SynonymTable:
    """Groups of words of one meaning; a word may stand in several groups."""

    def __init__(self, groups: Iterable[Iterable[str]]) -> None:
        names: dict[str, dict[str, str]] = defaultdict(dict)
        for group in groups:
            folded = {fold(word): word for word in group if len(fold(word)) >= _LEAST}
            for word in folded:
                names[word] |= {key: name for key, name in folded.items() if key != word}
        self._names: Mapping[str, tuple[str, ...]] = MappingProxyType(
            {word: tuple(others.values()) for word, others in names.items() if others}
        )
        self._longest = max(map(len, self._names), default=0)

    def others(self, run: str) -> Iterator[OtherNames]:
        """Yield the words of a run that have other names, from the left; of overlapping words the longest counts."""
        text = FoldedText(run)
        at = 0
        while at < len(text.folded):
            end = self._word_end(text.folded, at)
            if end is None:
                at += 1
                continue
            span = text.span(at, end)
            names = self._names[text.folded[at:end]]
            runs = tuple(run[: span.start] + name + run[span.end :] for name in names)
            yield OtherNames(span.of(run), names, runs)
            at = end

    def _word_end(self, folded: str, start: int) -> int | None:
        for end in range(min(len(folded), start + self._longest), start + _LEAST - 1, -1):
            if folded[start:end] in self._names and _stands_alone(folded, start, end):
                return end
        return None


class SynonymBook:
    """The built-in table and a library's own, whose text may be another at any time; may be shared by threads."""

    def __init__(self, own: Callable[[], str | None] | None = None) -> None:
        self._own = own
        self._kept: tuple[str | None, SynonymTable] | None = None

    def table(self) -> SynonymTable:
        """Return all groups. An own table that cannot be read is left out, and the log says so."""
        text = self._own_text()
        kept = self._kept
        if kept is None or kept[0] != text:
            kept = self._kept = (text, SynonymTable((*built_in_groups(), *_own_groups(text))))
        return kept[1]

    def _own_text(self) -> str | None:
        try:
            return self._own() if self._own else None
        except (OSError, ValueError):  # a file nobody may read, or no text
            return _NO_TABLE


def read_groups(text: str) -> tuple[tuple[str, ...], ...]:
    """Return the groups of a table. Raises ``ValueError`` for one that is not of the right form."""
    groups = tomllib.loads(text).get("groups", [])
    if not isinstance(groups, list) or not all(_is_group(group) for group in groups):
        message = "groups is not a list of lists of words"
        raise ValueError(message)
    return tuple(tuple(group) for group in groups)


@cache
def built_in_groups() -> tuple[tuple[str, ...], ...]:
    """Return the groups of the program: its table, and the short and full names of departments."""
    resource = resources.files("viewer.resources")
    own = read_groups(resource.joinpath("search", "synonyms.toml").read_text("utf-8"))
    departments = resource.joinpath("gazetteers", "departments.tsv").read_text("utf-8")
    by_full: dict[str, list[str]] = defaultdict(list)
    for line in departments.splitlines()[2:]:
        short, _, full = line.partition("\t")
        if full and short != full:
            by_full[full].append(short)
    return (*own, *((full, *shorts) for full, shorts in by_full.items()))


def _is_group(group: object) -> bool:
    return isinstance(group, list) and all(isinstance(word, str) for word in group)


def _own_groups(text: str | None) -> tuple[tuple[str, ...], ...]:
    try:
        return read_groups(text or "")
    except ValueError as error:
        log.warning("the library's table of synonyms cannot be read: %s", type(error).__name__)
        return ()


def _stands_alone(folded: str, start: int, end: int) -> bool:
    """Tell whether a Latin word is not a part of a longer one: AI is no word of CHAIR."""
    return not (_both_latin(folded[start - 1 : start], folded[start]) or _both_latin(folded[end - 1], folded[end:][:1]))


def _both_latin(before: str, after: str) -> bool:
    return before.isascii() and after.isascii() and before.isalnum() and after.isalnum()
