"""Word files: a list of quotations with their citations, and a reply with the notes as comments in its margin."""

import io
import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import cast

import docx
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.text.run import CT_R
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.font import Font
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run

from viewer.core.annotation import Annotation, AnnotationId, MarkColour, MarkStyle, Standing
from viewer.core.document import Paragraph, ParagraphRole
from viewer.core.span import Span
from viewer.exporting.citation_template import render_citation
from viewer.exporting.note_tables import STATE_NAMES, TASK_NAMES
from viewer.exporting.noted_document import NotedDocument

_SHADES = {  # Word's own highlighter has only garish colours; shading prints as softly as the screen shows
    MarkColour.YELLOW: "FFF2A8",
    MarkColour.GREEN: "CDEFC6",
    MarkColour.BLUE: "CBE4FF",
    MarkColour.PINK: "FFD6E2",
    MarkColour.PURPLE: "E4D7FB",
}
_EMPHASIS = re.compile(r"\*\*(?P<strong>[^*\n]+)\*\*|(?<![*\w])\*(?P<slanted>[^*\s][^*\n]*)\*(?![*\w])")
_BODY_FONT = "仿宋"  # GB/T 9704-2012, 5.2.2: 3号仿宋体字
_TITLE_FONT = "方正小标宋简体"
_HEADING_FONTS = {1: "黑体", 2: "楷体"}  # GB/T 9704-2012, 7.3.3
_BODY_SIZE = Pt(16)  # 3号
_TITLE_SIZE = Pt(22)  # 2号
_SMALL_SIZE = Pt(12)
_FLUSH = frozenset({ParagraphRole.SALUTATION, ParagraphRole.LETTERHEAD, ParagraphRole.CONTACT, ParagraphRole.TABLE})
_RIGHT = frozenset({ParagraphRole.SIGNATURE, ParagraphRole.DATE})
# What the schema of WordprocessingML puts after a run's shading.
_AFTER_SHADING = ("w:fitText", "w:vertAlign", "w:rtl", "w:cs", "w:em", "w:lang", "w:eastAsianLayout", "w:specVanish")


def notes_to_docx(documents: Iterable[NotedDocument], *, citation: str | None = None) -> bytes:
    """Return a Word file listing every annotation under the citation of its reply, made by a template if given."""
    word = _new_document()
    _add_title(word, "批注摘录")
    for noted in documents:
        _add_citation(word, render_citation(noted.citation, citation))
        for annotation in noted.annotations:
            _add_note(word, noted, annotation)
    return _saved(word)


def reply_with_comments_to_docx(noted: NotedDocument) -> bytes:
    """Return the reply as a Word file whose annotations are marks and real comments in the margin."""
    word = _new_document()
    writer = _ReplyWriter(noted.document.text, [each for each in noted.annotations if each.span is not None])
    for paragraph in noted.document.paragraphs:
        writer.write(_add_reply_paragraph(word, paragraph), paragraph)
    for annotation, runs in writer.covered():
        word.add_comment(runs, text=_comment_text(annotation), author=annotation.creator or "案牍", initials="")
    _add_unplaced(word, [each for each in noted.annotations if each.span is None])
    return _saved(word)


def _new_document() -> WordDocument:
    word = docx.Document()
    normal = word.styles["Normal"]
    if isinstance(normal, ParagraphStyle):
        normal.font.size = _BODY_SIZE
        _set_font(normal.font, _BODY_FONT)
    for section in word.sections:  # A4 with the margins of GB/T 9704-2012, 5.1 and 5.2.1
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.top_margin, section.bottom_margin = Cm(3.7), Cm(3.5)
        section.left_margin, section.right_margin = Cm(2.8), Cm(2.6)
    return word


def _set_font(font: Font, name: str) -> None:
    """Set the font for Han and Latin alike; python-docx itself sets only the Latin one."""
    run = cast("CT_R", font._element)  # noqa: SLF001 - the only way to the east-Asian font
    fonts = run.get_or_add_rPr().get_or_add_rFonts()
    for attribute in ("w:eastAsia", "w:ascii", "w:hAnsi"):
        fonts.set(qn(attribute), name)


def _saved(word: WordDocument) -> bytes:
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def _add(word: WordDocument, text: str) -> WordParagraph:
    return word.add_paragraph(_printable(text))


def _printable(text: str) -> str:
    """Drop what XML 1.0 cannot hold."""
    return "".join(each for each in text if each in "\t\n" or (each >= " " and each not in "\ufffe\uffff"))


def _add_title(word: WordDocument, text: str) -> None:
    paragraph = _add(word, text)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for run in paragraph.runs:
        run.font.size = _TITLE_SIZE
        _set_font(run.font, _TITLE_FONT)


def _add_note(word: WordDocument, noted: NotedDocument, annotation: Annotation) -> None:
    quote = _add(word, annotation.selector.quote.exact)
    quote.paragraph_format.left_indent = Pt(24)
    for run in quote.runs:
        _mark(run, annotation)
    surroundings = noted.surroundings(annotation)
    if surroundings != annotation.selector.quote.exact:
        context = _add(word, f"原文：{surroundings}")
        context.paragraph_format.left_indent = Pt(24)
        _shrink(context)
    if annotation.note:
        _add_markdown(word, f"批注：{annotation.note}")
    details = _details(annotation, noted.standing(annotation))
    if details:
        _shrink(_add(word, details))


def _add_citation(word: WordDocument, line: str) -> None:
    """Add a heading in the dress of a report instead of Word's blue."""
    heading = word.add_heading(_printable(line), level=2)
    heading.paragraph_format.space_before = Pt(18)
    heading.paragraph_format.space_after = Pt(6)
    for run in heading.runs:
        run.font.size = _BODY_SIZE
        run.font.color.rgb = RGBColor(0, 0, 0)
        _set_font(run.font, _HEADING_FONTS[1])


def _add_markdown(word: WordDocument, text: str) -> None:
    """Add a note, its strong, slanted and literal words as such; all other signs stay as they were written."""
    paragraph = word.add_paragraph()
    end = 0
    printable = _printable(text)
    for found in _EMPHASIS.finditer(printable):
        paragraph.add_run(printable[end : found.start()])
        run = paragraph.add_run(found["strong"] or found["slanted"])
        run.bold, run.italic = bool(found["strong"]), bool(found["slanted"])
        end = found.end()
    paragraph.add_run(printable[end:])


def _details(annotation: Annotation, standing: Standing) -> str:
    parts = [
        f"标签：{'、'.join(annotation.tags)}" if annotation.tags else "",
        TASK_NAMES[annotation.task],
        STATE_NAMES[standing] if standing is not Standing.ANCHORED else "",
        annotation.creator,
        annotation.created[:10],
    ]
    return "　".join(part for part in parts if part)


def _shrink(paragraph: WordParagraph) -> None:
    for run in paragraph.runs:
        run.font.size = _SMALL_SIZE


def _mark(run: Run, annotation: Annotation) -> None:
    if annotation.style is MarkStyle.HIGHLIGHT:
        _shade(run, _SHADES[annotation.colour])
    elif annotation.style is MarkStyle.UNDERLINE:
        run.font.underline = True
    else:
        run.font.strike = True


def _shade(run: Run, fill: str) -> None:
    shading = cast("BaseOxmlElement", OxmlElement("w:shd"))
    for attribute, value in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", fill)):
        shading.set(qn(attribute), value)
    properties = run._element.get_or_add_rPr()  # noqa: SLF001 - python-docx has no shading
    for old in properties.findall(qn("w:shd")):
        properties.remove(old)
    properties.insert_element_before(shading, *_AFTER_SHADING)


def _add_reply_paragraph(word: WordDocument, paragraph: Paragraph) -> WordParagraph:
    added = word.add_paragraph()
    layout = added.paragraph_format
    layout.line_spacing = Pt(28)  # 22 lines a page, GB/T 9704-2012, 5.2.3
    layout.space_after = Pt(0)
    if paragraph.role is ParagraphRole.TITLE:
        added.alignment = WD_ALIGN_PARAGRAPH.CENTER
    elif paragraph.role in _RIGHT:
        added.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    elif paragraph.role not in _FLUSH:
        layout.first_line_indent = _BODY_SIZE * 2
    return added


def _dress(run: Run, paragraph: Paragraph) -> None:
    if paragraph.role is ParagraphRole.TITLE:
        run.font.size = _TITLE_SIZE
        _set_font(run.font, _TITLE_FONT)
    elif paragraph.role is ParagraphRole.HEADING:
        _set_font(run.font, _HEADING_FONTS.get(paragraph.level, _BODY_FONT))


class _ReplyWriter:
    """Cuts paragraphs into runs at every annotation's border and remembers which runs an annotation covers."""

    def __init__(self, text: str, annotations: Sequence[Annotation]) -> None:
        self._text = text
        self._annotations = annotations
        self._runs: dict[AnnotationId, list[Run]] = {}

    def write(self, target: WordParagraph, paragraph: Paragraph) -> None:
        """Fill a Word paragraph with the runs of one paragraph of the reply."""
        here = [(each, each.span) for each in self._annotations if each.span and each.span.overlaps(paragraph.span)]
        borders = {paragraph.span.start, paragraph.span.end}
        for _, span in here:
            borders |= {max(span.start, paragraph.span.start), min(span.end, paragraph.span.end)}
        for start, end in pairwise(sorted(borders)):
            run = target.add_run(_printable(self._text[start:end]))
            _dress(run, paragraph)
            for annotation, span in here:
                if span.contains(Span(start, end)):
                    _mark(run, annotation)
                    self._runs.setdefault(annotation.id, []).append(run)

    def covered(self) -> Iterable[tuple[Annotation, list[Run]]]:
        """Yield every placed annotation with the runs it covers, in reading order."""
        for annotation in self._annotations:
            runs = self._runs.get(annotation.id)
            if runs:
                yield annotation, runs


def _comment_text(annotation: Annotation) -> str:
    lines = [annotation.note, _details(annotation, Standing(annotation.state.value))]
    return _printable("\n".join(line for line in lines if line)) or "（无文字）"


def _add_unplaced(word: WordDocument, annotations: Sequence[Annotation]) -> None:
    """Append the annotations whose place is not certain, so that none is left out."""
    if not annotations:
        return
    _add(word, "以下批注未能定位到正文：")
    for annotation in annotations:
        _add(word, f"“{annotation.selector.quote.exact}” {_comment_text(annotation)}")
