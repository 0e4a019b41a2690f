"""What the network says about a text, as spans."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Protocol

_LONGEST = 120
_MOST_LABELS = 256
_SENTENCE = re.compile(rf"[^。；！？\n]{{1,{_LONGEST}}}[。；！？]?")
_NAMING = re.compile(r"[一-鿿]{2}")


class TagLabel(StrEnum):
    """What the tagger can tell apart."""

    PERSON = "person"
    LOCATION = "location"
    ORGANISATION = "org"
    COMPANY = "company"


_LABELS = {label.value: label for label in TagLabel}


@dataclass(frozen=True, slots=True)
class Tagged:
    """A mention the tagger sees in ``text[start:end]``; ``trust`` is how far it is to be believed, 1 as a rule."""

    start: int
    end: int
    label: TagLabel
    trust: float = 1.0


class Network(Protocol):
    """From sentences to one tag per character."""

    def tags(self, sentences: Sequence[str]) -> list[list[str]]:
        """Return the tags of every character of every sentence."""
        ...


class Tagger(Protocol):
    """Proposes people, places, bodies and companies of a text."""

    def tag(self, text: str) -> tuple[Tagged, ...]:
        """Return what is seen in the text, in order, without overlaps."""
        ...


@dataclass(frozen=True, slots=True)
class NeuralTagger:
    """A tagger over one network; each sentence is read by itself."""

    network: Network

    def tag(self, text: str) -> tuple[Tagged, ...]:
        """Return what the network sees in the text, in order."""
        sentences = [match for match in _SENTENCE.finditer(text) if _NAMING.search(match[0])]
        tags = self.network.tags([match[0] for match in sentences])
        return tuple(
            Tagged(match.start() + start, match.start() + end, label)
            for match, labels in zip(sentences, tags, strict=True)
            for start, end, label in spans_of(labels)
        )


def spans_of(labels: Sequence[str]) -> Iterator[tuple[int, int, TagLabel]]:
    """Yield the complete spans of labels like ``B_org M_org E_org`` or ``S_person``."""
    start, open_name = 0, ""
    for at, label in enumerate(labels):
        place, name = _parts(label)
        if place in {"B", "S"}:
            start, open_name = at, name
        elif name != open_name:
            open_name = ""
        if place in {"E", "S"} and open_name in _LABELS:
            yield start, at + 1, _LABELS[open_name]
            open_name = ""


@lru_cache(_MOST_LABELS)
def _parts(label: str) -> tuple[str, str]:
    """Return the place in a name and the kind of name."""
    place, _, name = label.partition("_")
    return place, name
