"""What the letterhead of a reply says about it; a value the document does not state is ``None``."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from viewer.core.span import Span


class DocumentKind(StrEnum):
    """The kinds of document an office files here."""

    REPLY_TO_DEPUTY = "代表建议答复"
    REPLY_TO_PROPOSAL = "政协提案答复"
    REPORT = "评估报告"
    OTHER = "其他"


@dataclass(frozen=True, slots=True)
class Metadata:
    """The letterhead's fields; ``spans`` points at the words each value was read from.

    ``date`` is ISO 8601 (``2022-03-25``; ``2023-08`` where no day is given). ``result`` is the value,
    ``result_raw`` the words around it. ``spans["addressees"]`` covers the whole list of addressees.
    """

    title: str | None = None
    kind: DocumentKind = DocumentKind.OTHER
    session: str | None = None
    number: str | None = None
    result: str | None = None
    result_raw: str | None = None
    signer: str | None = None
    doc_no: str | None = None
    addressees: tuple[str, ...] = ()
    subject: str | None = None
    issuing_unit: str | None = None
    date: str | None = None
    disclosure: str | None = None
    contact_person: str | None = None
    contact_phone: str | None = None
    address: str | None = None
    postcode: str | None = None
    spans: Mapping[str, Span] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def year(self) -> int | None:
        """Return the year of the document's date."""
        return int(self.date[:4]) if self.date else None
