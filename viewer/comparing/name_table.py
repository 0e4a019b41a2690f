"""The words that make or part the names of figures, as a data table."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

_CHINESE_DIGITS = "零一二三四五六七八九"
_CHINESE_DIGIT = re.compile(r"(?<![十百千万亿])[一二三四五六七八九](?=年一遇|级|星|岁|类水|A)")


@dataclass(frozen=True, slots=True)
class NameTable:
    """What ``resources/comparing/indicator_names.toml`` says, as patterns."""

    adverbs: re.Pattern[str]
    verbs: re.Pattern[str]
    deeds: re.Pattern[str]
    works: re.Pattern[str]
    worked: re.Pattern[str]
    worked_by: re.Pattern[str]
    acts: re.Pattern[str]
    rates: re.Pattern[str]
    there: re.Pattern[str]
    relative: re.Pattern[str]
    joining_verbs: re.Pattern[str]
    endings: re.Pattern[str]
    same: tuple[tuple[str, str], ...]
    alike: tuple[tuple[re.Pattern[str], str], ...]
    measures: Mapping[str, re.Pattern[str]]
    per: re.Pattern[str]
    for_each: re.Pattern[str]
    wholes: re.Pattern[str]
    honours: re.Pattern[str]
    generic: re.Pattern[str]
    contrasts: tuple[re.Pattern[str], ...]
    alternatives: tuple[re.Pattern[str], ...]
    units: Mapping[str, str]
    cumulative: re.Pattern[str]
    staying: frozenset[str]
    events: re.Pattern[str]
    not_cumulative: re.Pattern[str]
    added: re.Pattern[str]
    newly: re.Pattern[str]
    built: re.Pattern[str]
    of_a_year: re.Pattern[str]
    in_all: re.Pattern[str]
    assigned: re.Pattern[str]
    starts_anew: re.Pattern[str]

    def unit_class(self, unit: str) -> str:
        """Return the unit that stands for all that count the same kind of thing."""
        return self.units.get(unit, unit)

    def does_something(self, words: str) -> bool:
        """Tell whether a name begins or ends with what is done, or tells of all there is."""
        starts = (self.verbs, self.deeds, self.works)
        is_done = any(pattern.match(words) for pattern in starts) or self.worked.search(words)
        return bool(is_done or self.starts_anew.search(words))

    def spelled(self, words: str) -> str:
        """Return words in the one spelling of all they may be written in."""
        return _spelled(words)

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
def _spelled(words: str) -> str:
    """Return them; the same names stand in many documents, and the table has a hundred spellings."""
    table = name_table()
    for written, spelling in table.same:
        words = words.replace(written, spelling)
    words = _CHINESE_DIGIT.sub(_arabic, words.replace("的", ""))
    for pattern, becomes in table.alike:
        if (match := pattern.fullmatch(words)) is not None:
            return match.expand(becomes)
    return words


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
    by_works = "|".join(data["worked_by"])
    works = rf"(?:{_alternatives(data['works'])})(?!{by_works})"
    run = rf"(?:(?:{works}|新建|改建|扩建|更新)[、及和并或与]?)*?"
    acts = _patterns({*data["acts"], *data["works"], *data["deeds"]})
    return NameTable(
        adverbs=re.compile(rf"\A(?:{_patterns(data['adverbs'])})+"),
        verbs=re.compile(rf"\A(?:{'|'.join(sorted(data['verbs'], key=len, reverse=True))})"),
        deeds=re.compile(rf"\A(?:{_patterns(data['deeds'])})"),
        works=re.compile(rf"\A{run}({works})(?![、及和并或与]?(?:{works}))"),
        worked=re.compile(rf"{run}({works})\Z"),
        worked_by=re.compile(by_works),
        acts=re.compile(acts),
        rates=re.compile(data["rates"]),
        there=re.compile(lists["there"]),
        relative=re.compile(lists["relative"]),
        joining_verbs=re.compile(rf"(?:{_alternatives(data['joining_verbs'])})"),
        endings=re.compile(rf"(?:{_patterns(data['endings'])})\Z"),
        same=tuple(data["same"].items()),
        alike=tuple((re.compile(words), becomes) for words, becomes in lists["alike"]),
        measures={unit: re.compile(rf"(?:{words})\Z") for unit, words in lists["measures"].items()},
        per=re.compile(lists["per"]),
        for_each=re.compile(lists["for_each"]),
        wholes=re.compile(rf"(?<!占)(?:{_alternatives(lists['wholes'])})(?!{lists['honours']})的?"),
        honours=re.compile(lists["honours"]),
        generic=re.compile(rf"(?:{generic})*"),
        contrasts=tuple(re.compile(_alternatives(words)) for words in lists["contrasts"]),
        alternatives=tuple(re.compile(_alternatives(words)) for words in lists["alternatives"]),
        units={unit: units[0] for units in lists["units"] for unit in units},
        cumulative=re.compile(_patterns(lists["cumulative"])),
        staying=frozenset(lists["staying"]),
        events=re.compile(rf"累计[^，。；]{{0,4}}(?:{lists['events']})|(?:{lists['events']})[^，。；]*累计"),
        not_cumulative=re.compile(_alternatives(lists["not_cumulative"])),
        added=re.compile(_patterns(lists["added"])),
        newly=re.compile(lists["newly"]),
        built=re.compile(_patterns(lists["built"])),
        of_a_year=re.compile(lists["of_a_year"]),
        in_all=re.compile(lists["in_all"]),
        assigned=re.compile(lists["assigned"]),
        starts_anew=re.compile(lists["starts_anew"]),
    )


def _arabic(digit: re.Match[str]) -> str:
    return str(_CHINESE_DIGITS.index(digit[0]))


def _patterns(patterns: Iterable[str]) -> str:
    return "|".join(sorted(patterns, key=len, reverse=True))


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))
