"""The answer of a search as the files an office passes on: every match with its words and where they stand."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from viewer.core.annotation import Citation
from viewer.core.hit import Hit, Snippet
from viewer.exporting.table import Cell, Table

COLUMNS = ("序号", "标题", "编号", "届次", "类型", "承办单位", "日期", "办理结果", "本文命中", "原文", "出处")
_MARKDOWN = re.compile(r"([\\`*_\[\]<>#|~])")


@dataclass(frozen=True, slots=True)
class FoundDocument:
    """A document that answers, with every match in context."""

    hit: Hit
    contexts: tuple[Snippet, ...]

    @property
    def citation(self) -> Citation:
        """Return how the document is cited."""
        metadata = self.hit.metadata
        return Citation(self.hit.title, metadata.number, metadata.issuing_unit, metadata.date)


def result_table(documents: Iterable[FoundDocument]) -> Table:
    """Return one row per passage; a document found by its fields alone has one row without a passage."""
    rows = (row for number, found in enumerate(documents, start=1) for row in _rows(number, found))
    return Table("查找结果", COLUMNS, tuple(rows))


def result_markdown(asked: str, documents: Sequence[FoundDocument]) -> str:
    """Return the answer to what was asked: a heading per document, its citation, its passages with bold marks."""
    parts = [f"# 查找结果：{_plain(asked)}\n\n共 {len(documents)} 份文档。\n"]
    for number, found in enumerate(documents, start=1):
        parts.append(f"\n## {number}. {_plain(found.hit.title)}\n\n{_plain(found.citation.line())}\n")
        parts += [f"\n> {_marked(context)}\n" for context in found.contexts]
    return "".join(parts)


def _rows(number: int, found: FoundDocument) -> Iterator[tuple[Cell, ...]]:
    metadata = found.hit.metadata
    facts = (
        number,
        found.hit.title,
        metadata.number,
        metadata.session,
        metadata.kind.value,
        metadata.issuing_unit,
        metadata.date,
        metadata.result,
        found.hit.matches,
    )
    passages: list[str | None] = [context.text.strip() for context in found.contexts]
    for passage in passages or [None]:
        yield (*facts, passage, found.citation.line())


def _marked(context: Snippet) -> str:
    pieces: list[str] = []
    at = 0
    for mark in context.marks:
        pieces += [_plain(context.text[at : mark.start]), "**", _plain(mark.of(context.text)), "**"]
        at = mark.end
    return "".join([*pieces, _plain(context.text[at:])]).strip()


def _plain(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", " ".join(text.split("\n")))
