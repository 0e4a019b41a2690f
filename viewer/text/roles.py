"""Says what each paragraph is for: title, letterhead, greeting, heading, body, signature and so on."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from viewer.core.document import ParagraphRole
from viewer.core.raw import BlockKind
from viewer.text.cues import Cue, ends_sentence, is_office, numbering
from viewer.text.head import Head

_LONGEST_HEADING = 50
_LONGEST_PLAIN_HEADING = 24
_LONGEST_LIST = 30
_SHORTEST_PROSE = 12


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph on its way to a role: its words, what its source and its words say, the lines it is made of."""

    text: str
    kind: BlockKind
    level: int
    cue: Cue
    lines: tuple[int, int]
    is_item: bool = False


@dataclass(frozen=True, slots=True)
class Role:
    """What a paragraph is for; ``level`` is 0 except for headings."""

    role: ParagraphRole
    level: int = 0


_BY_CUE = {
    Cue.DATE: ParagraphRole.DATE,
    Cue.CONTACT: ParagraphRole.CONTACT,
    Cue.FIELD: ParagraphRole.LETTERHEAD,
    Cue.DOCUMENT_NUMBER: ParagraphRole.LETTERHEAD,
    Cue.RED_HEAD: ParagraphRole.LETTERHEAD,
    Cue.NOTE: ParagraphRole.NOTE,
    Cue.SITE: ParagraphRole.NOTE,
}


def assign_roles(parts: Sequence[Part], head: Head) -> list[Role]:
    """Return the role of every paragraph."""
    body = _body(parts, head)
    roles = [_role(parts, index, head, body) for index in range(len(parts))]
    return _with_levels(parts, roles)


def _body(parts: Sequence[Part], head: Head) -> range:
    """Return the range of paragraphs between the greeting (or title) and the signature."""
    start = 0
    for index, part in enumerate(parts):
        if _covers(head.greeting, part) or (head.greeting is None and _covers(head.title, part)):
            start = index + 1
    if start == 0:
        start = next((index for index, part in enumerate(parts) if _opens_body(part)), 0)
    end = len(parts)
    while end > start and not _is_prose(parts[end - 1]):
        end -= 1
    return range(start, end)


def _opens_body(part: Part) -> bool:
    """Tell whether a paragraph, where neither title nor greeting is known, is the first one that is no letterhead."""
    return part.cue is Cue.NUMBERED or (part.cue is Cue.NONE and not is_office(part.text))


def _covers(lines: tuple[int, int] | None, part: Part) -> bool:
    return lines is not None and lines[0] <= part.lines[0] and part.lines[1] <= lines[1]


def _is_prose(part: Part) -> bool:
    return part.cue in (Cue.NONE, Cue.NUMBERED) and not is_office(part.text) and len(part.text) > _SHORTEST_PROSE


def _role(parts: Sequence[Part], index: int, head: Head, body: range) -> Role:
    part = parts[index]
    known = ParagraphRole.NOTE if _is_listed(parts, index, body) else _stated_role(part, head)
    if known is not None:
        return Role(known)
    if index < body.start:
        return Role(ParagraphRole.LETTERHEAD)
    if index >= body.stop and is_office(part.text):
        return Role(_signs(parts, index, body.stop))
    if _signs_above_date(parts, index):
        return Role(ParagraphRole.SIGNATURE)
    if _is_heading(parts, index):
        return Role(ParagraphRole.HEADING, part.level or 1)
    return Role(ParagraphRole.BODY)


def _is_listed(parts: Sequence[Part], index: int, body: range) -> bool:
    """Tell whether a paragraph below the body goes on with the list of attachments, or says what may be made public."""
    part = parts[index]
    if part.cue is Cue.FIELD:
        return index >= body.stop and "公开" in part.text
    if part.cue is not Cue.NUMBERED or len(part.text) > _LONGEST_HEADING or ends_sentence(part.text):
        return False
    above = index - 1
    while above >= 0 and parts[above].cue is Cue.NUMBERED and index - above < _LONGEST_LIST:
        above -= 1
    return above >= 0 and parts[above].text.startswith(("附件", "附："))


def _stated_role(part: Part, head: Head) -> ParagraphRole | None:
    """Return the role that the source or the words of a paragraph state by themselves."""
    if part.kind is BlockKind.TABLE_ROW:
        return ParagraphRole.TABLE
    if part.kind is BlockKind.NOTE:
        return ParagraphRole.NOTE
    if _covers(head.title, part):
        return ParagraphRole.TITLE
    return ParagraphRole.SALUTATION if _covers(head.greeting, part) else _BY_CUE.get(part.cue)


def _signs(parts: Sequence[Part], index: int, body_end: int) -> ParagraphRole:
    """Tell the signature from the office named again in the printing line at the foot."""
    settled = any(part.cue in (Cue.CONTACT, Cue.DATE) for part in parts[body_end:index])
    printed = index + 1 < len(parts) and "印发" in parts[index + 1].text
    return ParagraphRole.NOTE if settled and printed else ParagraphRole.SIGNATURE


def _signs_above_date(parts: Sequence[Part], index: int) -> bool:
    """Tell whether offices and then a date close the letter here, though a table or an enclosure follows."""
    below = index
    while below < len(parts) and is_office(parts[below].text):
        below += 1
    return index < below < len(parts) and parts[below].cue is Cue.DATE


def _is_heading(parts: Sequence[Part], index: int) -> bool:
    """Tell whether a paragraph heads what follows: short, one phrase, and followed by text."""
    part = parts[index]
    if part.kind is BlockKind.HEADING:
        return True
    if len(part.text) > _LONGEST_HEADING or re.search(r"[。；！？].", part.text) or part.is_item:
        return False
    following = parts[index + 1] if index + 1 < len(parts) else None
    if part.cue is Cue.NUMBERED:
        return not _is_among_siblings(parts, index) and _heads_numbered(part, following)
    return following is not None and _heads_plainly(part, following)


def _is_among_siblings(parts: Sequence[Part], index: int) -> bool:
    """Tell whether a numbered paragraph stands right beside another of its style: then they are a list."""
    own = numbering(parts[index].text)
    beside = [numbering(each.text) for each in (*parts[max(0, index - 1) : index], *parts[index + 1 : index + 2])]
    return own is not None and any(each is not None and each.rank == own.rank for each in beside)


def _heads_numbered(part: Part, following: Part | None) -> bool:
    if part.text[-1] in "；;，,、!！?？":
        return False
    if not ends_sentence(part.text):
        return True
    # 一、工作进展。 is a heading, the last item of a list (三）…。 is none.
    own, next_ = numbering(part.text), numbering(following.text) if following else None
    return (
        following is not None
        and len(part.text) <= _LONGEST_PLAIN_HEADING
        and len(following.text) > len(part.text)
        and following.cue in (Cue.NONE, Cue.NUMBERED)
        and not (own and next_ and next_.rank <= own.rank)
    )


def _heads_plainly(part: Part, following: Part) -> bool:
    return (
        len(part.text) <= _LONGEST_PLAIN_HEADING
        and part.text[-1].isalnum()
        and following.cue in (Cue.NONE, Cue.NUMBERED)
        and len(following.text) > len(part.text)
        and (ends_sentence(following.text) or following.text[-1] in "：:" or following.cue is Cue.NUMBERED)
        and not is_office(part.text)
    )


def _with_levels(parts: Sequence[Part], roles: Sequence[Role]) -> list[Role]:
    """Number the levels of headings densely, by the style of their numbers."""
    ranks = [numbering(part.text) for part in parts]
    used = sorted(
        {rank.rank for rank, role in zip(ranks, roles, strict=True) if rank and role.role is ParagraphRole.HEADING}
    )
    return [
        Role(role.role, used.index(rank.rank) + 1) if rank and role.role is ParagraphRole.HEADING else role
        for rank, role in zip(ranks, roles, strict=True)
    ]
