"""Cutting Chinese into words as jieba does; nothing is loaded before the first word is asked for.

The words are jieba's (accurate mode with its model for unknown words, and search mode). Its dictionary and model are
used as they are, but the best path through the dictionary is found in one pass over prepared logarithms, which takes
less than half the time, and tables of single characters and of pairs that begin words keep most places of a text from
being looked up at all; a test holds the two against each other. Words are taken in when their first character is met:
reading all 350,000 at once made the first search wait for a second. Whole documents are cut by native code, which loads
everything at once and is held against jieba by the same test.
"""

import logging
import marshal
import math
import os
import re
import tempfile
import threading
import warnings
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from types import ModuleType

import numpy as np
import numpy.typing as npt

from viewer.text.native_cutter import NativeCutter

SEGMENTER_VERSION = "jieba-0.42.1"
_CACHE_NAME = "jieba-0.42.1.groups"

_BLOCK = re.compile(r"([\u4E00-\u9FD5a-zA-Z0-9+#&._%\-]+)")
_MOST_UNKNOWN_RUNS = 50_000
_MOST_WORDS = 100_000
_PAIR, _TRIPLE = 2, 3
_CHARACTERS = 1 << 16
_PAIR_BITS = 22
_PAIR_FACTOR = 40_503

_LONG = 400
"""Characters of a text worth loading the native code for: no question has as many."""

_UNKNOWN = 1.0
"""No share: those are logarithms and negative."""

_Dictionary = dict[str, float | None]
"""For every word the logarithm of its share of all text, ``None`` for what only begins words."""

_Groups = dict[str, str]
"""For every character the words that begin with it, each in a line with its count."""


class Segmenter:
    """Cuts folded text into words; may be shared by threads, and is pickled without its dictionary.

    The dictionary's cache is kept in ``cache_folder``, which must belong to this user; without one the dictionary is
    read afresh (about a second). Nothing is written anywhere else and nothing is printed.
    """

    def __init__(self, cache_folder: Path | None = None) -> None:
        self._cache_folder = cache_folder
        self._cutter: _Cutter | None = None
        self._native: NativeCutter | None = None
        self._lock = threading.Lock()

    def __reduce__(self) -> tuple[type["Segmenter"], tuple[Path | None]]:
        return (Segmenter, (self._cache_folder,))

    def words(self, folded: str) -> list[str]:
        """Return the words a text is made of, in order, without blanks and punctuation."""
        return [word for word in self._loaded().cut(folded) if _is_word(word)]

    def search_words(self, folded: str) -> list[str]:
        """Return the words of a text and, for long ones, the words inside them as well."""
        native = self._native_for(folded)
        return (self._loaded() if native is None else native).cut_for_search(folded)

    def _native_for(self, folded: str) -> NativeCutter | None:
        """Return the native code where it cuts a text rightly, and is there already or worth being loaded."""
        native = self._native
        if native is None and len(folded) >= _LONG:
            with self._lock:
                native = self._native = self._native or NativeCutter()
        return native if native is not None and native.cuts(folded) else None

    def _loaded(self) -> "_Cutter":
        with self._lock:
            if self._cutter is None:
                self._cutter = _load(self._cache_folder)
            return self._cutter


class _Places:
    """What tables say of every place of a text, so that most need no look into the dictionary.

    Shares are those of the single characters; beginnings say whether a word of several characters may begin, and never
    deny it wrongly. Characters outside the tables stand in no block that is cut.
    """

    def __init__(self, lowest: float) -> None:
        self._shares = np.full(_CHARACTERS, lowest)
        self._begins = np.zeros(1 << _PAIR_BITS, np.bool_)

    def take_in(self, words: _Dictionary) -> None:
        """Learn some words and what begins words."""
        for word, share in words.items():
            if len(word) == 1 and share is not None and ord(word) < _CHARACTERS:
                self._shares[ord(word)] = share
        codes = _codes("".join(word for word in words if len(word) == _PAIR))
        self._begins[_pair_places(codes[::2], codes[1::2])] = True

    def look(self, text: str) -> tuple[list[float], bytes]:
        """Return the shares and, as zeros and ones, the beginnings of a text."""
        codes = _codes(text)
        beginnings = self._begins[_pair_places(codes[:-1], codes[1:])]
        return self._shares[np.minimum(codes, _CHARACTERS - 1)].tolist(), beginnings.tobytes() + b"\0"


class _Cutter:
    """jieba's way of cutting over a prepared dictionary."""

    def __init__(self, groups: _Groups, total: int, cut_unknown: Callable[[str], Iterable[str]]) -> None:
        self._dictionary: _Dictionary = {}
        self._groups = groups
        self._taken: set[str] = set()
        self._log_total = math.log(total)
        self._lowest = math.log(1) - self._log_total  # what is no word at all counts as if it had been seen once
        self._places = _Places(self._lowest)
        self._parts = lru_cache(_MOST_WORDS)(self._parts_of)
        self._cut_unknown = lru_cache(_MOST_UNKNOWN_RUNS)(lambda run: tuple(cut_unknown(run)))

    def cut(self, text: str) -> list[str]:
        """Return the words and, one by one, the characters between them."""
        words: list[str] = []
        self._take_in(text)
        shares, beginnings = self._places.look(text)
        at = 0
        for index, block in enumerate(_BLOCK.split(text)):
            end = at + len(block)
            if index % 2:
                self._cut_block(block, self._best_ends(block, shares[at:end], beginnings[at:end]), words)
            else:
                words.extend(block)
            at = end
        return words

    def cut_for_search(self, text: str) -> list[str]:
        """Return each word after the pairs and triples in it that are words themselves; no blanks, no punctuation."""
        parts = self._parts
        return [part for word in self.cut(text) for part in parts(word)]

    def _parts_of(self, word: str) -> tuple[str, ...]:
        inner = (
            word[start : start + width]
            for width in (_PAIR, _TRIPLE)
            if len(word) > width
            for start in range(len(word) - width + 1)
        )
        known = self._dictionary
        return (*(part for part in inner if known.get(part) is not None), word) if _is_word(word) else ()

    def _cut_block(self, block: str, ends: list[int], words: list[str]) -> None:
        unknown = at = 0
        while at < len(block):
            end = ends[at]
            if end - at > 1:
                if unknown < at:
                    words.extend(self._cut_singles(block[unknown:at]))
                words.append(block[at:end])
                unknown = end
            at = end
        if unknown < at:
            words.extend(self._cut_singles(block[unknown:at]))

    def _take_in(self, text: str) -> None:
        """Read the words that begin with any character of the text; two threads may do so at once."""
        new = set(text) - self._taken
        for character in new:
            words = _shares(self._groups.get(character, ""), self._log_total)
            self._dictionary.update(words)
            self._places.take_in(words)
        self._taken |= new

    def _cut_singles(self, run: str) -> Iterable[str]:
        """Let the model find words in a run of characters that are no words together."""
        if len(run) == 1 or self._dictionary.get(run) is not None:
            return run
        return self._cut_unknown(run)

    def _best_ends(self, block: str, shares: list[float], beginnings: bytes) -> list[int]:
        """Return for every place where the word that begins there ends on the likeliest path; of equals the longest."""
        length = len(block)
        ends = list(range(1, length + 1))
        best = [0.0] * (length + 1)
        top = 0.0
        for start in range(length - 1, -1, -1):
            top += shares[start]
            if beginnings[start]:
                top = self._longer(block, start, top, best, ends)
            best[start] = top
        return ends

    def _longer(self, block: str, start: int, top: float, best: list[float], ends: list[int]) -> float:
        """Let longer words that begin at a place outdo its single character; return what the best comes to."""
        known, unknown, length = self._dictionary.get, _UNKNOWN, len(block)
        is_open = known(block[start], unknown) is None  # begins words without being one: any longer word is better
        end = start + 2
        while end <= length and (share := known(block[start:end], unknown)) != unknown:
            if share is not None:
                total = share + best[end]
                if is_open or total >= top:
                    top, is_open = total, False
                    ends[start] = end
            end += 1
        return top


def _load(cache_folder: Path | None) -> _Cutter:
    with warnings.catch_warnings():
        # jieba's sources hold escapes that newer Pythons warn of, and it looks for pkg_resources.
        warnings.simplefilter("ignore")
        # Not at the top: the window must show before this half second.
        import jieba.finalseg  # type: ignore[import-untyped]  # noqa: PLC0415
    logging.getLogger("jieba").setLevel(logging.CRITICAL)
    groups, total = _read_cached(jieba, cache_folder)
    return _Cutter(groups, total, jieba.finalseg.cut)


def _read_cached(jieba: ModuleType, cache_folder: Path | None) -> tuple[_Groups, int]:
    if cache_folder is None:
        return _read_dictionary(jieba)
    path = cache_folder / _CACHE_NAME
    with suppress(OSError, ValueError, EOFError, TypeError):
        # Written below, in this user's own folder.
        version, groups, total = marshal.loads(path.read_bytes())  # noqa: S302
        if version == SEGMENTER_VERSION and groups:
            return dict(groups), int(total)
    groups, total = _read_dictionary(jieba)
    with suppress(OSError):
        _write_cache(path, marshal.dumps((SEGMENTER_VERSION, groups, total)))
    return groups, total


def _read_dictionary(jieba: ModuleType) -> tuple[_Groups, int]:
    """Sort jieba's words by their first character and add up their counts, as jieba does."""
    with jieba.Tokenizer().get_dict_file() as file:
        text = file.read().decode()
    groups: dict[str, list[str]] = {}
    total = 0
    for line in text.splitlines():
        word, count, *_ = line.split(" ")
        groups.setdefault(word[0], []).append(f"{word} {count}")
        total += int(count)
    return {first: "\n".join(lines) for first, lines in groups.items()}, total


def _shares(group: str, log_total: float) -> _Dictionary:
    """Return the shares of the words of one group, and what begins them."""
    shares: _Dictionary = {}
    for line in group.splitlines():
        word, _, count = line.partition(" ")
        shares[word] = math.log(int(count)) - log_total if count != "0" else None
        for end in range(1, len(word)):
            shares.setdefault(word[:end], None)
    return shares


def _write_cache(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
    Path(temporary).replace(path)


def _codes(text: str) -> npt.NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def _pair_places(firsts: npt.NDArray[np.uint32], seconds: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint32]:
    """Return where a table says whether pairs begin words; some pairs share a place."""
    mixed: npt.NDArray[np.uint32] = (firsts * np.uint32(_PAIR_FACTOR)) ^ seconds
    return mixed & np.uint32((1 << _PAIR_BITS) - 1)


def _is_word(word: str) -> bool:
    return word.isalnum() or any(character.isalnum() for character in word)
