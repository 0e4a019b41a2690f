"""Cutting Chinese into words: the only user of jieba, loaded when the first word is asked for."""

import importlib
import logging
import threading
import warnings
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol, cast

SEGMENTER_VERSION = "jieba-0.42.1"
_CACHE_NAME = "jieba-0.42.1.cache"


class _Tokenizer(Protocol):
    tmp_dir: str | None
    cache_file: str | None

    def cut(self, sentence: str) -> Iterable[str]: ...
    def cut_for_search(self, sentence: str) -> Iterable[str]: ...


class Segmenter:
    """Cuts folded text into words; may be shared by threads, and is pickled without its dictionary.

    The dictionary's cache is kept in ``cache_folder``, which must belong to this user; without one the dictionary is
    read afresh (about a second). Nothing is written anywhere else and nothing is printed.
    """

    def __init__(self, cache_folder: Path | None = None) -> None:
        self._cache_folder = cache_folder
        self._tokenizer: _Tokenizer | None = None
        self._lock = threading.Lock()

    def __reduce__(self) -> tuple[type["Segmenter"], tuple[Path | None]]:
        return (Segmenter, (self._cache_folder,))

    def words(self, folded: str) -> list[str]:
        """Return the words a text is made of, in order, without blanks and punctuation."""
        return [word for word in self._loaded().cut(folded) if _is_word(word)]

    def search_words(self, folded: str) -> list[str]:
        """Return the words of a text and, for long ones, the words inside them as well."""
        return [word for word in self._loaded().cut_for_search(folded) if _is_word(word)]

    def _loaded(self) -> _Tokenizer:
        with self._lock:
            if self._tokenizer is None:
                self._tokenizer = _load(self._cache_folder)
            return self._tokenizer


def _load(cache_folder: Path | None) -> _Tokenizer:
    with warnings.catch_warnings():
        # jieba's sources hold escapes that newer Pythons warn of, and it looks for pkg_resources.
        warnings.simplefilter("ignore")
        jieba = importlib.import_module("jieba")  # not at the top: the window must show before this half second
    logging.getLogger("jieba").setLevel(logging.CRITICAL)
    tokenizer = jieba.Tokenizer()
    if cache_folder is None:
        _read_without_cache(tokenizer)
    else:
        _read_with_cache(tokenizer, cache_folder)
    return cast("_Tokenizer", tokenizer)


def _read_with_cache(tokenizer: object, cache_folder: Path) -> None:
    try:
        cache_folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        _read_without_cache(tokenizer)
        return
    tokenizer.tmp_dir = str(cache_folder)  # type: ignore[attr-defined]  # jieba is untyped
    tokenizer.cache_file = _CACHE_NAME  # type: ignore[attr-defined]
    tokenizer.initialize()  # type: ignore[attr-defined]


def _read_without_cache(tokenizer: object) -> None:
    """Fill the tokenizer by hand: ``initialize`` would write to the temporary folder all users share."""
    frequencies, total = tokenizer.gen_pfdict(tokenizer.get_dict_file())  # type: ignore[attr-defined]
    tokenizer.FREQ, tokenizer.total, tokenizer.initialized = frequencies, total, True  # type: ignore[attr-defined]


def _is_word(word: str) -> bool:
    return any(character.isalnum() for character in word)
