"""Puts together the picture of an OFD page from the images it places: what a scanned page consists of."""

import io
import posixpath
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from lxml import etree

from viewer.core.raw import Box
from viewer.importing.ocr import Pixels, open_picture, pixels_of, resized
from viewer.importing.ofd_parts import joined
from viewer.importing.package import Package

Element = etree._Element  # noqa: SLF001 - lxml has no public name for its element type

_BOX_NUMBERS = 4
_DPI = 200.0
_MILLIMETRES = 25.4
_MOST_IMAGES = 200
_LONGEST_MM = 900.0
_COVERED_SHARE = 0.3


@dataclass(frozen=True, slots=True)
class PlacedImage:
    """An image of the package and where it is drawn, in millimetres on the page."""

    member: str
    box: Box


def image_members(package: Package, document: Element, folder: str) -> dict[str, str]:
    """Return the package members of a document's images by their resource IDs."""
    found: dict[str, str] = {}
    for listed in document.iter("{*}PublicRes", "{*}DocumentRes"):
        location = joined(folder, (listed.text or "").strip())
        root = package.xml_or_none(location)
        if root is None:
            continue
        base = posixpath.join(posixpath.dirname(location), root.get("BaseLoc") or "")
        for media in root.iter("{*}MultiMedia"):
            file = next((each.text for each in media.iter("{*}MediaFile")), None)
            if file:
                found[media.get("ID") or ""] = joined(base, file.strip())
    return found


def placed_images(page: Element, members: Mapping[str, str]) -> list[PlacedImage]:
    """Return the images a page draws."""
    return list(_placed(page, members))[:_MOST_IMAGES]


def _placed(page: Element, members: Mapping[str, str]) -> Iterator[PlacedImage]:
    for image in page.iter("{*}ImageObject"):
        try:
            edges = [float(word) for word in (image.get("Boundary") or "").split()]
        except ValueError:
            continue
        member = members.get(image.get("ResourceID") or "")
        if member and len(edges) == _BOX_NUMBERS:
            left, top, width, height = edges
            yield PlacedImage(member, Box(left, top, left + width, top + height))


def cover(images: Sequence[PlacedImage], width: float, height: float) -> bool:
    """Tell whether images cover enough of a page (in millimetres) to be what there is to read on it."""
    area = sum((each.box.right - each.box.left) * (each.box.bottom - each.box.top) for each in images)
    return area > _COVERED_SHARE * width * height > 0


def page_picture(
    path: Path, package: Package, images: Sequence[PlacedImage], *, width: float, height: float
) -> tuple[Pixels, float]:
    """Return a page's picture and its resolution in dots per inch; ``width`` and ``height`` are in millimetres."""
    scale = _DPI / _MILLIMETRES
    canvas = np.full((_extent(height, scale), _extent(width, scale), 3), 255, np.uint8)
    for each in images:
        if each.member not in package:
            continue
        left, top = max(0, round(each.box.left * scale)), max(0, round(each.box.top * scale))
        window = canvas[top : round(each.box.bottom * scale), left : round(each.box.right * scale)]
        if window.size:
            with open_picture(path, io.BytesIO(package.read(each.member))) as picture:
                window[:] = resized(pixels_of(path, picture), window.shape[1], window.shape[0])
    return canvas, _DPI


def _extent(millimetres: float, scale: float) -> int:
    return max(1, round(min(millimetres, _LONGEST_MM) * scale))
