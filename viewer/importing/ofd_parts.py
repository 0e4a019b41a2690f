"""Walks an OFD package (GB/T 33190-2016): its documents, their pages with templates, and where characters are drawn."""

import itertools
import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from viewer.core.errors import FileTooLargeError
from viewer.core.raw import Box
from viewer.importing.package import Package, damaged

Element = etree._Element  # noqa: SLF001 - lxml has no public name for its element type

POINTS = 72 / 25.4  # OFD counts in millimetres (GB/T 33190-2016, 7.2)
_MAX_PAGES = 5000
_A4 = (210.0, 297.0)
_BOX_NUMBERS = 4
_MATRIX_NUMBERS = 6


@dataclass(frozen=True, slots=True)
class Matrix:
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
class OfdDocument:
    """One document of a package: its root element and the folder its locations are relative to."""

    root: Element
    folder: str
    templates: dict[str, str]
    default_box: Box


@dataclass(frozen=True, slots=True)
class OfdPage:
    """One page: the layers drawn over each other, the lowest first, and its box in millimetres."""

    document: OfdDocument
    layers: tuple[Element, ...]
    box: Box

    @property
    def width(self) -> float:
        """Return the width in millimetres."""
        return self.box.right - self.box.left

    @property
    def height(self) -> float:
        """Return the height in millimetres."""
        return self.box.bottom - self.box.top


@dataclass(frozen=True, slots=True)
class TextObject:
    """Where and how large a text object is drawn, in millimetres."""

    left: float
    top: float
    size: float
    stretch: float
    matrix: Matrix


@dataclass(frozen=True, slots=True)
class PlacedCharacter:
    """A character, where its baseline begins on the page, and how far it reaches to the right, in millimetres."""

    character: str
    left: float
    baseline: float
    advance: float
    after_blank: bool


def documents(path: Path, package: Package) -> Iterator[OfdDocument]:
    """Yield the documents of a package in order."""
    root = package.xml(_find(package, "OFD.xml", path))
    for body in named(root, "DocBody"):
        location = text_of(first(body, "DocRoot")).strip().lstrip("/")
        if location:
            yield _document(path, package, location)


def _document(path: Path, package: Package, location: str) -> OfdDocument:
    root = package.xml(_find(package, location, path))
    folder = posixpath.dirname(location)
    templates = {
        each.get("ID") or "": joined(folder, each.get("BaseLoc") or "") for each in named(root, "TemplatePage")
    }
    return OfdDocument(root, folder, templates, box_of(first(root, "PageArea")) or Box(0.0, 0.0, *_A4))


def page_locations(path: Path, document: OfdDocument) -> list[str]:
    """Return where the pages of a document are described."""
    holder = first(document.root, "Pages")
    entries = list(named(holder, "Page")) if holder is not None else []
    if len(entries) > _MAX_PAGES:
        message = f"“{path.name}”有 {len(entries)} 页，超过上限 {_MAX_PAGES} 页"
        raise FileTooLargeError(message, advice="请拆成几份再导入。")
    return [joined(document.folder, entry.get("BaseLoc") or "") for entry in entries]


def load_page(package: Package, document: OfdDocument, location: str) -> OfdPage | None:
    """Return one page with its templates, ``None`` when the package does not have it."""
    root = package.xml_or_none(location)
    if root is None:
        return None
    lower: list[Element] = []
    upper: list[Element] = []
    for each in named(root, "Template"):
        template = package.xml_or_none(document.templates.get(each.get("TemplateID") or "", ""))
        if template is not None:
            (upper if each.get("ZOrder") == "Foreground" else lower).append(template)
    box = box_of(first(root, "Area")) or document.default_box
    return OfdPage(document, (*lower, root, *upper), box)


def text_object(element: Element) -> TextObject | None:
    """Return how a text object is drawn, ``None`` when it is not to be seen."""
    boundary = numbers(element.get("Boundary"))
    if len(boundary) != _BOX_NUMBERS or element.get("Visible") == "false":
        return None
    return TextObject(
        left=boundary[0],
        top=boundary[1],
        size=number(element.get("Size"), 10.0),
        stretch=number(element.get("HScale"), 1.0),
        matrix=matrix_of(element),
    )


def matrix_of(element: Element) -> Matrix:
    """Return the transformation an object states."""
    stated = numbers(element.get("CTM"))
    return Matrix(*stated) if len(stated) == _MATRIX_NUMBERS else Matrix()


def placed_characters(code: Element, drawn: TextObject) -> Iterator[PlacedCharacter]:
    """Place each character at its origin: start, then the running sum of the deltas (GB/T 33190-2016, 11.3)."""
    text = text_of(code)
    x, y = number(code.get("X"), 0.0), number(code.get("Y"), 0.0)
    steps_x, steps_y = _deltas(code.get("DeltaX"), len(text)), _deltas(code.get("DeltaY"), len(text))
    after_blank = False
    for character, step_x, step_y in itertools.islice(itertools.zip_longest(text, steps_x, steps_y), len(text)):
        advance = drawn.size * drawn.stretch * (0.5 if character.isascii() else 1.0)
        if character.isspace():
            after_blank = True
        else:
            at_x, at_y = drawn.matrix.apply(x, y)
            reach = advance * drawn.matrix.scale
            yield PlacedCharacter(character, drawn.left + at_x, drawn.top + at_y, reach, after_blank)
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
            count = int(number(words[index + 1], 0.0))
            found += [number(words[index + 2], 0.0)] * max(0, min(count, length - len(found)))
            index += 3
        else:
            found.append(number(words[index], 0.0))
            index += 1
    return found


def _find(package: Package, location: str, path: Path) -> str:
    if location in package:
        return location
    same = [name for name in package.names() if name.lower() == location.lower()]
    if not same:
        raise damaged(path)
    return same[0]


def joined(folder: str, location: str) -> str:
    """Return a location of the package, relative to a folder of it or absolute."""
    return location.lstrip("/") if location.startswith("/") else posixpath.normpath(posixpath.join(folder, location))


def named(element: Element, wanted: str) -> Iterator[Element]:
    """Yield all descendants of that local name, whichever namespace the producer chose."""
    yield from element.iter(f"{{*}}{wanted}")


def first(element: Element, wanted: str) -> Element | None:
    """Return the first descendant of that local name."""
    return next(named(element, wanted), None)


def text_of(element: Element | None) -> str:
    """Return an element's own text."""
    return (element.text or "") if element is not None else ""


def box_of(area: Element | None) -> Box | None:
    """Return the box an area states, in millimetres."""
    if area is None:
        return None
    for wanted in ("PhysicalBox", "ApplicationBox", "ContentBox"):
        found = numbers(text_of(first(area, wanted)))
        if len(found) == _BOX_NUMBERS and found[2] > 0 and found[3] > 0:
            return Box(found[0], found[1], found[0] + found[2], found[1] + found[3])
    return None


def numbers(text: str | None) -> list[float]:
    """Return the finite numbers of a list, none when one of its words is not a number."""
    try:
        found = [float(word) for word in (text or "").split()]
    except ValueError:
        return []
    return found if all(abs(each) < float("inf") for each in found) else []


def number(text: str | None, otherwise: float) -> float:
    """Return the one number a text states."""
    found = numbers(text)
    return found[0] if len(found) == 1 else otherwise
