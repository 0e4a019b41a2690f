"""Writes the table of words that run across a name: ``python -m scripts.write_crossings``.

重大理论 holds 大理, 均衡水平 holds 衡水 and 市民进行 holds 民进, and none of them is meant. For every place, body and
company of the gazetteers the common words of jieba's dictionary (MIT licence) that end inside its name are put before
those that begin there; a pair is kept where jieba's best path through both goes across the name.
"""

import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from importlib import resources
from pathlib import Path

import jieba

from viewer.extract.gazetteers import Gazetteers, load_gazetteers

TARGET = Path(__file__).parents[1] / "viewer" / "resources" / "gazetteers" / "crossings.tsv"
HEAD = """# Words that run across a name, so that it is not meant: 重大 and 理论 hold 大理, 市民 and 进行 hold 民进.
# Written by scripts/write_crossings.py from the words of jieba's dictionary (MIT licence).
name\tleft\tright
"""
COMMON = 300
"""How often jieba's corpus must have a word; rarer ones would cross names that are meant (接济 and 南方)."""
NAME_COUNT = 60
"""What a name counts that the dictionary does not know."""
_PARTS_OF_PROVINCES = """
浙南 浙西 浙北 浙东 浙中 皖南 皖北 皖西 苏北 苏南 苏中 赣南 赣北 赣西 湘西 湘南 湘北 粤北 粤西 粤东 闽南 闽西 闽北 闽东
桂北 桂西 桂南 川西 川南 川东 川北 滇西 滇南 滇东 陕北 陕南 豫西 豫南 豫北 豫东 鲁西 鲁南 鲁中 晋北 晋南 晋东 冀中 冀南
冀北 冀东 辽东 辽南 鄂西 鄂东 鄂北 黔北 黔西 黔中 藏东 藏北 疆南
"""
"""As common in replies as they are rare in the corpus."""
_BROKEN_OFF = frozenset("委府")
"""Bodies said behind another's name begin so: 委办公室 in 县委办公室."""
_PARTS_OF_BODIES = frozenset({"市政", "国人", "县政", "区政"})
"""Words that are more often the beginning of a body: 市政 in 市政协, 国人 in 全国人大."""
_LENGTHS = (2, 3)
_LONGEST_NAME = 4


def main() -> None:
    """Write the table."""
    alike: dict[tuple[str, tuple[str, ...]], list[str]] = defaultdict(list)
    for name, left, rights in crossings(load_gazetteers(), common_words()):
        alike[name, rights].append(left)
    rows = sorted((name, " ".join(sorted(lefts)), " ".join(rights)) for (name, rights), lefts in alike.items())
    TARGET.write_text(HEAD + "".join("\t".join(row) + "\n" for row in rows), encoding="utf-8")
    sys.stdout.write(f"{len(rows)} rows\n")


def common_words() -> set[str]:
    """Return the common words of two and three characters."""
    text = resources.files("jieba").joinpath("dict.txt").read_text(encoding="utf-8")
    entries = (line.split() for line in text.splitlines())
    common = {word for word, count, *_ in entries if len(word) in _LENGTHS and int(count) >= COMMON}
    return common.union(_PARTS_OF_PROVINCES.split())


def crossings(gazetteers: Gazetteers, words: set[str]) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield a name, a word that ends inside its name, and the words that may follow it across the name."""
    names = set(_names(gazetteers))
    reads = _reader(names)
    ordinary = [word for word in words if word not in names and word not in _PARTS_OF_BODIES]
    ending, beginning = _by_part(ordinary, from_start=False), _by_part(ordinary, from_start=True)
    for name in names:
        for cut in range(1, len(name)):
            for left in ending[name[:cut]]:
                rights = [right for right in beginning[name[cut:]] if name not in reads(left + right)]
                if rights:
                    yield name, left, tuple(_shortest(rights))


def _reader(names: Iterable[str]) -> Callable[[str], list[str]]:
    """Return what gives the words of the best path through the dictionary and the names."""
    tokenizer = jieba.Tokenizer()
    tokenizer.initialize()
    for name in names:
        tokenizer.add_word(name, max(NAME_COUNT, tokenizer.FREQ.get(name, 0)))
    return lambda text: list(tokenizer.cut(text, HMM=False))


def _names(gazetteers: Gazetteers) -> Iterator[str]:
    for place in gazetteers.places:
        for name in (place.name, place.short):
            if len(name) <= _LONGEST_NAME and (name not in gazetteers.ambiguous_places or name == place.name):
                yield name
    for table in (gazetteers.state_bodies, gazetteers.departments, gazetteers.companies):
        yield from (name for name in table if len(name) <= _LONGEST_NAME and name[0] not in _BROKEN_OFF)


def _by_part(words: Iterable[str], *, from_start: bool) -> dict[str, list[str]]:
    """Return the words by each of their beginnings (the whole word too), or by each of their ends but the whole."""
    found: dict[str, list[str]] = defaultdict(list)
    for word in words:
        for length in range(1, len(word) + from_start):
            found[word[:length] if from_start else word[-length:]].append(word)
    return found


def _shortest(words: Iterable[str]) -> Iterator[str]:
    """Yield the words, sorted, but those that another one begins."""
    last = None
    for word in sorted(words):
        if last is None or not word.startswith(last):
            last = word
            yield word


if __name__ == "__main__":
    main()
