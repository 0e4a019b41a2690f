"""Whom to call about the letter: person, telephone, address, postcode."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from viewer.extract.metadata.forms import NAME
from viewer.extract.metadata.frame import Frame
from viewer.extract.metadata.labels import Field, fields_of
from viewer.extract.metadata.lines import Found, Line
from viewer.extract.metadata.tables import words

_WHOLE_NAME = re.compile("[\u4e00-\u9fff]{2,4}")
_SEVERAL = 2
_OFFICE = r"(?:[\u4e00-\u9fff]{0,18}(?:办公室|科|处|股|室|中心|部|司|大队|支队)[，、]?)?"
_PERSON = re.compile(
    rf"{_OFFICE}(?P<name>{NAME}(?:[、，/]{NAME})*|[\u4e00-\u9fff][*＊某]{{1,2}})(?:（[^（）]{{1,20}}）)?"
)
_PHONE = re.compile(
    r"(?P<phone>[（+]?[0-9][0-9（）—–－\-]{4,}[0-9](?:[×xX]{1,6}|(?:转|\*|＊|-)[0-9]{1,6})?"
    r"(?:[、，；/或][（+]?[0-9][0-9（）—–－\-]{2,}[0-9](?:转[0-9]{1,6})?)*|[0-9*＊]{7,15})"
)
_PERSON_THEN_PHONE = re.compile(rf"{_PERSON.pattern}[，、；：/（]?(?:电话：?)?{_PHONE.pattern}")
_POSTCODE = re.compile(r"(?P<code>[0-9]{6})(?![0-9])")
_ADDRESS = re.compile(r"(?P<address>[^；。]{3,60})")
_ASKED_TO_CALL = re.compile(r"（(?=联系|经办|承办)|请[^。]{0,20}联系|对[^。]{0,10}答复")
_PHONE_FIELDS = frozenset({"contact_phone", "unit_and_phone"})
_RANK = ("联系人", "联络", "经办", "办理", "承办")


@dataclass(frozen=True, slots=True)
class Contact:
    """The parts of the contact block; any may be lacking."""

    person: Found | None = None
    phone: Found | None = None
    address: Found | None = None
    postcode: Found | None = None


def read_contact(frame: Frame) -> Contact:
    """Return the contact block below the text, else from a bracket in its last sentence or from above the text."""
    fields = [*(_fields(frame.tail) or _closing_fields(frame.closing[-1:])), *_fields(frame.head)]
    person, phone = _person_and_phone(fields)
    return Contact(
        person, phone, _first(fields, "address", _ADDRESS, "address"), _first(fields, "postcode", _POSTCODE, "code")
    )


def _fields(lines: Sequence[Line]) -> list[Field]:
    return [field for line in lines for field in fields_of(line)]


def _closing_fields(lines: Sequence[Line]) -> list[Field]:
    """Return the fields of a last sentence that asks to call somebody; a bare telephone there belongs to the text."""
    for line in lines:
        asked = _ASKED_TO_CALL.search(line.folded)
        fields = [field for field in fields_of(line) if asked and field.start >= asked.start()]
        if any(field.name in ("contact_person", "contact_both") and _person(field) for field in fields):
            return fields
    return []


def _person_and_phone(fields: Sequence[Field]) -> tuple[Found | None, Found | None]:
    persons = sorted(_persons(fields), key=lambda item: (_rank(fields[item[0]].label), item[0]))
    if not persons:
        return None, next((phone for phone in _phones(fields) if phone), None)
    index, person, phone = persons[0]
    return person, phone or _phone_near(fields, index)


def _persons(fields: Sequence[Field]) -> Iterator[tuple[int, Found, Found | None]]:
    for index, field in enumerate(fields):
        if field.name not in ("contact_person", "contact_both"):
            continue
        both = _PERSON_THEN_PHONE.match(field.folded)
        person = _person(field)
        if both and person:
            yield index, field.found(*both.span("name")), _digits(field, *both.span("phone"))
        elif person:
            phone = _PHONE.search(field.folded) if field.name == "contact_both" else None
            yield index, person, _digits(field, *phone.span("phone")) if phone else None


def _person(field: Field) -> Found | None:
    if several := _several(field):
        return several
    match = _PERSON.fullmatch(field.folded) or _PERSON_THEN_PHONE.match(field.folded)
    if match is None or match["name"].endswith(words("contact", "offices")):
        return None
    return field.found(*match.span("name"))


def _several(field: Field) -> Found | None:
    """Return the names a field begins with that only blanks set apart: 王五  赵小六 2091234."""
    starts = [index for index in range(1, len(field.folded)) if field.line.was_apart(field.value_start + index)]
    pieces = [field.folded[first:last] for first, last in pairwise([0, *starts, len(field.folded)])]
    names = list(takewhile(_WHOLE_NAME.fullmatch, pieces))
    if len(names) < _SEVERAL:
        return None
    return Found("、".join(names), field.found(0, sum(map(len, names))).span)


def _rank(label: str) -> int:
    return next((rank for rank, word in enumerate(_RANK) if word in label), len(_RANK))


def _phone_near(fields: Sequence[Field], index: int) -> Found | None:
    """Return the first telephone after the person, else the last one before that belongs to no other person."""
    for field in fields[index + 1 :]:
        if field.name in ("contact_person", "contact_both"):
            break
        phone = _phone(field)
        if phone:
            return phone
    before = [phone for phone in _phones(fields[:index]) if phone]
    return before[-1] if before else None


def _phones(fields: Sequence[Field]) -> Iterator[Found | None]:
    owner = ""
    for field in fields:
        if field.name in _PHONE_FIELDS and owner != "signer":
            yield _phone(field)
        if field.name in ("signer", "contact_person", "contact_both"):
            owner = field.name


def _phone(field: Field) -> Found | None:
    if field.name not in _PHONE_FIELDS:
        return None
    match = _PHONE.search(field.folded)
    return _digits(field, *match.span("phone")) if match else None


def _digits(field: Field, start: int, end: int) -> Found:
    return field.line.found_digits(field.value_start + start, field.value_start + end)


def _first(fields: Sequence[Field], name: str, pattern: re.Pattern[str], group: str) -> Found | None:
    for field in fields:
        match = pattern.match(field.folded) if field.name == name else None
        if match:
            return field.found(*match.span(group))
    return None
