"""The query language against brute force: a query of any shape finds what who reads every text would find."""

import itertools
import random
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.unit.search.conftest import Build, make_document
from viewer.core.hit import SearchRequest
from viewer.core.metadata import Metadata
from viewer.search.engine import SearchEngine
from viewer.text.fold import fold

_LETTERS = "数字经济的一ab19"
_OTHERWISE = str.maketrans({"数": "數", "经": "經", "济": "濟", "a": "Ａ", "b": "B", "1": "１", "9": "９"})
_RUNS = st.text(st.sampled_from(_LETTERS), min_size=1, max_size=4)
_UNITS = ("区教育局", "区公安局", "区民政局")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document as the brute force reads it."""

    folded: str
    unit: str
    year: int


@dataclass(frozen=True, slots=True)
class Asked:
    """A query as it is typed, and whether a sheet answers it."""

    typed: str
    answers: Callable[[Sheet], bool]


@pytest.fixture(scope="module")
def sheets() -> dict[str, Sheet]:
    generator = random.Random(7)  # noqa: S311 - the same texts every time
    texts = ("".join(generator.choices(_LETTERS + "\n", k=generator.randint(1, 60))) for _ in range(60))
    return {f"s{at}": Sheet(text, generator.choice(_UNITS), 2020 + at % 5) for at, text in enumerate(texts)}


@pytest.fixture(scope="module")
def engine(build_engine: Build, sheets: dict[str, Sheet]) -> SearchEngine:
    return build_engine(
        *(
            make_document(name, sheet.folded, Metadata(issuing_unit=sheet.unit, date=f"{sheet.year}-01-01"))
            for name, sheet in sheets.items()
        )
    )


def run(text: str) -> Asked:
    return Asked(f'"{text}"', lambda sheet: fold(text) in sheet.folded)


def near(words: list[str], distance: int) -> Asked:
    def come_together(sheet: Sheet) -> bool:
        lines = sheet.folded.split("\n")
        return any(_closest(line, set(map(fold, words))) <= distance for line in lines)

    return Asked(f'"{" ".join(words)}"~{distance}', come_together)


def wildcard(parts: list[str]) -> Asked:
    kinds = {"*": ".*", "?": "."}
    pattern = re.compile("".join(kinds.get(part) or re.escape(fold(part)) for part in parts))
    return Asked("".join(parts), lambda sheet: pattern.search(sheet.folded) is not None)


def of_years(first: int, last: int) -> Asked:
    return Asked(f"年:{first}..{last}", lambda sheet: first <= sheet.year <= last)


def of_unit(part: str) -> Asked:
    return Asked(f'承办:"{part}"', lambda sheet: part in sheet.unit)


def all_of(parts: list[Asked], sign: str) -> Asked:
    return Asked(sign.join(each.typed for each in parts), lambda sheet: all(each.answers(sheet) for each in parts))


def any_of(parts: list[Asked], sign: str) -> Asked:
    return Asked(sign.join(each.typed for each in parts), lambda sheet: any(each.answers(sheet) for each in parts))


def none_of(part: Asked, sign: str) -> Asked:
    return Asked(f"{sign}{part.typed}", lambda sheet: not part.answers(sheet))


def _closest(line: str, words: set[str]) -> float:
    """Return how many characters stand at least between all of some words, tried place by place."""
    places = [[(at, at + len(word)) for at in range(len(line)) if line.startswith(word, at)] for word in words]
    taken = sum(map(len, words))
    return min((_width(chosen) - taken for chosen in itertools.product(*places)), default=float("inf"))


def _width(places: Collection[tuple[int, int]]) -> int:
    return max(end for _, end in places) - min(start for start, _ in places)


_TYPED = _RUNS | _RUNS.map(lambda text: text.translate(_OTHERWISE))
_PATTERNS = st.tuples(_RUNS, st.sampled_from("*?"), _RUNS).map(list)
_LEAVES = st.one_of(
    _TYPED.map(run),
    st.builds(near, st.lists(_TYPED, min_size=2, max_size=3), st.integers(0, 9)),
    _PATTERNS.map(wildcard),
    st.builds(of_years, st.integers(2019, 2022), st.integers(2022, 2025)),
    st.sampled_from(["教育局", "区", "公安", "无"]).map(of_unit),
)


def _wider(operands: st.SearchStrategy[Asked]) -> st.SearchStrategy[Asked]:
    """Return operands of operands, as the grammar has them: OR binds least, NOT most."""
    negated = operands | st.builds(none_of, operands, st.sampled_from(["NOT ", "非 ", "-", "－"]))
    joined = st.builds(all_of, st.lists(negated, min_size=1, max_size=3), st.sampled_from([" ", " AND ", " 且 ", "　"]))
    either = st.builds(any_of, st.lists(joined, min_size=1, max_size=3), st.sampled_from([" OR ", " 或 ", "|", "｜"]))
    return st.builds(
        lambda inner, brackets: Asked(f"{brackets[0]}{inner.typed}{brackets[1]}", inner.answers),
        either,
        st.sampled_from(["()", "（）"]),
    )


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(asked=st.recursive(_LEAVES, _wider, max_leaves=6))
def test_a_query_of_any_shape_finds_what_reading_every_text_finds(
    engine: SearchEngine, sheets: dict[str, Sheet], asked: Asked
) -> None:
    expected = {name for name, sheet in sheets.items() if asked.answers(sheet)}
    assert set(engine.select(SearchRequest(asked.typed)).ids) == expected
    assert engine.search(SearchRequest(asked.typed, limit=0)).total == len(expected)


def test_near_counts_from_the_place_that_is_nearest(build_engine: Build) -> None:
    engine = build_engine("停停停车")
    assert engine.select(SearchRequest('"停停 车"~0')).ids
