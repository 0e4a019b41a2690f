"""Takes out of a cut off PDF, whose list of pages stood at its end, the pages of which nothing is missing.

Nothing of the file is changed: a new list of pages and a new table of objects are put behind what there is of it. A
page whose fonts, pictures or text streams lie behind the cut is left out; drawn with other fonts it would say other
words.
"""

import re
import zlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count, islice, zip_longest

_OBJECT = re.compile(rb"(?<![0-9])([0-9]{1,7})[ \t\r\n]+([0-9]{1,5})[ \t\r\n]+obj(?![a-z])")
_REFERENCE = re.compile(rb"(?<![0-9.])([0-9]{1,7})[ \t\r\n]+[0-9]{1,5}[ \t\r\n]+R(?![A-Za-z])")
_PAGE = re.compile(rb"/Type\s*/Page(?![A-Za-z])")
_PAGES = re.compile(rb"/Type\s*/Pages(?![A-Za-z])")
_PACKED = re.compile(rb"/Type\s*/ObjStm(?![A-Za-z])")
_LOCKED = re.compile(rb"/Filter\s*/Standard(?![A-Za-z])")
_ELSEWHERE = re.compile(rb"/(?:Kids|Annots|B|Thumb|Metadata|PieceInfo)\s*(?:\[[^\[\]]*\]|\d{1,7}\s+\d{1,5}\s+R)")
_PARENT = re.compile(rb"/Parent\s+\d+\s+\d+\s+R")
_KIDS = re.compile(rb"/Kids\s*\[([^\[\]]*)\]")
_FIRST = re.compile(rb"/First\s+(\d+)")
_STREAM = re.compile(rb"stream\r?\n")
_MOST_OBJECTS = 300_000
_MOST_BYTES = 256 << 20
_MOST_UNPACKED = 64 << 20


@dataclass(frozen=True, slots=True)
class _Objects:
    """The objects of a file that are there to their end: where they stand and what they say outside of streams."""

    places: dict[int, tuple[int, int]] = field(default_factory=dict)
    words: dict[int, bytes] = field(default_factory=dict)
    unpacked: dict[int, bytes] = field(default_factory=dict)


def salvage_pages(data: bytes) -> bytes | None:
    """Return a PDF of the pages that are whole, ``None`` where there are none or the file has a password."""
    if len(data) > _MOST_BYTES or _LOCKED.search(data):
        return None
    objects = _objects(data)
    torn = _torn(objects)
    pages = [number for number in _in_order(objects) if number not in torn]
    return _bound(data, objects, pages) if pages else None


def _objects(data: bytes) -> _Objects:
    objects = _Objects()
    budget = _MOST_UNPACKED
    starts = list(islice(_OBJECT.finditer(data), _MOST_OBJECTS))
    for found, following in zip_longest(starts, starts[1:]):
        end = data.find(b"endobj", found.end(), following.start() if following else len(data))
        if end < 0:
            continue
        number, generation = int(found[1]), int(found[2])
        stream = _STREAM.search(data, found.end(), end)
        words = data[found.end() : stream.start() if stream else end]
        objects.places[number] = (found.start(), generation)
        objects.words[number] = words
        objects.unpacked.pop(number, None)
        if stream and _PACKED.search(words):
            for inner, content in _unpacked(data[stream.end() : end], words, budget):
                budget -= len(content)
                objects.words[inner] = objects.unpacked[inner] = content
    return objects


def _unpacked(stream: bytes, words: bytes, most: int) -> Iterator[tuple[int, bytes]]:
    """Yield the objects that stand packed in a stream, none of one that is broken."""
    first = _FIRST.search(words)
    try:
        content = zlib.decompressobj().decompress(stream, max(most, 1))
        head = [int(each) for each in content[: int(first[1])].split()] if first else []
    except (zlib.error, ValueError):
        return
    start = int(first[1]) if first else 0
    numbers, offsets = head[::2], head[1::2]
    for number, begin, end in zip(numbers, offsets, [*offsets[1:], len(content)], strict=False):
        yield number, content[start + begin : start + end if end < len(content) else end]


def _in_order(objects: _Objects) -> list[int]:
    """Return the pages in the order of what is left of their list, those it does not name as they stand in the file."""
    lists: dict[int, list[int]] = {}
    for number, words in objects.words.items():
        kids = _KIDS.search(words) if _PAGES.search(words) else None
        if kids:
            lists[number] = [int(kid) for kid in _REFERENCE.findall(kids[1])]
    inner = {kid for kids in lists.values() for kid in kids}
    place: dict[int, int] = {}
    waiting = [number for number in reversed(lists) if number not in inner]
    while waiting:
        number = waiting.pop()
        if number not in place:
            place[number] = len(place)
            waiting += reversed(lists.get(number, ()))
    pages = [number for number, words in objects.words.items() if _PAGE.search(words)]
    return sorted(pages, key=lambda number: place.get(number, len(place)))


def _torn(objects: _Objects) -> set[int]:
    """Return the objects that are missing and those that need one of them to be drawn, by whatever way."""
    users: defaultdict[int, list[int]] = defaultdict(list)
    for number, words in objects.words.items():
        drawn = _ELSEWHERE.sub(b"", words)
        drawn = _PARENT.sub(b"", drawn) if b"/Resources" in drawn else drawn
        for used in set(_REFERENCE.findall(drawn)):
            users[int(used)].append(number)
    waiting = [number for number in users if number not in objects.words]
    torn = set(waiting)
    while waiting:
        new = set(users.get(waiting.pop(), ())) - torn
        torn |= new
        waiting += new
    return torn


def _bound(data: bytes, objects: _Objects, pages: list[int]) -> bytes:
    """Put a list of these pages, a catalog and a table of objects behind the file."""
    out = bytearray(data)
    out += b"\nendstream\nendobj\n"
    places = dict(objects.places)
    fresh = count(max(objects.words) + 1)
    tree, catalog = next(fresh), next(fresh)
    kids = b" ".join(b"%d %d R" % (page, _generation(page, objects)) for page in pages)
    added = {
        tree: b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(pages), kids),
        catalog: b"<</Type/Catalog/Pages %d 0 R>>" % tree,
    }
    for number, content in {**objects.unpacked, **added}.items():
        places[number] = (len(out), 0)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = len(out)
    out += b"xref\n0 1\n0000000000 65535 f \n"
    for number, (place, generation) in sorted(places.items()):
        out += b"%d 1\n%010d %05d n \n" % (number, place, generation)
    out += b"trailer\n<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (next(fresh), catalog, table)
    return bytes(out)


def _generation(page: int, objects: _Objects) -> int:
    return 0 if page in objects.unpacked else objects.places[page][1]
