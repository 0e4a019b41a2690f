"""Whoosh as it comes, with jieba's own analyzer: what building an index costs without this program."""

import logging
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path

from whoosh import index
from whoosh.fields import ID, TEXT, Schema

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from jieba.analyse import ChineseAnalyzer


def build_stock(folder: Path, texts: Sequence[str]) -> Callable[[], None]:
    """Return the work of indexing texts into a new folder; jieba's dictionary is loaded before."""
    logging.getLogger("jieba").setLevel(logging.CRITICAL)
    analyzer = ChineseAnalyzer()
    list(analyzer("词"))
    folder.mkdir()
    made = index.create_in(str(folder), Schema(id=ID(stored=True), body=TEXT(analyzer=analyzer)))

    def build() -> None:
        writer = made.writer(limitmb=256)
        for number, text in enumerate(texts):
            writer.add_document(id=str(number), body=text)
        writer.commit()

    return build
