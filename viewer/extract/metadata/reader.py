"""All fields of a letter, read one by one from its frame."""

from types import MappingProxyType

from viewer.core.document import Document
from viewer.core.metadata import DocumentKind, Metadata
from viewer.core.span import Span
from viewer.extract.metadata.addressees import read_addressees
from viewer.extract.metadata.contact import read_contact
from viewer.extract.metadata.dates import read_date
from viewer.extract.metadata.disclosure import read_disclosure
from viewer.extract.metadata.doc_no import read_doc_no
from viewer.extract.metadata.frame import Frame, read_frame
from viewer.extract.metadata.issuing_unit import read_issuing_unit
from viewer.extract.metadata.kind import Evidence, read_kind
from viewer.extract.metadata.lines import Found
from viewer.extract.metadata.result import read_result
from viewer.extract.metadata.session_number import read_number, read_session
from viewer.extract.metadata.signer import read_signer
from viewer.extract.metadata.subject import read_subject
from viewer.extract.metadata.title import Title, read_marked_title, read_title

_REPLIES = (DocumentKind.REPLY_TO_DEPUTY, DocumentKind.REPLY_TO_PROPOSAL)


def read_metadata(document: Document) -> Metadata:
    """Return what the document says about itself; a text that is no official letter or report yields nothing.

    Only the ends of the document are read, so the time does not depend on its length.
    """
    frame = read_frame(document)
    title = read_title(frame)
    doc_no = read_doc_no(frame)
    session = read_session(None if title is None else title.line, frame)
    kind = read_kind(Evidence(frame, title, session))
    if kind is DocumentKind.OTHER and title is None:
        title = read_marked_title(frame)
        if title is None and doc_no is None and not _is_signed(frame):
            return Metadata()
    return _fields(frame, title, doc_no, session, kind)


def _is_signed(frame: Frame) -> bool:
    return frame.unit is not None and frame.date is not None


def _fields(
    frame: Frame, title: Title | None, doc_no: Found | None, session: Found | None, kind: DocumentKind
) -> Metadata:
    line = None if title is None else title.line
    is_reply = kind in _REPLIES
    result = read_result(line, frame)
    contact = read_contact(frame)
    addressees = read_addressees(frame)
    found = {
        "title": None if line is None else line.found(0, len(line.plain)),
        "session": session if is_reply else read_session(line, None),
        "number": read_number(line, frame if is_reply else None),
        "result": None if result is None else result.value,
        "result_raw": None if result is None else result.raw,
        "signer": read_signer(frame),
        "doc_no": doc_no,
        "subject": read_subject(line, frame, is_reply=is_reply),
        "issuing_unit": read_issuing_unit(line, frame, is_report=kind is DocumentKind.REPORT),
        "date": read_date(frame),
        "disclosure": read_disclosure(frame),
        "contact_person": contact.person,
        "contact_phone": contact.phone,
        "address": contact.address,
        "postcode": contact.postcode,
    }
    present = {name: value for name, value in found.items() if value is not None}
    spans: dict[str, Span] = {name: value.span for name, value in present.items()}
    if addressees is not None:
        spans["addressees"] = addressees.span
    return Metadata(
        **{name: value.value for name, value in present.items()},
        kind=kind,
        addressees=() if addressees is None else addressees.names,
        spans=MappingProxyType(spans),
    )
