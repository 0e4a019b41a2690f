"""Mixed queries for the search benchmarks: what people type, and runs cut out of texts at any place."""

import random
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

SHAPES = ("word", "run", "short", "number", "two words")
_WORDS = (
    "数字经济",
    "充电桩",
    "老旧小区",
    "人工智能",
    "养老",
    "停车位",
    "一网通办",
    "轨道交通",
    "建设",
    "医院",
    "居民",
    "知识产权",
)
"""Words that stand in most replies: the hard ones."""
_SYNTAX = ' 　()（）|-"“”*?:：？'


@dataclass(frozen=True, slots=True)
class MixedQuery:
    """A query as the literal runs that a document must hold."""

    shape: str
    runs: tuple[str, ...]

    @property
    def typed(self) -> str:
        """Return it as a person types it: the words of a run may then stand apart as well."""
        return " ".join(self.runs)

    @property
    def literal(self) -> str:
        """Return it with every run quoted."""
        return " ".join(f'"{run}"' for run in self.runs)


def mixed_queries(texts: Sequence[str], count: int, *, seed: int = 7) -> Iterator[MixedQuery]:
    """Yield queries of all shapes in turn; runs and short ones stand in one of the texts."""
    generator = random.Random(seed)
    words = (*_WORDS, *_nouns())
    for index in range(count):
        shape = SHAPES[index % len(SHAPES)]
        line = generator.choice([line for line in generator.choice(texts).split("\n") if len(line) > 20])
        start = generator.randrange(len(line) - 14)
        match shape:
            case "word":
                runs = [generator.choice(words)]
            case "run":
                runs = [_plain(line[start : start + generator.randint(3, 12)])]
            case "short":
                runs = [_plain(line[start : start + generator.randint(1, 2)])]
            case "number":
                runs = [str(generator.randint(10, 9_999))]
            case _:
                runs = generator.sample(words, 2)
        yield MixedQuery(shape, tuple(runs))


def _nouns() -> list[str]:
    """Return the nouns generated replies are made of."""
    table = Path(__file__).with_name("reply_words.toml").read_text("utf-8")
    return [word for word in tomllib.loads(table)["speech"]["n"].split() if len(word) > 1]


def _plain(run: str) -> str:
    return "".join(character for character in run if character not in _SYNTAX) or "的"
