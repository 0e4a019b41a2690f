"""Reads OFD (GB/T 33190-2016): text objects placed by geometry, page after page."""

import functools
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from viewer.core.errors import FileEmptyError, FileEncryptedError
from viewer.core.progress import ProgressStep
from viewer.core.raw import Box, RawDocument
from viewer.importing.manner import PLAIN, Manner
from viewer.importing.ocr import Pixels, Recogniser, doubts, not_available
from viewer.importing.ofd_parts import (
    POINTS,
    Element,
    OfdDocument,
    OfdPage,
    documents,
    first,
    joined,
    load_page,
    named,
    page_locations,
    placed_characters,
    text_object,
    text_of,
)
from viewer.importing.ofd_pictures import PlacedImage, cover, image_members, page_picture, placed_images
from viewer.importing.package import Package, open_package
from viewer.importing.page_lines import Glyph, lines_of
from viewer.importing.page_text import PageText, paged_document

_MEDIA_TYPE = "application/ofd"
_FEW_GLYPHS = 30  # a page number or a stamp is no text layer
_ASCENT, _DESCENT = 0.88, 0.12  # of a Chinese font's em, above and below the baseline
_SIGNED = "文件带有电子签名或电子印章；本程序不验证签名。"


@dataclass(frozen=True, slots=True)
class _Read:
    """A page: its text or, where it is a picture, the images it consists of."""

    text: PageText
    images: tuple[PlacedImage, ...] = ()


def read_ofd(path: Path, manner: Manner = PLAIN) -> RawDocument:
    """Read all documents of an OFD file in order; pages that are pictures are recognised.

    Raises ``FileReadError`` children; a scan is unsupported where the means to recognise it are not installed.
    """
    recogniser = Recogniser(path.name, manner)
    pages: list[PageText] = []
    with open_package(path) as package:
        _check_open(path, package)
        found = list(documents(path, package))
        for document in found:
            pages += _document_pages(path, package, document, recogniser, len(pages), manner)
        root = package.xml_or_none("OFD.xml")
        signed = root is not None and any(text_of(each).strip() for each in named(root, "Signatures"))
        attached = [name for document in found for name in _attachment_names(package, document)]
    recognised = recogniser.recognised
    if any(page.pictured for page in pages) and not any(page.glyphs for page in pages):
        what = f"“{path.name}”里没有文字（可能是扫描件）"
        raise not_available(what)
    raw = paged_document(pages, _MEDIA_TYPE)
    if not raw.blocks:
        message = f"“{path.name}”里没有文字"
        raise FileEmptyError(message, advice="请用 OFD 阅读器打开，确认页面上有清楚的文字。")
    notices = ((_SIGNED,) if signed else ()) + ((f"附件：{'、'.join(attached)}（未读入）。",) if attached else ())
    return replace(raw, ocr=bool(recognised), warnings=doubts(recognised) + raw.warnings + notices)


def _check_open(path: Path, package: Package) -> None:
    """Refuse a file encrypted by GM/T 0099-2020: it has a list of what is encrypted, and its pages are no XML."""
    if any(name.rpartition("/")[2].lower() == "encryptions.xml" for name in package.names()):
        message = f"“{path.name}”是加密的 OFD（口令或证书），这个版本还打不开"
        advice = "请用 OFD 阅读器打开，去掉加密后另存，再导入。"
        raise FileEncryptedError(message, advice=advice, wants_password=False)


def _document_pages(  # noqa: PLR0913, PLR0917 - what one document needs of the file around it
    path: Path, package: Package, document: OfdDocument, recogniser: Recogniser, before: int, manner: Manner
) -> Iterator[PageText]:
    images = image_members(package, document.root, document.folder)
    locations = page_locations(path, document)
    for number, location in enumerate(locations, start=1):
        page = load_page(package, document, location)
        read = _read(page, images) if page is not None else _Read(PageText((), 0.0, 0.0, 0, 0))
        text = read.text
        if page is not None and read.images:
            picture = functools.partial(_picture, path, package, page, read.images)
            seen = recogniser.read(before + number, picture, pages=before + len(locations))
            text = seen.page if seen is not None else text
        yield text
        manner.progress(ProgressStep(number, len(locations), f"读取第 {number} 页，共 {len(locations)} 页"))


def _read(page: OfdPage, members: dict[str, str]) -> _Read:
    glyphs = [glyph for layer in page.layers for glyph in _glyphs(layer)]
    width, height = page.width * POINTS, page.height * POINTS
    if len(glyphs) < _FEW_GLYPHS:
        images = [image for layer in page.layers for image in placed_images(layer, members)]
        if cover(images, page.width, page.height):
            return _Read(PageText((), width, height, 0, 0, pictured=True), tuple(images))
    unreadable = sum(each.text == "\ufffd" or "\ue000" <= each.text <= "\uf8ff" for each in glyphs)
    return _Read(PageText(tuple(lines_of(glyphs, page_width=width)), width, height, unreadable, len(glyphs)))


def _picture(path: Path, package: Package, page: OfdPage, images: tuple[PlacedImage, ...]) -> tuple[Pixels, float]:
    return page_picture(path, package, images, width=page.width, height=page.height)


def _glyphs(layer: Element) -> Iterator[Glyph]:
    for element in named(layer, "TextObject"):
        drawn = text_object(element)
        if drawn is None:
            continue
        em = drawn.size * drawn.matrix.scale * POINTS
        for code in named(element, "TextCode"):
            for each in placed_characters(code, drawn):
                left, baseline = each.left * POINTS, each.baseline * POINTS
                box = Box(left, baseline - _ASCENT * em, left + each.advance * POINTS, baseline + _DESCENT * em)
                yield Glyph(each.character, box, em, each.after_blank)


def _attachment_names(package: Package, document: OfdDocument) -> list[str]:
    stated = text_of(first(document.root, "Attachments")).strip() or "Attachs/Attachments.xml"
    listing = package.xml_or_none(joined(document.folder, stated))
    names = [each.get("Name") or "" for each in named(listing, "Attachment")] if listing is not None else []
    return [name for name in names if name]
