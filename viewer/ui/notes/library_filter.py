"""Which notes of the library are listed: words they must hold, and one value each of some fields."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from viewer.core.annotation import AnnotationId, ListedNote, MarkColour, Standing, TaskState
from viewer.ui.library.columns import pinyin_key
from viewer.ui.notes.wording import colour_name, standing_name, task_name

_SYNTAX = re.compile(r"[\"“”()（）|*?？:：]|(^|\s)(-\S|OR\b|NOT\b|AND\b|或|非|且)")
FIELDS = ("document", "unit", "year", "colour", "tag", "standing", "task")


@dataclass(frozen=True, slots=True)
class NoteFilter:
    """``words`` may stand in any order, in quote, note or tags; ``chosen`` maps fields to the value wanted.

    ``only`` are the notes that may be listed at all, ``None`` for every one.
    """

    words: str = ""
    chosen: Mapping[str, str] = field(default_factory=dict)
    only: frozenset[AnnotationId] | None = None

    def without(self, name: str) -> "NoteFilter":
        """Return the filter as it is for all other fields."""
        return NoteFilter(self.words, {key: value for key, value in self.chosen.items() if key != name}, self.only)


def is_query(words: str) -> bool:
    """Tell whether words are more than words: then the search itself is asked which notes answer."""
    return _SYNTAX.search(words) is not None


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A listed note and its words as they are looked up."""

    listed: ListedNote
    folded: str

    @classmethod
    def of(cls, listed: ListedNote) -> "NoteRow":
        """Return the row of a note."""
        annotation = listed.annotation
        parts = (annotation.selector.quote.exact, annotation.note, *annotation.tags)
        return cls(listed, folded("\n".join(parts)))


def folded(text: str) -> str:
    """Return a text as it is looked up; called in a job first, it loads there what folding needs."""
    # Folding loads numpy and its tables (a quarter of a second), which the window must not wait for.
    from viewer.text.fold import fold  # noqa: PLC0415

    return fold(text)


def document_of(listed: ListedNote) -> str:
    """Return what tells the note's document from others: its id, or its title while it is not here."""
    return listed.annotation.document_id or listed.title or ""


def matching(rows: Iterable[NoteRow], wanted: NoteFilter) -> list[NoteRow]:
    """Return the rows that have every word and every chosen value, in their order."""
    words = [folded(word) for word in wanted.words.split()]
    return [
        row
        for row in rows
        if (wanted.only is None or row.listed.annotation.id in wanted.only)
        and all(word in row.folded for word in words)
        and all(value in values_of(row.listed, name) for name, value in wanted.chosen.items())
    ]


def values_of(listed: ListedNote, name: str) -> tuple[str, ...]:
    """Return a note's values of one field; it is empty where nothing is stated."""
    return _VALUES[name](listed)


def label_of(listed: ListedNote, name: str, value: str) -> str:
    """Return what a person reads for a value of this note."""
    match name:
        case "document":
            return listed.title or value
        case "colour":
            return colour_name(MarkColour(value))
        case "standing":
            return standing_name(Standing(value))
        case "task":
            return task_name(TaskState(value))
        case _:
            return value


@dataclass(frozen=True, slots=True)
class Choice:
    """One value that can be asked for, and how many notes have it besides all else that is asked."""

    value: str
    label: str
    count: int


def choices_of(rows: Sequence[NoteRow], name: str, wanted: NoteFilter) -> tuple[Choice, ...]:
    """Return the values of one field among the notes all other choices leave; years newest first."""
    counts: Counter[str] = Counter()
    labels: dict[str, str] = {}
    for row in matching(rows, wanted.without(name)):
        for value in values_of(row.listed, name):
            counts[value] += 1
            labels.setdefault(value, label_of(row.listed, name, value))
    found = [Choice(value, labels[value], count) for value, count in counts.items()]
    return tuple(sorted(found, key=_ORDERS.get(name, _by_label), reverse=name == "year"))


def _by_label(choice: Choice) -> tuple[object]:
    return (pinyin_key(choice.label),)


def _order_of(values: Sequence[str]) -> Callable[[Choice], tuple[object]]:
    return lambda choice: (values.index(choice.value),)


_VALUES: Mapping[str, Callable[[ListedNote], tuple[str, ...]]] = MappingProxyType(
    {
        "document": lambda listed: (document_of(listed),) if document_of(listed) else (),
        "unit": lambda listed: (listed.unit,) if listed.unit else (),
        "year": lambda listed: (str(listed.year),) if listed.year else (),
        "colour": lambda listed: (listed.annotation.colour.value,),
        "tag": lambda listed: listed.annotation.tags,
        "standing": lambda listed: (listed.standing.value,),
        "task": lambda listed: (listed.annotation.task.value,) if listed.annotation.task else (),
    }
)
_ORDERS: Mapping[str, Callable[[Choice], tuple[object]]] = MappingProxyType(
    {
        "colour": _order_of([each.value for each in MarkColour]),
        "standing": _order_of([each.value for each in Standing]),
        "task": _order_of([each.value for each in TaskState]),
    }
)
