"""The evidence for and against a paragraph break between two lines, as named reasons with costs.

Each reason speaks against joining two lines or against cutting between them. Its cost is in nats: roughly minus the
logarithm of how rarely that is seen.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from viewer.text.blanks import HANZI
from viewer.text.cues import Cue, ends_sentence, is_office, is_path
from viewer.text.labels import load_labels
from viewer.text.layout import NARROWEST, Layout, first_unit, is_open_ended
from viewer.text.lines import Line

NEVER = 1000.0
_SHORT = 60  # columns: in a source that is not wrapped, a line this long is no heading
_ANNOUNCEMENT = 6
_HANGING = 2  # columns a closing mark may stand beyond the measure
# A short sentence without a comma that says what its paragraph is about; 一是…。 goes on with an enumeration instead.
_TOPIC = re.compile(r"(?![一二三四五六七八九十]{1,2}是)[㐀-鿿“”]{4,14}。.")
_SET_APART = 12  # columns; no first line is indented so far
_FIELDS = frozenset({Cue.DATE, Cue.DOCUMENT_NUMBER, Cue.RED_HEAD, Cue.FIELD, Cue.CONTACT, Cue.NOTE, Cue.SITE})
_NO_START = "，。、；：？！）》”’」』〉】〕％,;:?!)]%"
_OPENERS, _CLOSERS = "（(《“‘「『〔【[", "）)》”’」』〕】]"


@dataclass(frozen=True, slots=True)
class Reason:
    """One named piece of evidence: what it costs to join, or to cut, in spite of it."""

    name: str
    join: float = 0.0
    cut: float = 0.0


def weigh(before: Line, after: Line, layout: Layout, *, together: bool, apart: bool) -> list[Reason]:
    """Return the reasons that do not depend on where the paragraph of ``before`` began.

    ``together`` and ``apart`` say that the lines are known to be parts of one title or greeting, or of different ones.
    """
    if not (before.is_loose and after.is_loose):
        return [Reason("the source says so", join=NEVER)]
    if together:
        return [Reason("parts of one title or greeting", cut=NEVER)]
    if after.starts or apart:
        return [Reason("a field, an item or a rule", join=NEVER)]
    return [
        Reason("most lines go on", cut=1.5),
        _ending(before, layout),
        *_opening(before, after),
        *_quotation(before.text, after.text),
        *_indent(before, after, layout),
        *_gap(after, layout),
        *_letters(before, after),
    ]


def weigh_fit(before: Line, after: Line, layout: Layout, *, first: bool) -> list[Reason]:
    """Weigh whether the first word of the next line would still have fitted on this one.

    ``first`` says that ``before`` begins a paragraph, so that its lost indent has to be added.
    """
    if layout.measure is None or not (before.is_loose and after.is_loose):
        return []
    capacity = layout.measure - (layout.lost_indent if first else 0)
    slack = capacity - layout.extent(before) - first_unit(after.text)
    if slack >= 0:
        return [Reason("the next word would have fitted", join=min(1.5 + 0.9 * slack, 12.0))]
    return [Reason("the line is full", cut=2.5)]


def overfull(line: Line, layout: Layout, *, first: bool) -> float:
    """Return what it costs that a line is wider than the measure, or than a first line that lost its indent."""
    if layout.measure is None or not line.is_loose:
        return 0.0
    capacity = layout.measure - (layout.lost_indent if first and line.cue is Cue.NONE else 0)
    hanging = _HANGING if line.text[-1] in _NO_START else 0  # only closing marks may hang
    return min(1.5 * max(0.0, layout.extent(line) - capacity - hanging), 4.0)


@dataclass(frozen=True, slots=True)
class _Ending:
    """One way a line may end; joining costs more where every line of the source is meant to be a paragraph."""

    name: str
    fits: Callable[[Line, Layout], bool]
    join: float = 0.0
    join_unwrapped: float = 0.0
    cut: float = 0.0


def stands_alone(line: Line) -> bool:
    """Tell whether a line says that it is complete: a date, a document number, a greeting, a web page's path."""
    return (
        line.cue in (Cue.DATE, Cue.DOCUMENT_NUMBER, Cue.RED_HEAD, Cue.GREETING)
        or (line.cue is Cue.NOTE and line.text[-1] in "）)开")
        or (line.cue is Cue.SITE and is_path(line.text))
    )


def _is_short(line: Line, layout: Layout) -> bool:
    """Tell a heading or a field from a piece of a paragraph where nothing was wrapped."""
    return layout.measure is None and line.width < _SHORT and not any(mark in line.text for mark in "。；")


def _announces(line: Line, _layout: Layout) -> bool:
    """Tell 现答复如下： from other colons: it ends a paragraph even on a full line."""
    return line.text[-1] in "：:。" and line.text[-_ANNOUNCEMENT:-1].endswith(
        ("如下", "如下意见", "如下答复", "如下报告")
    )


def _is_verse(line: Line, layout: Layout) -> bool:
    """Tell a line too short to have been wrapped that ends at a comma."""
    return layout.measure is None and line.width < NARROWEST - 4 and line.text[-1] in "，；,;"


def _may_be_heading(line: Line, layout: Layout) -> bool:
    """Tell a numbered line that holds no end of a sentence: headings often have no full stop."""
    return (
        line.cue is Cue.NUMBERED
        and layout.measure is not None
        and not any(mark in line.text[:-1] for mark in "。；：！？")
    )


_ENDINGS = (
    _Ending("a line of its own kind", lambda line, _: stands_alone(line), join=6.0, join_unwrapped=6.0),
    _Ending("a line of verse", _is_verse, join_unwrapped=3.0),
    _Ending("ends at a comma", lambda line, _: line.text[-1] in "，、,（(《“‘—-－", cut=6.0),
    _Ending("announces what follows", _announces, join=6.0, join_unwrapped=9.0),
    _Ending("ends a sentence", lambda line, _: ends_sentence(line.text), join=2.5, join_unwrapped=7.0),
    _Ending("ends with a colon", lambda line, _: line.text[-1] in "：:", join=2.5, join_unwrapped=7.0),
    _Ending("ends with a semicolon", lambda line, _: line.text[-1] in "；;", join=1.2, join_unwrapped=4.0),
    _Ending("a short line", _is_short, join_unwrapped=6.0),
    _Ending("a numbered line without a full stop", _may_be_heading, cut=1.5),
)
_INSIDE = Reason("ends inside a sentence", cut=4.0)


def _ending(before: Line, layout: Layout) -> Reason:
    """Weigh how a line ends: the first ending that fits."""
    for ending in _ENDINGS:
        if ending.fits(before, layout):
            join = ending.join_unwrapped if layout.measure is None else ending.join
            return Reason(ending.name, join, ending.cut)
    return _INSIDE


@dataclass(frozen=True, slots=True)
class _Opening:
    """One way a line may begin, given the line before it."""

    name: str
    fits: Callable[[Line, Line], bool]
    join: float = 0.0
    cut: float = 0.0


def _opens_paragraph(before: Line, after: Line) -> bool:
    return ends_sentence(before.text) and after.text.startswith(load_labels().paragraph_opening)


def _surely_opens_paragraph(before: Line, after: Line) -> bool:
    return ends_sentence(before.text) and after.text.startswith(load_labels().paragraph_surely_opening)


def _states_topic(before: Line, after: Line) -> bool:
    return ends_sentence(before.text) and _TOPIC.match(after.text) is not None


_OPENINGS = (
    _Opening("begins with closing punctuation", lambda _, after: after.text[0] in _NO_START, cut=8.0),
    _Opening(
        "begins with a number after a finished line",
        lambda before, after: after.cue is Cue.NUMBERED and not is_open_ended(before.text),
        join=7.0,
    ),
    _Opening("begins with a number", lambda _, after: after.cue is Cue.NUMBERED, join=3.5),
    _Opening(
        "a date under an office", lambda before, after: after.cue is Cue.DATE and is_office(before.text), join=12.0
    ),
    _Opening("begins a field or a date", lambda _, after: after.cue in _FIELDS, join=6.0),
    _Opening("greets", lambda _, after: after.cue is Cue.GREETING, join=3.0),
    _Opening("opens a last paragraph or a new part", _surely_opens_paragraph, join=2.5),
    _Opening("states a topic", _states_topic, join=2.5),
    _Opening("opens like a paragraph", _opens_paragraph, join=1.0),
    _Opening("names an office", lambda before, after: ends_sentence(before.text) and is_office(after.text), join=2.0),
)


def _opening(before: Line, after: Line) -> list[Reason]:
    """Weigh how a line begins: the first opening that fits."""
    for opening in _OPENINGS:
        if opening.fits(before, after):
            return [Reason(opening.name, opening.join, opening.cut)]
    return []


def _quotation(before: str, after: str) -> list[Reason]:
    """Weigh whether one line opens a bracket or quotation that the next one closes."""
    last_open = max(before.rfind(mark) for mark in _OPENERS)
    last_close = max(before.rfind(mark) for mark in _CLOSERS)
    if last_open <= last_close:
        return []
    opener = before[last_open]
    place = after.find(_CLOSERS[_OPENERS.index(opener)])
    closes = place >= 0 and opener not in after[:place]
    return [Reason("a bracket or quotation is still open", cut=5.0)] if closes else []


def _indent(before: Line, after: Line, layout: Layout) -> list[Reason]:
    extra = after.indent - layout.margin
    if before.indent - layout.margin > _SET_APART or extra > _SET_APART:
        return [Reason("is centred or set to the right", join=5.0)]
    if layout.first_indent is None:
        return []
    if extra >= layout.first_indent - 1:
        return [Reason("is indented", join=9.0)]
    if extra <= 1 and after.cue is Cue.NONE:
        return [Reason("is not indented", cut=3.5)]
    return []


def _gap(after: Line, layout: Layout) -> list[Reason]:
    if after.page_break:
        return [Reason("a page ends", cut=0.5)]
    if after.gap > layout.gap:
        return [Reason("blank lines", join=4.0 if layout.spaced else 1.0)]
    if after.gap == layout.gap and layout.spaced:
        return [Reason("no blank line", cut=2.5)]
    return []


def _letters(before: Line, after: Line) -> list[Reason]:
    if before.font_size and after.font_size and abs(before.font_size - after.font_size) > 0.12 * before.font_size:
        return [Reason("the size of the letters changes", join=5.0)]
    if before.text[-1].isascii() and after.text[0].islower() and not HANZI.search(after.text):
        return [Reason("goes on in lower case", cut=8.0)]
    return []
