"""What of a reply stands in other replies too, nearly or exactly; the rest is new."""

import re
from collections.abc import Iterator, Mapping, Sequence

from rapidfuzz import process
from rapidfuzz.distance import Indel

from viewer.comparing.shingles import RUNNING_ROLES, exact_words
from viewer.core.document import Document, DocumentId
from viewer.core.relation import SharedPassage
from viewer.core.span import Span

_SENTENCE = re.compile(r"[^。；！？;!?\n]+[。；！？;!?]?[”’）)]?")
_NUMBERS = re.compile(r"\d+")
_SHORTEST = 6
_ALIKE = 0.86


def sentences(text: str) -> Iterator[Span]:
    """Give the sentences of a text."""
    for match in _SENTENCE.finditer(text):
        yield Span(match.start(), match.end())


def shared_passages(document: Document, others: Mapping[DocumentId, str]) -> tuple[SharedPassage, ...]:
    """Return the sentences of a document that others have too; neighbours shared by the same documents are one."""
    known: dict[str, set[DocumentId]] = {}
    for document_id, text in others.items():
        for span in sentences(text):
            words = exact_words(span.of(text))
            if len(words) >= _SHORTEST:
                known.setdefault(words, set()).add(document_id)
    choices = list(known)
    found = []
    for span in _running_sentences(document):
        holders = _holders(exact_words(span.of(document.text)), known, choices)
        if holders:
            found.append(SharedPassage(span, tuple(sorted(holders))))
    return tuple(_joined(found))


def _running_sentences(document: Document) -> Iterator[Span]:
    for paragraph in document.paragraphs:
        if paragraph.role in RUNNING_ROLES:
            for span in sentences(document.paragraph_text(paragraph)):
                yield span.shifted(paragraph.span.start)


def _holders(words: str, known: Mapping[str, set[DocumentId]], choices: Sequence[str]) -> set[DocumentId]:
    if len(words) < _SHORTEST:
        return set()
    if words in known:
        return known[words]
    near = process.extractOne(words, choices, scorer=Indel.normalized_similarity, score_cutoff=_ALIKE)
    if near is None or _NUMBERS.findall(words) != _NUMBERS.findall(near[0]):
        return set()  # another number is news
    return known[near[0]]


def _joined(passages: Sequence[SharedPassage]) -> Iterator[SharedPassage]:
    current: SharedPassage | None = None
    for each in passages:
        if current is not None and current.documents == each.documents and each.span.start - current.span.end <= 1:
            current = SharedPassage(Span(current.span.start, each.span.end), each.documents)
            continue
        if current is not None:
            yield current
        current = each
    if current is not None:
        yield current
