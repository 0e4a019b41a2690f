"""Sets a document as a page: true paragraphs in Chinese typography, and the very text of the document.

The page's characters stand where the document's do: offset for offset, once counted in UTF-16 units.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextLayout,
    QTextOption,
)

from viewer.core.document import Document, Paragraph, ParagraphRole
from viewer.ui.appearance import ReadingLook
from viewer.ui.reader.table_stops import stops_by_paragraph

_LINE_HEIGHT = 1.75
_TITLE_LINE_HEIGHT = 1.5
_USUAL = ReadingLook()
_TITLES_WITHIN = 60  # paragraphs; a title stands at the top
_SEVERAL = 2
_UNEVEN = 1.4  # times as wide as with equal lines, at most, for a title that breaks between words
_SEAM = re.compile(
    r"(?<=[号会局厅府院”》）])(?=第|对|关于|代表|委员|提案|建议|答复|的)|(?<=会议)|(?<=关于)|(?<=[”》）])|(?=第[A-Za-z]*\d)|(?=[“《（])"
)
# Characters Qt would take for a paragraph end (or refuse): shown as a blank or a box of the same UTF-16 length.
_BREAKING = re.compile("[\n\r\u2029\ufdd0\ufdd1]")
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class PageStyle:
    """What a page depends on besides its text."""

    font: QFont
    text: QColor
    quiet: QColor
    look: ReadingLook = _USUAL

    @property
    def em(self) -> float:
        """Return the width of one Chinese character of running text."""
        return QFontMetricsF(self.font).horizontalAdvance("文")

    @property
    def measure(self) -> float:
        """Return the width of a comfortable line."""
        return self.em * self.look.measure


@dataclass(frozen=True, slots=True)
class _Setting:
    """How paragraphs of one kind stand: sizes in characters of running text."""

    size: float = 1.0
    bold: bool = False
    indent: float = 0.0
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignJustify
    above: float = 0.0
    below: float = 0.0
    right: float = 0.0
    is_quiet: bool = False
    line_height: float = _LINE_HEIGHT


_BODY = _Setting(indent=2.0, below=0.35)
_SETTINGS: Mapping[ParagraphRole, _Setting] = {
    ParagraphRole.TITLE: _Setting(
        size=1.5,
        bold=True,
        align=Qt.AlignmentFlag.AlignHCenter,
        above=0.6,
        below=1.0,
        line_height=_TITLE_LINE_HEIGHT,
    ),
    ParagraphRole.LETTERHEAD: _Setting(size=0.92, is_quiet=True, below=0.1),
    ParagraphRole.SALUTATION: _Setting(above=0.5, below=0.35),
    ParagraphRole.BODY: _BODY,
    ParagraphRole.SIGNATURE: _Setting(align=Qt.AlignmentFlag.AlignRight, above=1.0, right=2.0),
    ParagraphRole.DATE: _Setting(align=Qt.AlignmentFlag.AlignRight, right=2.0, below=0.8),
    ParagraphRole.CONTACT: _Setting(size=0.92, is_quiet=True, below=0.1),
    ParagraphRole.NOTE: _Setting(size=0.92, is_quiet=True, above=0.3, below=0.3),
    ParagraphRole.TABLE: _Setting(size=0.95, align=Qt.AlignmentFlag.AlignLeft, below=0.1, line_height=1.5),
}
_HEADINGS = (
    _Setting(size=1.2, bold=True, indent=2.0, above=1.1, below=0.45, line_height=1.6),
    _Setting(size=1.07, bold=True, indent=2.0, above=0.6, below=0.3),
    _Setting(bold=True, indent=2.0, above=0.3, below=0.3),
)


def typeset(document: Document, style: PageStyle) -> QTextDocument:
    """Return the document as a page; layout has not happened yet and will, line by line, as it is shown."""
    page = QTextDocument()
    page.setUndoRedoEnabled(False)
    page.setLayoutEnabled(False)
    page.setDefaultFont(style.font)
    page.setDefaultTextOption(_wrapping())
    page.setDocumentMargin(style.em)
    _write(page, document, style)
    page.setLayoutEnabled(True)
    page.setModified(False)
    return page


def balance_titles(page: QTextDocument, document: Document, width: float) -> None:
    """Make the lines of titles about equally long on a page this wide, so that no last character stands alone.

    To be called before the page is laid out at this width: Qt ends a layout under way where a block changes.
    """
    room = width - 2 * page.documentMargin()
    for number, paragraph in enumerate(document.paragraphs[:_TITLES_WITHIN]):
        if paragraph.role is not ParagraphRole.TITLE:
            continue
        block = page.findBlockByNumber(number)
        spacing = max(0.0, (room - shortest_line(block.text(), block.charFormat().font(), room)) / 2)
        block_format = block.blockFormat()
        if block_format.leftMargin() != spacing:
            block_format.setLeftMargin(spacing)
            block_format.setRightMargin(spacing)
            page.setLayoutEnabled(False)
            QTextCursor(block).setBlockFormat(block_format)
            page.setLayoutEnabled(True)


def shortest_line(text: str, font: QFont, room: float) -> float:
    """Return the least width that breaks a title into no more lines than the room does, between words if it can."""
    character = QFontMetricsF(font).horizontalAdvance("文")
    fewest = _line_count(text, font, room)
    if fewest < _SEVERAL or room < _SEVERAL * character:
        return room
    width = math.ceil(QFontMetricsF(font).horizontalAdvance(text) / fewest / character) * character
    whole = _line_of_whole_words(text, font, room) if fewest == _SEVERAL else None
    if whole is not None and whole < _UNEVEN * width:
        return whole
    while width < room and _line_count(text, font, width) > fewest:
        width += character
    return min(width, room)


def _line_of_whole_words(text: str, font: QFont, room: float) -> float | None:
    """Return the least width whose first of two lines ends where words do, and is not the shorter one."""
    width = QFontMetricsF(font).horizontalAdvance
    firsts = (seam.start() for seam in _SEAM.finditer(text))
    return min(
        (wide for first in firsts if width(text[first:]) <= (wide := math.ceil(width(text[:first])) + 1) <= room),
        default=None,
    )


def _line_count(text: str, font: QFont, width: float) -> int:
    layout = QTextLayout(text, font)
    layout.setTextOption(_wrapping())
    layout.beginLayout()
    count = 0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        count += 1
    layout.endLayout()
    return count


def displayed(text: str) -> str:
    """Return what is shown for a paragraph's text: the same number of UTF-16 units, in one paragraph."""
    return _SURROGATE.sub("\ufffd", _BREAKING.sub("\u2028", text))


def _write(page: QTextDocument, document: Document, style: PageStyle) -> None:
    formats: dict[tuple[ParagraphRole, int], tuple[QTextBlockFormat, QTextCharFormat]] = {}
    stops = stops_by_paragraph(document, _metrics_of_tables(style), style.measure)
    cursor = QTextCursor(page)
    cursor.beginEditBlock()
    for number, paragraph in enumerate(document.paragraphs):
        key = (paragraph.role, paragraph.level)
        if key not in formats:
            formats[key] = _formats(_setting_of(paragraph), style)
        block, character = formats[key]
        if number in stops:
            block = QTextBlockFormat(block)
            block.setTabPositions(stops[number])
        if number:
            cursor.insertBlock(block, character)
        else:
            cursor.setBlockFormat(block)
            cursor.setBlockCharFormat(character)
        cursor.insertText(displayed(document.paragraph_text(paragraph)), character)
    cursor.endEditBlock()


def _metrics_of_tables(style: PageStyle) -> QFontMetricsF:
    font = QFont(style.font)
    font.setPointSizeF(style.font.pointSizeF() * _SETTINGS[ParagraphRole.TABLE].size)
    return QFontMetricsF(font)


def _setting_of(paragraph: Paragraph) -> _Setting:
    if paragraph.role is ParagraphRole.HEADING:
        return _HEADINGS[min(max(paragraph.level, 1), len(_HEADINGS)) - 1]
    return _SETTINGS.get(paragraph.role, _BODY)


def _formats(setting: _Setting, style: PageStyle) -> tuple[QTextBlockFormat, QTextCharFormat]:
    em = style.em
    block = QTextBlockFormat()
    block.setAlignment(setting.align)
    block.setTextIndent(setting.indent * em * style.look.indent / _USUAL.indent)
    block.setTopMargin(setting.above * em)
    block.setBottomMargin(setting.below * em)
    block.setRightMargin(setting.right * em)
    # A fixed height keeps the rhythm where a line falls back to a second font with other metrics.
    height = round(em * setting.size * setting.line_height * style.look.line_height / _USUAL.line_height)
    block.setLineHeight(height, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
    font = QFont(style.font)
    font.setPointSizeF(style.font.pointSizeF() * setting.size)
    font.setWeight(QFont.Weight.Bold if setting.bold else QFont.Weight.Normal)
    character = QTextCharFormat()
    character.setFont(font)
    character.setForeground(style.quiet if setting.is_quiet else style.text)
    return block, character


def _wrapping() -> QTextOption:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option
