"""What stands around the figures of a document and says more of them than their own words do."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from viewer.comparing.name_table import name_table
from viewer.comparing.nearest import nearest_name
from viewer.comparing.topics import topic_of
from viewer.core.commitment import Commitment, Strength
from viewer.core.document import DocumentId
from viewer.core.metric import Metric
from viewer.core.reading import Reading
from viewer.core.span import Span

_CLAUSE = re.compile(r"[，。；：！？,;!?\n]")
_BECAME = re.compile(r"[^，。；、]{0,6}[至到为]")
_GOES_ON = re.compile(r"(?:[（(][^（）()]*[)）])?[，、,；（(]?")
_MOST_EARLIER = 8


@dataclass(frozen=True, slots=True)
class FigureContext:
    """What stands around a figure.

    ``before`` is its sentence up to it, ``nearest_name`` the name nearest before it there, ``home`` a name of its
    place, ``neighbour`` the figure before it in its sentence, ``earlier`` those before it in its paragraph. ``lead`` is
    the clause that leads the list it stands in (计划新建公园15座，绿道20公里). ``is_promised`` tells that it stands in
    what a document promises, ``day`` is the day the document was written, ``topic`` what it is about.
    """

    before: str
    nearest_name: str | None
    home: str
    neighbour: Metric | None = None
    is_promised: bool = False
    day: str | None = None
    earlier: Sequence[Metric] = ()
    lead: str = ""
    topic: str | None = None

    @property
    def clause(self) -> str:
        """Return the words of the figure's clause before it."""
        return _CLAUSE.split(self.before)[-1]

    @property
    def since_neighbour(self) -> str:
        """Return the words between the figure before and this one; the whole sentence where there is none."""
        if self.neighbour is None:
            return self.before
        return self.before[self.neighbour.span.end - self.neighbour.sentence.start :]


def figure_contexts(
    reading: Reading, promises: Sequence[Commitment], document_id: DocumentId
) -> Iterator[tuple[Metric, FigureContext]]:
    """Yield the figures of a document in reading order, each with what stands around it."""
    text, metadata = reading.document.text, reading.metadata
    topic = topic_of(metadata.title, metadata.subject, text)
    promised = [_promised(each) for each in promises if each.strength is not Strength.WEAK]
    earlier: list[Metric] = []
    home = lead = ""
    for metric in reading.metrics:
        if earlier and "\n" in text[earlier[-1].span.end : metric.span.start]:
            earlier = []
        neighbour = earlier[-1] if earlier and earlier[-1].sentence == metric.sentence else None
        if neighbour is None or not _is_moved_on(neighbour, metric, text):
            home = f"{document_id}:{metric.span.start}"  # stays when a person corrects another figure
        before = text[metric.sentence.start : metric.span.start]
        if neighbour is None or not _goes_on(text[neighbour.span.end : metric.span.start], metric):
            lead = _CLAUSE.split(before)[-1]
        yield (
            metric,
            FigureContext(
                before=before,
                nearest_name=nearest_name(reading.entities, text, metric),
                home=home,
                neighbour=neighbour,
                is_promised=any(span.contains(metric.span) for span in promised),
                day=metadata.date,
                earlier=tuple(earlier[-_MOST_EARLIER:]),
                lead=lead,
                topic=topic,
            ),
        )
        earlier.append(metric)


def _goes_on(between: str, metric: Metric) -> bool:
    """Tell whether a figure only goes on with a list: a comma and a name without any verb."""
    gap = _GOES_ON.match(between)
    words = between[gap.end() :] if gap is not None and gap[0] else ""
    if not words or words.startswith("其中"):
        return bool(words)
    return words == metric.indicator and not name_table().does_something(words)


def _is_moved_on(one: Metric, other: Metric, text: str) -> bool:
    """Tell whether a figure is what became of the one before it: 由12分钟压缩至8分钟."""
    between = text[one.span.end : other.span.start]
    return one.indicator == other.indicator and one.unit == other.unit and _BECAME.fullmatch(between) is not None


def _promised(commitment: Commitment) -> Span:
    """Return the part of a sentence that is promised, without what it says of today."""
    start = max(0, commitment.words.find(commitment.what))
    return Span(commitment.span.start + start, commitment.span.end)
