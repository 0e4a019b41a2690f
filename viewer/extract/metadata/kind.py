"""Under which kind an office files a document."""

import re
from dataclasses import dataclass

from viewer.core.metadata import DocumentKind
from viewer.extract.metadata.frame import Frame
from viewer.extract.metadata.labels import fields_in
from viewer.extract.metadata.lines import Found
from viewer.extract.metadata.title import Title
from viewer.extract.metadata.title_forms import TitleForm

_PROPOSAL = re.compile(r"政协|政治协商|提案|\A(?!.*(?:人大|人民代表)).*委员会第.{1,4}次会议")
_DEPUTY = re.compile(r"人大|人民代表|人代会|代表建议|代表意见|议案|代表")
_SUGGESTION = re.compile(r"建议|书面意见")
_REPLYING = re.compile(r"收悉|收到|答复|回复|复函|函复|函告|会办|协办|办理")
_ADDRESSING = re.compile(r"[您你贵]|提出的")
_READ_OF_OPENING = 400


@dataclass(frozen=True, slots=True)
class Evidence:
    """What of a document speaks for its kind."""

    frame: Frame
    title: Title | None
    session: Found | None


def read_kind(evidence: Evidence) -> DocumentKind:
    """Return the kind: the meeting decides, then the title's words, then who is addressed, then a label 类别：提案.

    An opinion sent to another office (会办意见) is filed with the proposal it is about.
    """
    title = evidence.title
    if title is not None and title.form is TitleForm.REPORT:
        return DocumentKind.REPORT
    if not _is_reply(evidence):
        return DocumentKind.OTHER
    for text in _texts(evidence):
        kind = _kind_of(text)
        if kind is not None:
            return kind
    return DocumentKind.OTHER


def _is_reply(evidence: Evidence) -> bool:
    frame = evidence.frame
    opening = "" if frame.opening is None else frame.opening.folded
    is_addressed = frame.salutation is not None or _ADDRESSING.search(opening) is not None
    if is_addressed and _REPLYING.search(opening[:_READ_OF_OPENING]):
        return True
    is_titled = evidence.title is not None and evidence.title.form is TitleForm.REPLY
    return is_titled and (evidence.session is not None or evidence.frame.salutation is not None)


def _texts(evidence: Evidence) -> list[str]:
    frame = evidence.frame
    session = evidence.session.value if evidence.session else ""
    title = re.sub(r"《[^《》]*》|“[^“”]*”", "", evidence.title.line.folded) if evidence.title else ""
    salutation = frame.salutation.folded if frame.salutation else ""
    opening = frame.opening.folded[:200] if frame.opening else ""
    labels = [field.folded for field in fields_in(frame.head, "result")]
    return [session, title, _addressed(salutation), *labels, opening]


def _addressed(salutation: str) -> str:
    if re.search(r"委员(?!会)|政协|提案|界别|民盟|民建|民进|民革|农工|致公|九三|台盟|党派", salutation):
        return "政协"
    return "人大" if re.search(r"代表", salutation) else ""


def _kind_of(text: str) -> DocumentKind | None:
    if _PROPOSAL.search(text):
        return DocumentKind.REPLY_TO_PROPOSAL
    if _DEPUTY.search(text):
        return DocumentKind.REPLY_TO_DEPUTY
    return None
