"""jieba itself, which whatever cuts here is held against."""

import importlib
import warnings
from pathlib import Path


class Reference:
    """jieba itself."""

    def __init__(self, folder: Path) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            jieba = importlib.import_module("jieba")
        self._tokenizer = jieba.Tokenizer()
        self._tokenizer.tmp_dir = str(folder)

    def search_words(self, text: str) -> list[str]:
        """Return what jieba's search mode yields, without blanks and punctuation."""
        found = self._tokenizer.cut_for_search(text)
        return [word for word in found if any(character.isalnum() for character in word)]

    def dictionary(self) -> list[str]:
        """Return all words it knows."""
        with self._tokenizer.get_dict_file() as file:
            return [line.split(" ")[0] for line in file.read().decode().splitlines()]
