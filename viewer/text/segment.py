"""Cutting Chinese into words: the only user of jieba, loaded when the first word is asked for."""

import logging
import threading
import warnings
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO, Protocol

SEGMENTER_VERSION = "jieba-0.42.1"
_CACHE_NAME = "jieba-0.42.1.cache"


class _Tokenizer(Protocol):
    """jieba's tokenizer, spelled out here because jieba must not be imported with this module."""

    FREQ: dict[str, int]
    total: int
    initialized: bool
    tmp_dir: str | None
    cache_file: str | None

    def initialize(self) -> None: ...
    def gen_pfdict(self, f: BinaryIO, /) -> tuple[dict[str, int], int]: ...
    def get_dict_file(self) -> BinaryIO: ...
    def cut(self, sentence: str, /) -> Iterable[str]: ...
    def cut_for_search(self, sentence: str, /) -> Iterable[str]: ...


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
        import jieba  # noqa: PLC0415 - not at the top: the window must show before this half second
    logging.getLogger("jieba").setLevel(logging.CRITICAL)
    tokenizer = jieba.Tokenizer()
    if cache_folder is None:
        _read_without_cache(tokenizer)
    else:
        _read_with_cache(tokenizer, cache_folder)
    return tokenizer


def _read_with_cache(tokenizer: _Tokenizer, cache_folder: Path) -> None:
    try:
        cache_folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        _read_without_cache(tokenizer)
        return
    tokenizer.tmp_dir = str(cache_folder)
    tokenizer.cache_file = _CACHE_NAME
    tokenizer.initialize()


def _read_without_cache(tokenizer: _Tokenizer) -> None:
    """Fill the tokenizer by hand: ``initialize`` would write to the temporary folder all users share."""
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True


def _is_word(word: str) -> bool:
    return any(character.isalnum() for character in word)
