"""Sets a reply with its notes for paper: marks in the text, a number at each note's end, the notes behind the text."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor, QFont, QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument

from viewer.core.annotation import Annotation, Citation
from viewer.core.catalog import StoredDocument
from viewer.core.offsets import Utf16Offsets
from viewer.core.span import Span
from viewer.ui.notes.marking import marks_of_notes
from viewer.ui.notes.wording import task_name
from viewer.ui.reader.marks import Mark, look_of
from viewer.ui.reader.typesetting import PageStyle, displayed, typeset
from viewer.ui.theme import Role, Theme, load_theme
from viewer.ui.translation import QT_TRANSLATE_NOOP
from viewer.ui.typography import FAMILIES

_POINTS = 11.0
_TITLE = QT_TRANSLATE_NOOP("Sheet", "批注")
_UNPLACED = QT_TRANSLATE_NOOP("Sheet", "（位置待确认，未标在正文中）")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A reply ready for paper, and what stands at the head of every page."""

    page: QTextDocument
    style: PageStyle
    title: str
    source: str


def compose(stored: StoredDocument, notes: Sequence[Annotation]) -> Sheet:
    """Return a reply with its notes for white paper; it belongs to the thread that asked for it."""
    theme = load_theme("light")
    style = PageStyle(_font(), QColor("black"), theme[Role.TEXT_SECONDARY])
    document = stored.reading.document
    page = typeset(document, style)
    page.setDocumentMargin(0)
    offsets = Utf16Offsets(document.text)
    for layer in marks_of_notes(notes):
        for mark in layer:
            _mark(page, mark, offsets, theme)
    numbered = numbered_notes(notes)
    for number, note in reversed(list(enumerate(numbered, start=1))):
        if note.span is not None:
            _number(page, offsets.to_utf16(note.span.end), number, style)
    if numbered:
        _append_notes(page, numbered, style)
    citation = _citation(stored)
    number_words = f"第{citation.number}号" if citation.number else None
    return Sheet(page, style, citation.title, " · ".join(part for part in (number_words, citation.unit) if part))


def numbered_notes(notes: Sequence[Annotation]) -> list[Annotation]:
    """Return the notes that say something, in the order their numbers stand in the text; those without a place last."""
    telling = [note for note in notes if note.note or note.tags or note.task is not None]
    return sorted(telling, key=_end)


def _end(note: Annotation) -> tuple[bool, int]:
    return note.span is None, note.span.end if note.span is not None else 0


def _font() -> QFont:
    font = QFont()
    font.setFamilies(list(FAMILIES))
    font.setStyleHint(QFont.StyleHint.SansSerif)
    font.setPointSizeF(_POINTS)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def _mark(page: QTextDocument, mark: Mark, offsets: Utf16Offsets, theme: Theme) -> None:
    span = offsets.span_to_utf16(mark.span)
    _select(page, span).mergeCharFormat(look_of(mark.style, theme))


def _select(page: QTextDocument, span: Span) -> QTextCursor:
    cursor = QTextCursor(page)
    cursor.setPosition(span.start)
    cursor.setPosition(span.end, QTextCursor.MoveMode.KeepAnchor)
    return cursor


def _number(page: QTextDocument, position: int, number: int, style: PageStyle) -> None:
    cursor = QTextCursor(page)
    cursor.setPosition(position)
    look = QTextCharFormat()
    look.setFont(_scaled(style.font, 1.0, bold=True))
    look.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSuperScript)
    look.setForeground(style.text)
    cursor.insertText(f"[{number}]", look)


def _append_notes(page: QTextDocument, notes: Sequence[Annotation], style: PageStyle) -> None:
    cursor = QTextCursor(page)
    cursor.movePosition(QTextCursor.MoveOperation.End)
    _add(cursor, _tr(_TITLE), style, _look(style.font, style.text, scale=1.2, bold=True), above=2.0)
    for number, note in enumerate(notes, start=1):
        unplaced = _tr(_UNPLACED) if note.span is None else ""
        quote = f"[{number}] “{displayed(note.selector.quote.exact)}”{unplaced}"
        _add(cursor, quote, style, _look(style.font, style.quiet, scale=0.92), above=0.7)
        for line in note.note.splitlines():
            _add(cursor, displayed(line), style, _look(style.font, style.text))
        details = _details(note)
        if details:
            _add(cursor, details, style, _look(style.font, style.quiet, scale=0.85))


def _details(note: Annotation) -> str:
    parts = [task_name(note.task)] if note.task is not None else []
    parts += [f"#{tag}" for tag in note.tags]
    parts += [part for part in (note.creator, note.modified[:10]) if part]
    return " · ".join(parts)


def _add(cursor: QTextCursor, text: str, style: PageStyle, look: QTextCharFormat, *, above: float = 0.15) -> None:
    block = QTextBlockFormat()
    block.setTopMargin(above * style.em)
    height = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value
    block.setLineHeight(140, height)
    cursor.insertBlock(block, look)
    cursor.insertText(text, look)


def _look(font: QFont, color: QColor, *, scale: float = 1.0, bold: bool = False) -> QTextCharFormat:
    look = QTextCharFormat()
    look.setFont(_scaled(font, scale, bold=bold))
    look.setForeground(color)
    return look


def _scaled(font: QFont, scale: float, *, bold: bool) -> QFont:
    scaled = QFont(font)
    scaled.setPointSizeF(font.pointSizeF() * scale)
    scaled.setWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
    return scaled


def _citation(stored: StoredDocument) -> Citation:
    metadata = stored.reading.metadata
    title = metadata.title or stored.reading.source.name
    return Citation(title, metadata.number, metadata.issuing_unit, metadata.date)


def _tr(text: str) -> str:
    return QCoreApplication.translate("Sheet", text)
