"""Fingerprints of paragraphs: paragraphs that share most of theirs share most of their words."""

import re
from binascii import crc32
from collections.abc import Mapping, Sequence

from viewer.core.document import Document, ParagraphRole

RUNNING_ROLES = frozenset({ParagraphRole.BODY, ParagraphRole.HEADING, ParagraphRole.TABLE})
_LENGTH = 6
_SHORTEST = 10
_KEPT = 4
_KEPT_OF_LONG = 8
_LONG = 200
_NOISE = re.compile(r"[^0-9a-z\u3400-\u9fff]+")
_NUMBERS = re.compile(r"\d+")
_MIX, _WORD = 0x9E3779B1, 0xFFFFFFFF


def plain_words(text: str) -> str:
    """Return a text without punctuation, every number as one nought: what makes two passages alike."""
    return _NUMBERS.sub("0", exact_words(text))


def exact_words(text: str) -> str:
    """Return a text without punctuation: what makes two passages say the same."""
    return _NOISE.sub("", text.lower())


def fingerprint(text: str) -> tuple[int, ...]:
    """Return the fingerprint of a paragraph, empty for one that is too short to be known by it."""
    words = plain_words(text)
    if len(words) < _SHORTEST:
        return ()
    data = words.encode("utf-16-le")
    width = 2 * _LENGTH
    hashes = {crc32(data[place : place + width]) * _MIX & _WORD for place in range(0, len(data) - width + 1, 2)}
    return tuple(sorted(hashes)[: _KEPT_OF_LONG if len(words) > _LONG else _KEPT])


def fingerprints(document: Document) -> Mapping[int, Sequence[int]]:
    """Return the fingerprints of a document's running paragraphs by their number; every letterhead is alike."""
    found = (
        (number, fingerprint(document.paragraph_text(each)))
        for number, each in enumerate(document.paragraphs)
        if each.role in RUNNING_ROLES
    )
    return {number: values for number, values in found if values}
