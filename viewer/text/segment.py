"""Cutting Chinese into words: the only user of jieba, loaded when the first word is asked for.

The words are jieba's (accurate mode with its model for unknown words, and search mode). Its dictionary and model are
used as they are, but the best path through the dictionary is found in one pass over prepared logarithms, which takes
less than half the time; a test holds the two against each other.
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

SEGMENTER_VERSION = "jieba-0.42.1"
_CACHE_NAME = "jieba-0.42.1.words"

_BLOCK = re.compile(r"([\u4E00-\u9FD5a-zA-Z0-9+#&._%\-]+)")
_MOST_UNKNOWN_RUNS = 50_000
_MOST_WORDS = 100_000
_PAIR, _TRIPLE = 2, 3

_NO_WORD = ""
"""What is no word at all counts as if it had been seen once."""

_UNKNOWN = 1.0
"""No share: those are logarithms and negative."""

_Dictionary = dict[str, float | None]
"""For every word the logarithm of its share of all text, ``None`` for what only begins words."""


class Segmenter:
    """Cuts folded text into words; may be shared by threads, and is pickled without its dictionary.

    The dictionary's cache is kept in ``cache_folder``, which must belong to this user; without one the dictionary is
    read afresh (about a second). Nothing is written anywhere else and nothing is printed.
    """

    def __init__(self, cache_folder: Path | None = None) -> None:
        self._cache_folder = cache_folder
        self._cutter: _Cutter | None = None
        self._lock = threading.Lock()

    def __reduce__(self) -> tuple[type["Segmenter"], tuple[Path | None]]:
        return (Segmenter, (self._cache_folder,))

    def words(self, folded: str) -> list[str]:
        """Return the words a text is made of, in order, without blanks and punctuation."""
        return [word for word in self._loaded().cut(folded) if _is_word(word)]

    def search_words(self, folded: str) -> list[str]:
        """Return the words of a text and, for long ones, the words inside them as well."""
        return self._loaded().cut_for_search(folded)

    def _loaded(self) -> "_Cutter":
        with self._lock:
            if self._cutter is None:
                self._cutter = _load(self._cache_folder)
            return self._cutter


class _Cutter:
    """jieba's way of cutting over a prepared dictionary."""

    def __init__(self, dictionary: _Dictionary, cut_unknown: Callable[[str], Iterable[str]]) -> None:
        self._dictionary = dictionary
        self._lowest = dictionary[_NO_WORD] or 0.0
        self._parts = lru_cache(_MOST_WORDS)(self._parts_of)
        self._cut_unknown = lru_cache(_MOST_UNKNOWN_RUNS)(lambda run: tuple(cut_unknown(run)))

    def cut(self, text: str) -> list[str]:
        """Return the words and, one by one, the characters between them."""
        words: list[str] = []
        for index, block in enumerate(_BLOCK.split(text)):
            if index % 2:
                self._cut_block(block, words)
            else:
                words.extend(block)
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

    def _cut_block(self, block: str, words: list[str]) -> None:
        ends = self._best_ends(block)
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

    def _cut_singles(self, run: str) -> Iterable[str]:
        """Let the model find words in a run of characters that are no words together."""
        if len(run) == 1 or self._dictionary.get(run) is not None:
            return run
        return self._cut_unknown(run)

    def _best_ends(self, block: str) -> list[int]:
        """Return for every place where the word that begins there ends on the likeliest path; of equals the longest."""
        known, lowest, length = self._dictionary.get, self._lowest, len(block)
        ends = [0] * length
        best = [0.0] * (length + 1)
        for start in range(length - 1, -1, -1):
            share = known(block[start], _UNKNOWN)
            end = top_end = start + 1
            top = best[end] + (lowest if share is None or share == _UNKNOWN else share)
            is_open = share is None  # begins words without being one: any longer word is better
            while share != _UNKNOWN and end < length:
                end += 1
                share = known(block[start:end], _UNKNOWN)
                if share and (is_open or share + best[end] >= top) and share != _UNKNOWN:
                    top, top_end, is_open = share + best[end], end, False
            best[start] = top
            ends[start] = top_end
        return ends


def _load(cache_folder: Path | None) -> _Cutter:
    with warnings.catch_warnings():
        # jieba's sources hold escapes that newer Pythons warn of, and it looks for pkg_resources.
        warnings.simplefilter("ignore")
        # Not at the top: the window must show before this half second.
        import jieba.finalseg  # type: ignore[import-untyped]  # noqa: PLC0415
    logging.getLogger("jieba").setLevel(logging.CRITICAL)
    return _Cutter(_read_cached(jieba, cache_folder), jieba.finalseg.cut)


def _read_cached(jieba: ModuleType, cache_folder: Path | None) -> _Dictionary:
    if cache_folder is None:
        return _read_dictionary(jieba)
    path = cache_folder / _CACHE_NAME
    with suppress(OSError, ValueError, EOFError, TypeError):
        version, dictionary = marshal.loads(path.read_bytes())  # noqa: S302 - written below, in this user's own folder
        if version == SEGMENTER_VERSION and dictionary:
            return dict(dictionary)
    dictionary = _read_dictionary(jieba)
    with suppress(OSError):
        _write_cache(path, marshal.dumps((SEGMENTER_VERSION, dictionary)))
    return dictionary


def _read_dictionary(jieba: ModuleType) -> _Dictionary:
    tokenizer = jieba.Tokenizer()
    frequencies, total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    log_total = math.log(total)
    shares: _Dictionary = {word: math.log(count) - log_total if count else None for word, count in frequencies.items()}
    shares[_NO_WORD] = math.log(1) - log_total
    return shares


def _write_cache(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
    Path(temporary).replace(path)


def _is_word(word: str) -> bool:
    return word.isalnum() or any(character.isalnum() for character in word)
