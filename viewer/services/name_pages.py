"""The names of a library: the index, the page of one name, and names a person says are one."""

from collections import Counter
from collections.abc import Iterable, Sequence

from viewer.comparing.shared_words import sentences
from viewer.core.across import LibraryFigure, NameInDocument
from viewer.core.entity import Entity, EntityType
from viewer.core.errors import ViewerError
from viewer.core.name_index import Companion, IndexedName, MentionInContext, Merged, NameOrder, NamePage
from viewer.core.progress import CancelToken, Progress
from viewer.core.span import Span
from viewer.services.teaching import Teaching
from viewer.store.store import Store

_MOST_READ = 60
_MOST_MENTIONS = 300
_MOST_COMPANIONS = 40
_LEFT_OUT = frozenset({EntityType.TIME})


class NamePages:
    """The index of names of one library."""

    def __init__(self, library: Store, teaching: Teaching) -> None:
        self._library = library
        self._teaching = teaching

    def names(
        self,
        *,
        type_: EntityType | None = None,
        part: str | None = None,
        order: NameOrder = NameOrder.MENTIONS,
        limit: int | None = None,
    ) -> list[IndexedName]:
        """Return names; without a type, times are left out."""
        with self._library.reading():
            return self._library.name_index().names(type_=type_, part=part, order=order, limit=limit)

    def count(self, type_: EntityType | None = None) -> int:
        """Return how many names there are."""
        with self._library.reading():
            return self._library.name_index().count(type_)

    def page(self, name: str, type_: EntityType, /) -> NamePage | None:
        """Return all about one name, ``None`` when no document holds it any more."""
        with self._library.reading() as documents:
            index = self._library.name_index()
            entry = index.name(name, type_)
            if entry is None:
                return None
            holding = index.documents(name, type_)
            read = [each.document_id for each in holding[:_MOST_READ]]
            texts, entities = documents.texts(read), index.entities(read)
            figures = index.figures(read)
        held = {each.document_id: each for each in holding}
        found = [_Looked(held[each], texts[each], entities.get(each, ()), entry) for each in read if each in texts]
        mentions = [each for looked in found for each in looked.mentions()]
        places = {looked.held.document_id: looked for looked in found}
        return NamePage(
            entry,
            holding,
            tuple(mentions[:_MOST_MENTIONS]),
            tuple(each for each in figures if places[each.document_id].is_beside(each)),
            _companions(found),
            len(found),
        )

    def merge(
        self, names: Sequence[tuple[str, EntityType]], canonical: str, /, *, progress: Progress, cancel: CancelToken
    ) -> Merged:
        """Say that names of one type stand for one. Raises ``ViewerError`` for names of several types, or for one."""
        chosen = list(dict.fromkeys(names))
        if len(chosen) < 2:  # noqa: PLR2004 - a pair
            message = "请选两个不同的名称再合并：一个名称不能与自身合并。"
            raise ViewerError(message)
        if len({type_ for _, type_ in chosen}) > 1:
            message = "所选名称不是同一类，不能合并。"
            raise ViewerError(message, advice="请先在正文里用“改类型”改成同一类。")
        with self._library.reading():
            index = self._library.name_index()
            others = [each for each in chosen if each[0] != canonical]
            words = [entity.surface for each in others for _, entity in index.one_mention_of_each(*each)]
        return self._teaching.rename_everywhere(words, canonical, progress=progress, cancel=cancel)

    def take_back(self, merged: Merged, /, *, progress: Progress, cancel: CancelToken) -> None:
        """Undo a merge."""
        self._teaching.take_renaming_back(merged, progress=progress, cancel=cancel)

    def merge_again(self, merged: Merged, /, *, progress: Progress, cancel: CancelToken) -> Merged:
        """Redo a merge that was undone; return how it is undone again."""
        return self._teaching.rename_again(merged, progress=progress, cancel=cancel)


class _Looked:
    """One document looked into for one name."""

    def __init__(self, held: NameInDocument, text: str, entities: Iterable[Entity], entry: IndexedName) -> None:
        self.held = held
        self._text = text
        self._entry = entry
        entities = list(entities)
        self._own = [
            each for each in entities if (each.canonical or each.surface, each.type) == (entry.name, entry.type)
        ]
        self._sentences = [span for span in sentences(text) if any(span.contains(each.span) for each in self._own)]
        own = {each.span for each in self._own}
        self._others = [each for each in entities if each.type not in _LEFT_OUT and each.span not in own]

    def mentions(self) -> list[MentionInContext]:
        """Return the sentences that hold the name."""
        return [
            MentionInContext(
                self.held.document_id,
                self.held.title,
                self.held.date,
                span.start,
                span.of(self._text),
                tuple(
                    Span(each.span.start - span.start, each.span.end - span.start)
                    for each in self._own
                    if span.contains(each.span)
                ),
            )
            for span in self._sentences
        ]

    def is_beside(self, figure: LibraryFigure) -> bool:
        """Tell whether a figure stands in a sentence with the name."""
        return any(figure.metric.sentence.contains(each.span) for each in self._own)

    def beside(self) -> Counter[tuple[str, EntityType]]:
        """Return the other names of these sentences, each counted once a sentence."""
        return Counter(
            name
            for span in self._sentences
            for name in {(e.canonical or e.surface, e.type) for e in self._others if span.contains(e.span)}
        )


def _companions(found: Iterable[_Looked]) -> tuple[Companion, ...]:
    counted: Counter[tuple[str, EntityType]] = Counter()
    for each in found:
        counted += each.beside()
    return tuple(Companion(name, type_, count) for (name, type_), count in counted.most_common(_MOST_COMPANIONS))
