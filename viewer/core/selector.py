"""How an annotation finds its place again: a position and a quote, after the W3C Web Annotation model."""

from dataclasses import dataclass
from enum import StrEnum

from viewer.core.span import Span


@dataclass(frozen=True, slots=True)
class TextQuote:
    """The words themselves (``exact``) with up to 32 code points before (``prefix``) and after (``suffix``).

    ``occurrences`` counts how often ``exact`` stood in the text it was taken from; ``None`` when nobody counted
    (a selector from another program).
    """

    exact: str
    prefix: str = ""
    suffix: str = ""
    occurrences: int | None = None


@dataclass(frozen=True, slots=True)
class ParagraphFragment:
    """The place inside the paragraph structure: paragraph index and code points relative to its start."""

    paragraph: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Selector:
    """Where an annotation stands: ``position`` holds in the text whose SHA-256 (hex, over UTF-8) is ``text_sha256``.

    ``normalizer`` names the version of the pipeline that made that text.
    """

    position: Span
    quote: TextQuote
    text_sha256: str
    normalizer: str
    fragment: ParagraphFragment | None = None


class AnchorState(StrEnum):
    """What the program may claim about an annotation's place."""

    ANCHORED = "anchored"  # 已定位
    TO_CONFIRM = "to_confirm"  # 待确认: a person decides among the proposals
    ORPHANED = "orphaned"  # 孤立: the words are gone


@dataclass(frozen=True, slots=True)
class Anchoring:
    """The outcome of looking a selector up in a text.

    ``span`` is set only when anchored; ``proposals`` are places worth offering, best first. ``reason`` is a short
    English word for logs and tests, never shown.
    """

    state: AnchorState
    span: Span | None
    proposals: tuple[Span, ...]
    reason: str
