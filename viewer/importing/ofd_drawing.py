"""Says what is drawn on a page of an OFD file: characters, lines and pictures, in points, for whoever can draw them.

Fonts inside the file are not used, nor are patterns, shadings and clips, so the page is only nearly as it was made.
"""

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from viewer.core.errors import FileDamagedError, FileReadError
from viewer.core.page_picture import (
    BLACK,
    Colour,
    Drawn,
    DrawnImage,
    DrawnPath,
    DrawnText,
    PagePicture,
    Raster,
    Typeface,
)
from viewer.core.place import Sheet
from viewer.core.raw import Box
from viewer.importing.ocr import has_pictures, open_picture, pixels_of, resized
from viewer.importing.ofd_parts import (
    POINTS,
    Element,
    OfdDocument,
    OfdPage,
    documents,
    first,
    joined,
    load_page,
    matrix_of,
    named,
    number,
    numbers,
    page_locations,
    placed_characters,
    text_object,
    text_of,
)
from viewer.importing.ofd_pictures import image_members, placed_images
from viewer.importing.package import Package, open_package

_MOST_THINGS = 20_000
_MOST_STEPS = 200_000
_LONGEST_IMAGE = 2000  # pixels: more cannot be seen
_BOLD = 600
_LINE = 0.353  # millimetres, the width of a line that states none (GB/T 33190-2016, 8.2)
_STEPS = {"M": 1, "S": 1, "L": 1, "Q": 2, "B": 3, "C": 0}
_LETTERS = {"M": "M", "S": "M", "L": "L", "Q": "Q", "B": "C"}
_WORD = re.compile(r"[A-Za-z]|-?\d*\.?\d+(?:[eE]-?\d+)?")
_FACES = (
    (Typeface.FANG_SONG, ("仿宋", "fangsong", "fang song")),
    (Typeface.KAI, ("楷", "kai")),
    (Typeface.HEI, ("黑", "hei", "雅黑", "gothic", "arial", "helvet")),
)


@dataclass(frozen=True, slots=True)
class _Resources:
    """What objects of a document refer to by their IDs."""

    faces: Mapping[str, Typeface]
    parameters: Mapping[str, Element]
    images: Mapping[str, str]


def ofd_sheets(path: Path) -> tuple[Sheet, ...]:
    """Return the sizes of all pages."""
    with open_package(path) as package:
        sheets = []
        for document in documents(path, package):
            for location in page_locations(path, document):
                page = load_page(package, document, location)
                box = page.box if page is not None else document.default_box
                sheets.append(Sheet((box.right - box.left) * POINTS, (box.bottom - box.top) * POINTS))
    return tuple(sheets)


def draw_ofd_page(path: Path, wanted: int) -> PagePicture:
    """Return what is drawn on a page, counted from 1. Raises ``FileDamagedError`` when the file has no such page."""
    with open_package(path) as package:
        before = 0
        for document in documents(path, package):
            locations = page_locations(path, document)
            if wanted <= before + len(locations):
                page = load_page(package, document, locations[wanted - before - 1])
                if page is not None:
                    resources = _resources(package, document)
                    things = tuple(_things(path, package, page, resources))
                    return PagePicture(
                        Sheet(page.width * POINTS, page.height * POINTS), None, things, is_approximate=True
                    )
                break
            before += len(locations)
    message = f"“{path.name}”没有第 {wanted} 页"
    raise FileDamagedError(message, advice="文件可能已损坏，请重新取得。")


def _resources(package: Package, document: OfdDocument) -> _Resources:
    faces: dict[str, Typeface] = {}
    parameters: dict[str, Element] = {}
    for listed in document.root.iter("{*}PublicRes", "{*}DocumentRes"):
        root = package.xml_or_none(joined(document.folder, text_of(listed).strip()))
        if root is None:
            continue
        faces |= {each.get("ID") or "": _face(each) for each in named(root, "Font")}
        parameters |= {each.get("ID") or "": each for each in named(root, "DrawParam")}
    return _Resources(faces, parameters, image_members(package, document.root, document.folder))


def _face(font: Element) -> Typeface:
    name = f"{font.get('FontName') or ''} {font.get('FamilyName') or ''}".lower()
    return next((face for face, words in _FACES if any(word in name for word in words)), Typeface.SONG)


def _things(path: Path, package: Package, page: OfdPage, resources: _Resources) -> Iterator[Drawn]:
    count = 0
    for layer in page.layers:
        for element in layer.iter("{*}TextObject", "{*}PathObject", "{*}ImageObject"):
            count += 1
            if count > _MOST_THINGS:
                return
            if element.get("Visible") == "false":
                continue
            tag = str(element.tag)
            if tag.endswith("TextObject"):
                yield from _text(element, resources)
            elif tag.endswith("PathObject"):
                yield from _path(element, resources)
            else:
                for placed in placed_images(element, resources.images):
                    yield DrawnImage(_raster(path, package, placed.member), _in_points(placed.box))


def _text(element: Element, resources: _Resources) -> Iterator[DrawnText]:
    drawn = text_object(element)
    if drawn is None:
        return
    matrix = drawn.matrix
    colour = _colour(element, "FillColor", resources) or BLACK
    for code in named(element, "TextCode"):
        placed = [
            each for each in placed_characters(code, drawn) if each.character < "\ue000" or each.character > "\uf8ff"
        ]
        if placed:
            yield DrawnText(
                characters="".join(each.character for each in placed),
                places=tuple((each.left * POINTS, each.baseline * POINTS) for each in placed),
                size=drawn.size * POINTS,
                typeface=resources.faces.get(element.get("Font") or "", Typeface.SONG),
                bold=number(element.get("Weight"), 400.0) >= _BOLD,
                colour=colour,
                matrix=(matrix.a * drawn.stretch, matrix.b * drawn.stretch, matrix.c, matrix.d),
            )


def _path(element: Element, resources: _Resources) -> Iterator[DrawnPath]:
    boundary = numbers(element.get("Boundary"))
    data = text_of(first(element, "AbbreviatedData"))
    if len(boundary) < 2 or not data:  # noqa: PLR2004 - left and top
        return
    matrix = matrix_of(element)

    def placed(x: float, y: float) -> tuple[float, float]:
        at_x, at_y = matrix.apply(x, y)
        return (boundary[0] + at_x) * POINTS, (boundary[1] + at_y) * POINTS

    steps = [(letter, tuple(placed(x, y) for x, y in points)) for letter, points in _steps(data)]
    is_filled = element.get("Fill") == "true"
    is_drawn = element.get("Stroke") != "false"
    width = _parameter(element, "LineWidth", resources)
    fill = (_colour(element, "FillColor", resources) or BLACK) if is_filled else None
    stroke = (_colour(element, "StrokeColor", resources) or BLACK) if is_drawn else None
    if steps and (fill or stroke):
        yield DrawnPath(tuple(steps), fill, stroke, number(width, _LINE) * matrix.scale * POINTS)


def _steps(data: str) -> Iterator[tuple[str, tuple[tuple[float, float], ...]]]:
    """Read abbreviated path data; arcs become straight lines to where they end."""
    words = _WORD.findall(data)[:_MOST_STEPS]
    index = 0
    while index < len(words):
        letter = words[index].upper()
        index += 1
        if letter == "C":
            yield "Z", ()
            continue
        values: list[float] = []
        while index < len(words) and not words[index].isalpha():
            values.append(float(words[index]))
            index += 1
        if letter == "A" and len(values) >= 2:  # noqa: PLR2004
            yield "L", ((values[-2], values[-1]),)
            continue
        count = _STEPS.get(letter, 0)
        if count and len(values) >= 2 * count:
            yield _LETTERS[letter], tuple((values[2 * n], values[2 * n + 1]) for n in range(count))


def _parameter(element: Element, name: str, resources: _Resources) -> str | None:
    """Return what an object states, or its drawing parameters, or those they are based on."""
    stated = element.get(name)
    if stated is not None:
        return stated
    for parameters in _parameters(element, resources):
        if parameters.get(name) is not None:
            return parameters.get(name)
    return None


def _parameters(element: Element, resources: _Resources) -> Iterator[Element]:
    seen: set[str] = set()
    holder = element if element.get("DrawParam") else element.getparent()
    wanted = holder.get("DrawParam") if holder is not None else None
    while wanted and wanted not in seen and wanted in resources.parameters:
        seen.add(wanted)
        yield resources.parameters[wanted]
        wanted = resources.parameters[wanted].get("Relative")


def _colour(element: Element, name: str, resources: _Resources) -> Colour | None:
    for holder in (element, *_parameters(element, resources)):
        stated = first(holder, name)
        values = numbers((stated.get("Value") or "").replace("#", " ")) if stated is not None else []
        if values:
            return _rgb(values)
    return None


def _rgb(values: list[float]) -> Colour:
    whole = [max(0, min(255, round(value))) for value in values]
    if len(whole) == 1:
        return whole[0], whole[0], whole[0]
    if len(whole) == 4:  # noqa: PLR2004 - cyan, magenta, yellow, black
        red, green, blue = (round((255 - each) * (255 - whole[3]) / 255) for each in whole[:3])
        return red, green, blue
    return (whole[0], whole[1], whole[2]) if len(whole) == 3 else BLACK  # noqa: PLR2004 - red, green, blue


def _raster(path: Path, package: Package, member: str) -> Raster | None:
    if member not in package or not has_pictures():
        return None
    try:
        with open_picture(path, io.BytesIO(package.read(member))) as picture:
            pixels = pixels_of(path, picture)
    except FileReadError:
        return None
    height, width = pixels.shape[:2]
    shrink = max(width, height) / _LONGEST_IMAGE
    if shrink > 1:
        pixels = resized(pixels, max(1, round(width / shrink)), max(1, round(height / shrink)))
        height, width = pixels.shape[:2]
    return Raster(width, height, pixels.tobytes())


def _in_points(box: Box) -> Box:
    return Box(box.left * POINTS, box.top * POINTS, box.right * POINTS, box.bottom * POINTS)
