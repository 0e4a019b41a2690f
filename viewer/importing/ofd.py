"""Reads OFD (GB/T 33190-2016): text objects placed by geometry, page after page."""

import functools
import itertools
import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from lxml import etree

from viewer.core.errors import FileEmptyError, FileTooLargeError
from viewer.core.progress import ProgressStep
from viewer.core.raw import Box, RawDocument
from viewer.importing.manner import PLAIN, Manner
from viewer.importing.ocr import Pixels, Recogniser, doubts, not_available
from viewer.importing.ofd_pictures import PlacedImage, cover, image_members, page_picture, placed_images
from viewer.importing.package import Package, damaged, open_package
from viewer.importing.page_lines import Glyph, lines_of
from viewer.importing.page_text import PageText, paged_document

Element = etree._Element  # noqa: SLF001 - lxml has no public name for its element type

_MEDIA_TYPE = "application/ofd"
_POINTS = 72 / 25.4  # OFD counts in millimetres (GB/T 33190-2016, 7.2)
_MAX_PAGES = 5000
_FEW_GLYPHS = 30  # a page number or a stamp is no text layer
_A4 = (210.0, 297.0)
_BOX_NUMBERS = 4
_MATRIX_NUMBERS = 6
_ASCENT, _DESCENT = 0.88, 0.12  # of a Chinese font's em, above and below the baseline
_SIGNED = "文件带有电子签名或电子印章；本程序不验证签名。"


@dataclass(frozen=True, slots=True)
class _Matrix:
    """An affine map: ``x' = a·x + c·y + e``, ``y' = b·x + d·y + f``."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def apply(self, x: float, y: float) -> tuple[float, float]:
        """Map one point."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    @property
    def scale(self) -> float:
        """Return how much larger things get on average."""
        return abs(self.a * self.d - self.b * self.c) ** 0.5 or 1.0


@dataclass(frozen=True, slots=True)
class _TextObject:
    """Where and how large a text object is drawn, in millimetres."""

    left: float
    top: float
    size: float
    stretch: float
    matrix: _Matrix


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A page: its text or, where it is a picture, the images it consists of; sizes are in millimetres."""

    text: PageText
    images: tuple[PlacedImage, ...]
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class _Parts:
    """What the pages of one document draw on."""

    path: Path
    package: Package
    templates: dict[str, str]
    images: dict[str, str]
    default_box: Box


def read_ofd(path: Path, manner: Manner = PLAIN) -> RawDocument:
    """Read all documents of an OFD file in order; pages that are pictures are recognised.

    Raises ``FileReadError`` children; a scan is unsupported where the means to recognise it are not installed.
    """
    recogniser = Recogniser(path.name, manner)
    with open_package(path) as package:
        root = package.xml(_find(package, "OFD.xml", path))
        pages: list[PageText] = []
        for body in _named(root, "DocBody"):
            location = _text(_first(body, "DocRoot"))
            if location:
                pages += _document_pages(path, package, location.lstrip("/"), recogniser, manner, before=len(pages))
        signed = any(_text(_first(body, "Signatures")) for body in _named(root, "DocBody"))
        attached = _attachment_names(package, root)
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


def _document_pages(  # noqa: PLR0913 - what one document needs of the file around it
    path: Path, package: Package, location: str, recogniser: Recogniser, manner: Manner, *, before: int
) -> list[PageText]:
    document = package.xml(_find(package, location, path))
    folder = posixpath.dirname(location)
    parts = _Parts(
        path,
        package,
        {each.get("ID") or "": _join(folder, each.get("BaseLoc") or "") for each in _named(document, "TemplatePage")},
        image_members(package, document, folder),
        _box_of(_first(document, "PageArea")) or Box(0.0, 0.0, *_A4),
    )
    holder = _first(document, "Pages")
    entries = list(_named(holder, "Page")) if holder is not None else []
    if len(entries) > _MAX_PAGES:
        message = f"“{path.name}”有 {len(entries)} 页，超过上限 {_MAX_PAGES} 页"
        raise FileTooLargeError(message, advice="请拆成几份再导入。")
    pages = []
    for number, entry in enumerate(entries, start=1):
        drawn = _page(parts, _join(folder, entry.get("BaseLoc") or ""))
        if drawn.images:
            picture = functools.partial(_scanned, parts, drawn)
            seen = recogniser.read(before + number, picture, pages=before + len(entries))
            pages.append(seen.page if seen is not None else drawn.text)
        else:
            pages.append(drawn.text)
        manner.progress(ProgressStep(number, len(entries), f"读取第 {number} 页，共 {len(entries)} 页"))
    return pages


def _page(parts: _Parts, location: str) -> _Drawn:
    root = parts.package.xml_or_none(location)
    if root is None:
        return _Drawn(PageText((), 0.0, 0.0, 0, 0), (), 0.0, 0.0)
    drawn = [root]
    for each in _named(root, "Template"):
        template = parts.package.xml_or_none(parts.templates.get(each.get("TemplateID") or "", ""))
        drawn += [template] if template is not None else []
    glyphs = [glyph for layer in drawn for glyph in _glyphs(layer)]
    box = _box_of(_first(root, "Area")) or parts.default_box
    width, height = box.right - box.left, box.bottom - box.top
    if len(glyphs) < _FEW_GLYPHS:
        images = [image for layer in drawn for image in placed_images(layer, parts.images)]
        if cover(images, width, height):
            blank = PageText((), width * _POINTS, height * _POINTS, 0, 0, pictured=True)
            return _Drawn(blank, tuple(images), width, height)
    unreadable = sum(each.text == "\ufffd" or "\ue000" <= each.text <= "\uf8ff" for each in glyphs)
    lines = tuple(lines_of(glyphs, page_width=width * _POINTS))
    text = PageText(lines, width * _POINTS, height * _POINTS, unreadable, len(glyphs))
    return _Drawn(text, (), width, height)


def _scanned(parts: _Parts, page: _Drawn) -> tuple[Pixels, float]:
    return page_picture(parts.path, parts.package, page.images, width=page.width, height=page.height)


def _glyphs(page: Element) -> Iterator[Glyph]:
    for text_object in _named(page, "TextObject"):
        boundary = _numbers(text_object.get("Boundary"))
        if len(boundary) != _BOX_NUMBERS or text_object.get("Visible") == "false":
            continue
        matrix = _numbers(text_object.get("CTM"))
        drawn = _TextObject(
            left=boundary[0],
            top=boundary[1],
            size=_number(text_object.get("Size"), 10.0),
            stretch=_number(text_object.get("HScale"), 1.0),
            matrix=_Matrix(*matrix) if len(matrix) == _MATRIX_NUMBERS else _Matrix(),
        )
        for code in _named(text_object, "TextCode"):
            yield from _placed(code, drawn)


def _placed(code: Element, drawn: _TextObject) -> Iterator[Glyph]:
    """Place each character at its origin: start, then the running sum of the deltas (GB/T 33190-2016, 11.3)."""
    text = _text(code)
    x, y = _number(code.get("X"), 0.0), _number(code.get("Y"), 0.0)
    steps_x, steps_y = _deltas(code.get("DeltaX"), len(text)), _deltas(code.get("DeltaY"), len(text))
    after_blank = False
    em = drawn.size * drawn.matrix.scale * _POINTS
    for character, step_x, step_y in itertools.zip_longest(text, steps_x, steps_y):
        advance = drawn.size * drawn.stretch * (0.5 if character.isascii() else 1.0)
        if character.isspace():
            after_blank = True
        else:
            at_x, at_y = drawn.matrix.apply(x, y)
            left, baseline = (drawn.left + at_x) * _POINTS, (drawn.top + at_y) * _POINTS
            right = left + advance * drawn.matrix.scale * _POINTS
            yield Glyph(character, Box(left, baseline - _ASCENT * em, right, baseline + _DESCENT * em), em, after_blank)
            after_blank = False
        x += advance if step_x is None and step_y is None else step_x or 0.0
        y += step_y or 0.0


def _deltas(stated: str | None, length: int) -> list[float]:
    """Expand ``g 5 3.2 4`` (five times 3.2, then 4); stops at ``length`` values."""
    words = (stated or "").split()
    found: list[float] = []
    index = 0
    while index < len(words) and len(found) < length:
        if words[index].lower() == "g" and index + 2 < len(words):
            count = int(_number(words[index + 1], 0.0))
            found += [_number(words[index + 2], 0.0)] * max(0, min(count, length - len(found)))
            index += 3
        else:
            found.append(_number(words[index], 0.0))
            index += 1
    return found


def _attachment_names(package: Package, root: Element) -> list[str]:
    names = []
    for body in _named(root, "DocBody"):
        location = (_text(_first(body, "DocRoot")) or "").lstrip("/")
        listing = package.xml_or_none(_join(posixpath.dirname(location), "Attachs/Attachments.xml"))
        if listing is not None:
            names += [each.get("Name") or "" for each in _named(listing, "Attachment")]
    return [name for name in names if name]


def _find(package: Package, location: str, path: Path) -> str:
    if location in package:
        return location
    same = [name for name in package.names() if name.lower() == location.lower()]
    if not same:
        raise damaged(path)
    return same[0]


def _join(folder: str, location: str) -> str:
    return location.lstrip("/") if location.startswith("/") else posixpath.normpath(posixpath.join(folder, location))


def _named(element: Element, wanted: str) -> Iterator[Element]:
    """Yield all descendants of that local name, whichever namespace the producer chose."""
    yield from element.iter(f"{{*}}{wanted}")


def _first(element: Element, wanted: str) -> Element | None:
    return next(_named(element, wanted), None)


def _text(element: Element | None) -> str:
    return (element.text or "") if element is not None else ""


def _box_of(area: Element | None) -> Box | None:
    if area is None:
        return None
    for wanted in ("PhysicalBox", "ApplicationBox", "ContentBox"):
        numbers = _numbers(_text(_first(area, wanted)))
        if len(numbers) == _BOX_NUMBERS and numbers[2] > 0 and numbers[3] > 0:
            return Box(numbers[0], numbers[1], numbers[0] + numbers[2], numbers[1] + numbers[3])
    return None


def _numbers(text: str | None) -> list[float]:
    try:
        return [float(word) for word in (text or "").split()]
    except ValueError:
        return []


def _number(text: str | None, otherwise: float) -> float:
    found = _numbers(text)
    return found[0] if len(found) == 1 else otherwise
