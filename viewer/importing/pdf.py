"""Reads PDF files that carry text: characters placed by geometry, with page, box, font size and indent."""

import ctypes
import functools
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium

from viewer.core.errors import FileDamagedError, FileEmptyError, FileTooLargeError
from viewer.core.progress import ProgressStep
from viewer.core.raw import Box, RawDocument
from viewer.importing.locked import locked
from viewer.importing.manner import PLAIN, Manner
from viewer.importing.ocr import Pixels, Recogniser, doubts, not_available
from viewer.importing.page_lines import Glyph, lines_of
from viewer.importing.page_text import PageText, paged_document
from viewer.importing.pdf_salvage import salvage_pages

_MAX_PAGES = 5000
_UNREADABLE_SHARE = 0.3
_FEW_GLYPHS = 30  # a page number, a stamp's date or a scanner's mark is no text layer
_COVERED_SHARE = 0.4
_MOST_OBJECTS = 20_000
_LISTED = 10
_LAST_BYTES = 4096
_DPI = 200.0
_POINTS = 72.0
_LONGEST_SIDE = 4200  # pixels: A3 at 250 dpi
_HIGH_SURROGATES = range(0xD800, 0xDC00)
_LOW_SURROGATES = range(0xDC00, 0xE000)
_LINE_END_HYPHENS = frozenset([0x2, 0xFFFE])
_WRITING = frozenset([pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_FREETEXT, pdfium.FPDF_ANNOT_STAMP])
_UNNAMED = frozenset(range(1, 0x20)) - frozenset(b"\t\n\r")  # glyph numbers of fonts that do not say what they draw
_SMALLEST = 1.0  # points
_TINY = 0.001  # of the height of a page
_TALLEST = 2.5  # times the font size, how high or low the box of a glyph may be
_BLANKS = frozenset([*range(0x21), 0x7F, 0xA0, 0x3000, 0xFFFE])


def read_pdf(path: Path, manner: Manner = PLAIN) -> RawDocument:
    """Read a PDF's text layer; pages that are pictures, or whose fonts name no characters, are recognised.

    Raises ``FileEncryptedError`` for a password, ``FileDamagedError`` for a broken file, ``FileUnsupportedError``
    for scans and unreadable fonts where the means to recognise characters are not installed, ``FileScannedError``
    where they shall be recognised later.
    """
    recogniser = Recogniser(path.name, manner)
    pages: list[PageText] = []
    with opened_pdf(path, manner.password) as pdf:
        count = len(pdf)
        _check(path, count)
        for number in range(1, count + 1):
            page = _read_page(pdf, number - 1)
            if _wants_eyes(page):
                seen = recogniser.read(number, functools.partial(_picture, pdf, number - 1), pages=count)
                page = page if seen is None or _says_more(page, seen.page) else seen.page
            pages.append(replace(page, pictured=False) if page.glyphs else page)
            manner.progress(ProgressStep(number, count, f"读取第 {number} 页，共 {count} 页"))
    recognised = recogniser.recognised
    if not recognised:
        _check_readable(path, pages)
    raw = paged_document(pages, "application/pdf")
    missing = _missing(path, pages)
    if not raw.blocks and missing:
        raise _damaged(path)
    if not raw.blocks:
        message = f"“{path.name}”里没有文字"
        raise FileEmptyError(message, advice="请用 PDF 阅读器打开，确认页面上有清楚的文字。")
    return replace(
        raw,
        ocr=bool(recognised),
        warnings=missing + doubts(recognised) + raw.warnings,
        partial=bool(missing),
    )


def _missing(path: Path, pages: Sequence[PageText]) -> tuple[str, ...]:
    """Say what of a damaged file could not be read: pages that do not load, or the end of a file that was cut off."""
    broken = [str(number) for number, page in enumerate(pages, start=1) if not page.width]
    if broken:
        listed = "、".join(broken[:_LISTED]) + ("等" if len(broken) > _LISTED else "")
        return (f"文件已损坏，第 {listed} 页读不出来；缺少的内容请核对原件。",)
    return () if _has_end(path) else ("文件不完整（可能没有下载完），只读出了一部分；缺少的内容请核对原件。",)


def _has_end(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _LAST_BYTES))
        return b"%%EOF" in file.read()


@contextmanager
def opened_pdf(path: Path, password: str | None = None) -> Iterator[pypdfium2.PdfDocument]:
    """Open a PDF for the time of a ``with`` block. Raises ``FileEncryptedError``, ``FileDamagedError``."""
    pdf = _open(path, password)
    try:
        yield pdf
    finally:
        pdf.close()


def _open(path: Path, password: str | None) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(path, password=password)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise locked(path, password) from error
        pages = None if _has_end(path) else salvage_pages(path.read_bytes())
        if pages is None:
            raise _damaged(path) from error
    try:
        return pypdfium2.PdfDocument(pages)
    except pypdfium2.PdfiumError as error:
        raise _damaged(path) from error


def _damaged(path: Path) -> FileDamagedError:
    message = f"“{path.name}”不是完好的 PDF 文件"
    return FileDamagedError(message, advice="请重新获取这个文件，或用 PDF 阅读器打开后另存。")


def _check(path: Path, count: int) -> None:
    if count == 0:
        message = f"“{path.name}”里没有页面"
        raise FileDamagedError(message, advice="请重新获取这个文件。")
    if count > _MAX_PAGES:
        message = f"“{path.name}”有 {count} 页，超过上限 {_MAX_PAGES} 页"
        raise FileTooLargeError(message, advice="请拆成几份再导入。")


def _check_readable(path: Path, pages: Sequence[PageText]) -> None:
    glyphs = sum(page.glyphs for page in pages)
    if glyphs == 0 and any(page.pictured for page in pages):
        what = f"“{path.name}”是扫描件，没有文字层"
        raise not_available(what)
    if sum(page.unreadable for page in pages) > _UNREADABLE_SHARE * glyphs:
        what = f"“{path.name}”的字体没有注明所画的字，读出来会是乱码"
        raise not_available(what)


def _wants_eyes(page: PageText) -> bool:
    """Tell whether a page must be looked at: a picture with no words of its own, or glyphs that name no characters."""
    pictured = page.pictured and page.glyphs < _FEW_GLYPHS
    return pictured or page.unreadable > _UNREADABLE_SHARE * page.glyphs


def _says_more(page: PageText, seen: PageText) -> bool:
    """Tell whether the few words of a page's own are still more than could be recognised on its picture."""
    return page.glyphs - page.unreadable > seen.glyphs


def _picture(pdf: pypdfium2.PdfDocument, number: int) -> tuple[Pixels, float]:
    page = pdf[number]
    try:
        longest = max(*page.get_size(), 1.0)
        dpi = min(_DPI, _LONGEST_SIDE * _POINTS / longest)
        bitmap = page.render(scale=dpi / _POINTS, rev_byteorder=True)
        pixels = np.ascontiguousarray(bitmap.to_numpy()[:, :, :3])
        bitmap.close()
    finally:
        page.close()
    return pixels, dpi


def _read_page(pdf: pypdfium2.PdfDocument, number: int) -> PageText:
    try:
        page = _with_forms(pdf, number)
        text_page = page.get_textpage()
    except pypdfium2.PdfiumError:
        return PageText((), 0.0, 0.0, 0, 0)
    try:
        turn = _Turn(page.get_rotation(), *page.get_bbox())
        glyphs = [glyph for glyph in _glyphs(text_page.raw, turn) if turn.shows(glyph.box)]
        pictured = len(glyphs) < _FEW_GLYPHS and _is_picture(page)
    finally:
        text_page.close()
        page.close()
    unreadable = sum(_is_unreadable(glyph.text) for glyph in glyphs)
    lines = tuple(lines_of(glyphs, page_width=turn.width))
    return PageText(lines, turn.width, turn.height, unreadable, len(glyphs), pictured=pictured)


def _with_forms(pdf: pypdfium2.PdfDocument, number: int) -> pypdfium2.PdfPage:
    """Return a page; what is written into its forms, stamped or typed on it is part of it as for any reader."""
    page = pdf[number]
    if not _has_writing(page):
        return page
    pdfium.FPDFPage_Flatten(page.raw, pdfium.FLAT_NORMALDISPLAY)
    page.close()  # the handle does not know what was added
    return pdf[number]


def _has_writing(page: pypdfium2.PdfPage) -> bool:
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page.raw), _MOST_OBJECTS)):
        annotation = pdfium.FPDFPage_GetAnnot(page.raw, index)
        if annotation:
            kind = pdfium.FPDFAnnot_GetSubtype(annotation)
            pdfium.FPDFPage_CloseAnnot(annotation)
            if kind in _WRITING:
                return True
    return False


def _is_picture(page: pypdfium2.PdfPage) -> bool:
    """Tell whether a picture covers much of a page, or so many lines are drawn that they may be letters."""
    covered = drawn = 0.0
    for index in range(min(pdfium.FPDFPage_CountObjects(page.raw), _MOST_OBJECTS)):
        thing = pdfium.FPDFPage_GetObject(page.raw, index)
        kind = pdfium.FPDFPageObj_GetType(thing)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            drawn += 1
        elif kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM, pdfium.FPDF_PAGEOBJ_SHADING):
            covered += _area(thing)
    width, height = page.get_size()
    return covered > _COVERED_SHARE * width * height or drawn > _FEW_GLYPHS


def _area(thing: pdfium.FPDF_PAGEOBJECT) -> float:
    edges = [ctypes.c_float() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetBounds(thing, *map(ctypes.byref, edges)):
        return 0.0
    left, bottom, right, top = (edge.value for edge in edges)
    return max(0.0, right - left) * max(0.0, top - bottom)


class _Turn:
    """Turns PDF coordinates (origin bottom left, before the page's rotation) into points from the top left."""

    def __init__(self, rotation: int, left: float, bottom: float, right: float, top: float) -> None:
        self._rotation = rotation % 360
        self._left, self._bottom, self._right, self._top = left, bottom, right, top
        width, height = right - left, top - bottom
        self.width, self.height = (height, width) if self._rotation in (90, 270) else (width, height)

    def shows(self, box: Box) -> bool:
        """Tell whether a reader can see what stands in a box: not what was cropped, lies outside or is tiny."""
        is_tiny = max(box.bottom - box.top, box.right - box.left) < _TINY * self.height
        return not is_tiny and box.right > 0 and box.bottom > 0 and box.left < self.width and box.top < self.height

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """Return the box as a reader of the turned page sees it."""
        match self._rotation:
            case 90:
                return Box(bottom - self._bottom, left - self._left, top - self._bottom, right - self._left)
            case 180:
                return Box(self._right - right, bottom - self._bottom, self._right - left, top - self._bottom)
            case 270:
                return Box(self._top - top, self._right - right, self._top - bottom, self._right - left)
        return Box(left - self._left, self._top - top, right - self._left, self._top - bottom)


def _glyphs(text_page: pdfium.FPDF_TEXTPAGE, turn: _Turn) -> Iterator[Glyph]:
    rectangle = pdfium.FS_RECTF()
    matrix = pdfium.FS_MATRIX()
    pointer, matrix_pointer = ctypes.byref(rectangle), ctypes.byref(matrix)
    high = 0
    after_blank = False
    for index in range(pdfium.FPDFText_CountChars(text_page)):
        code = pdfium.FPDFText_GetUnicode(text_page, index)
        if code in _HIGH_SURROGATES:
            high = code
            continue
        if code in _LOW_SURROGATES:
            code = ord((chr(high) + chr(code)).encode("utf-16", "surrogatepass").decode("utf-16")) if high else 0xFFFD
        high = 0
        if code > sys.maxunicode:
            code = 0xFFFD
        if code in _LINE_END_HYPHENS and pdfium.FPDFText_IsHyphen(text_page, index):
            code = ord("-")  # pdfium hides a hyphen that ends a line; in a Chinese text it is a real one
        if code in _UNNAMED and not pdfium.FPDFText_IsGenerated(text_page, index):
            code = 0xFFFD
        if code in _BLANKS or not pdfium.FPDFText_GetLooseCharBox(text_page, index, pointer):
            after_blank = True
            continue
        box = turn.box(rectangle.left, rectangle.bottom, rectangle.right, rectangle.top)
        size = pdfium.FPDFText_GetFontSize(text_page, index)
        if pdfium.FPDFText_GetMatrix(text_page, index, matrix_pointer):  # many producers draw size 1, scaled by 16
            size *= abs(matrix.a * matrix.d - matrix.b * matrix.c) ** 0.5 or 1.0
        yield Glyph(chr(code), box, _believable(size, box), after_blank)
        after_blank = False


def _believable(size: float, box: Box) -> float:
    """Return a font size; where forms or fonts scale themselves the stated one is not what is drawn."""
    height = box.bottom - box.top
    if height > 0 and not height / _TALLEST <= size <= height * _TALLEST:
        size = height
    return max(size, _SMALLEST)


def _is_unreadable(character: str) -> bool:
    return character == "\ufffd" or "\ue000" <= character <= "\uf8ff"
