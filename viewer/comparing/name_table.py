"""The words that make or part the names of figures, as a data table."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class NameTable:
    """What ``resources/comparing/indicator_names.toml`` says, as patterns."""

    adverbs: re.Pattern[str]
    verbs: re.Pattern[str]
    deeds: re.Pattern[str]
    works: re.Pattern[str]
    worked: re.Pattern[str]
    joining_verbs: re.Pattern[str]
    endings: re.Pattern[str]
    same: tuple[tuple[str, str], ...]
    alike: tuple[tuple[re.Pattern[str], str], ...]
    per: re.Pattern[str]
    wholes: re.Pattern[str]
    generic: re.Pattern[str]
    contrasts: tuple[re.Pattern[str], ...]
    alternatives: tuple[re.Pattern[str], ...]
    units: Mapping[str, str]
    cumulative: re.Pattern[str]
    not_cumulative: re.Pattern[str]
    added: re.Pattern[str]

    def unit_class(self, unit: str) -> str:
        """Return the unit that stands for all that count the same kind of thing."""
        return self.units.get(unit, unit)

    def spelled(self, words: str) -> str:
        """Return words in the one spelling of all they may be written in."""
        for written, spelling in self.same:
            words = words.replace(written, spelling)
        words = words.replace("的", "")
        for pattern, becomes in self.alike:
            if (match := pattern.fullmatch(words)) is not None:
                return match.expand(becomes)
        return words

    def are_contrasted(self, first: str, second: str) -> bool:
        """Tell whether a word of one name parts it from the other."""
        one, other = _parting_words(first), _parting_words(second)
        if one.contrasts != other.contrasts:
            return True
        pairs = zip(one.alternatives, other.alternatives, strict=True)
        return any(here and there and here != there for here, there in pairs)


@dataclass(frozen=True, slots=True)
class _PartingWords:
    """The words of a name that part it from others, of each set of the table."""

    contrasts: tuple[frozenset[str], ...]
    alternatives: tuple[frozenset[str], ...]


@lru_cache(maxsize=20_000)
def _parting_words(name: str) -> _PartingWords:
    """Return them; a name is compared with many, and looking through all sets takes longest."""
    table = name_table()
    return _PartingWords(
        tuple(frozenset(each.findall(name)) for each in table.contrasts),
        tuple(frozenset(each.findall(name)) for each in table.alternatives),
    )


@cache
def name_table() -> NameTable:
    """Read the table once."""
    text = resources.files("viewer").joinpath("resources", "comparing", "indicator_names.toml").read_text("utf-8")
    data = tomllib.loads(text)
    lists = data["lists"]
    generic = _alternatives(lists["generic"])
    return NameTable(
        adverbs=re.compile(rf"\A(?:{'|'.join(sorted(data['adverbs'], key=len, reverse=True))})+"),
        verbs=re.compile(rf"\A(?:{_alternatives(data['verbs'])})"),
        deeds=re.compile(rf"\A(?:{_alternatives(data['deeds'])})"),
        works=re.compile(rf"\A(?:{_alternatives(data['works'])})"),
        worked=re.compile(rf"(?:{_alternatives(data['works'])})\Z"),
        joining_verbs=re.compile(rf"(?:{_alternatives(data['joining_verbs'])})"),
        endings=re.compile(rf"(?:{_alternatives(data['endings'])})\Z"),
        same=tuple(data["same"].items()),
        alike=tuple((re.compile(words), becomes) for words, becomes in lists["alike"]),
        per=re.compile(lists["per"]),
        wholes=re.compile(rf"(?<!占)(?:{_alternatives(lists['wholes'])})的?"),
        generic=re.compile(rf"(?:{generic})*"),
        contrasts=tuple(re.compile(_alternatives(words)) for words in lists["contrasts"]),
        alternatives=tuple(re.compile(_alternatives(words)) for words in lists["alternatives"]),
        units={unit: units[0] for units in lists["units"] for unit in units},
        cumulative=re.compile(_alternatives(lists["cumulative"])),
        not_cumulative=re.compile(_alternatives(lists["not_cumulative"])),
        added=re.compile(_alternatives(lists["added"])),
    )


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
