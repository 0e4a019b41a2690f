"""The number of the official document: 长发改〔2024〕19号."""

import re

from viewer.extract.metadata.forms import DOC_NO
from viewer.extract.metadata.frame import Frame
from viewer.extract.metadata.labels import fields_in, starts_with_label
from viewer.extract.metadata.lines import Found

_AT_START = re.compile(rf"(?:（?[A-D]类）?)?(?P<number>{DOC_NO})(?P<rest>.*)")
BEHIND_TITLE = re.compile(rf"[（〔](?P<number>{DOC_NO})[）〕]$")
"""A number in brackets that closes the line of a title."""
_ALONE = re.compile(rf"[（〔]?(?P<number>{DOC_NO})[）〕]?")
_LONGEST_LINE = 60


def read_doc_no(frame: Frame) -> Found | None:
    """Return the document number from its own line above the text, from behind its label or behind the title."""
    for line in frame.head:
        match = _AT_START.match(line.folded) or _ALONE.fullmatch(line.folded)
        if match and len(line.folded) <= _LONGEST_LINE and not starts_with_label(line):
            return line.found(*match.span("number"))
    for field in fields_in(frame.head, "doc_no"):
        match = _ALONE.match(field.folded)
        if match:
            return field.found(*match.span("number"))
    for line in frame.head:
        match = BEHIND_TITLE.search(line.folded)
        if match:
            return line.found(*match.span("number"))
    return None
