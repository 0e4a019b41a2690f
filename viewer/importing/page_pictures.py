"""Draws the pages of originals: PDF and scans as pixels, OFD as a list of what is drawn."""

from pathlib import Path

import numpy as np
import pypdfium2

from viewer.core.errors import FileDamagedError, FileUnsupportedError
from viewer.core.page_picture import PagePicture, Raster
from viewer.core.place import Sheet
from viewer.importing.ocr import Pixels, frame, has_pictures, open_picture, resized
from viewer.importing.ofd_drawing import draw_ofd_page, ofd_sheets
from viewer.importing.paged import OFD, PDF
from viewer.importing.pdf import opened_pdf
from viewer.importing.salvage import as_far_as_it_goes

_POINTS = 72.0
_MOST_PIXELS = 12_000_000  # 36 MB; A4 at 300 dpi has nine million
_A4 = Sheet(595.0, 842.0)


def sheets_of(path: Path, media_type: str, password: str | None = None) -> tuple[Sheet, ...]:
    """Return the sizes of all pages. Raises ``FileReadError`` children, ``FileUnsupportedError`` without pages."""
    if media_type == PDF:
        with opened_pdf(path, password) as pdf:
            return tuple(_pdf_sheet(pdf, number) for number in range(len(pdf)))
    if media_type == OFD:
        try:
            return ofd_sheets(path)
        except FileDamagedError:
            with as_far_as_it_goes(path) as rest:
                return ofd_sheets(rest)
    _check_pictures(media_type)
    with path.open("rb") as file, open_picture(path, file) as picture:
        count = int(getattr(picture, "n_frames", 1))
        return tuple(_sheet(*frame(path, picture, index)) for index in range(count))


def draw_page(path: Path, media_type: str, number: int, scale: float, password: str | None = None) -> PagePicture:
    """Return one page, counted from 1, with ``scale`` pixels to the point, or fewer where it is very large.

    Raises ``FileReadError`` children.
    """
    if media_type == PDF:
        return _pdf_page(path, number, scale, password)
    if media_type == OFD:
        try:
            return draw_ofd_page(path, number)
        except FileDamagedError:
            with as_far_as_it_goes(path) as rest:
                return draw_ofd_page(rest, number)
    _check_pictures(media_type)
    with path.open("rb") as file, open_picture(path, file) as picture:
        pixels, dpi = frame(path, picture, number - 1)
    sheet = _sheet(pixels, dpi)
    wanted = _fitting(sheet, scale)
    width, height = max(1, round(sheet.width * wanted)), max(1, round(sheet.height * wanted))
    if width < pixels.shape[1]:
        pixels = resized(pixels, width, height)
    return PagePicture(sheet, _raster(pixels))


def _pdf_page(path: Path, number: int, scale: float, password: str | None) -> PagePicture:
    with opened_pdf(path, password) as pdf:
        pdf.init_forms()  # draws what is written into them
        if not 1 <= number <= len(pdf):
            message = f"“{path.name}”没有第 {number} 页"
            raise FileDamagedError(message, advice="文件可能已损坏，请重新取得。")
        sheet = _pdf_sheet(pdf, number - 1)
        try:
            page = pdf[number - 1]
        except pypdfium2.PdfiumError as error:
            message = f"“{path.name}”的第 {number} 页已损坏，画不出来"
            raise FileDamagedError(message, advice="其他页不受影响；可以用系统中的程序打开原件查看。") from error
        try:
            bitmap = page.render(scale=_fitting(sheet, scale), rev_byteorder=True)
            pixels = np.ascontiguousarray(bitmap.to_numpy()[:, :, :3])
            bitmap.close()
        finally:
            page.close()
    return PagePicture(sheet, _raster(pixels))


def _pdf_sheet(pdf: pypdfium2.PdfDocument, index: int) -> Sheet:
    """Return the size of a page; of one too damaged to tell, that of A4, so that the others keep their places."""
    try:
        return Sheet(*pdf.get_page_size(index))
    except pypdfium2.PdfiumError:
        return _A4


def _fitting(sheet: Sheet, scale: float) -> float:
    area = max(1.0, sheet.width * sheet.height)
    return float(min(scale, (_MOST_PIXELS / area) ** 0.5))


def _sheet(pixels: Pixels, dpi: float) -> Sheet:
    return Sheet(pixels.shape[1] * _POINTS / dpi, pixels.shape[0] * _POINTS / dpi)


def _raster(pixels: Pixels) -> Raster:
    return Raster(pixels.shape[1], pixels.shape[0], pixels.tobytes())


def _check_pictures(media_type: str) -> None:
    if not media_type.startswith("image/"):
        message = "这种格式没有固定的版面"
        raise FileUnsupportedError(message, advice="可以用系统中的程序打开原件查看。")
    if not has_pictures():
        message = "这台电脑上没有装显示图片的组件"
        raise FileUnsupportedError(message, advice="可以用系统中的程序打开原件查看。")
