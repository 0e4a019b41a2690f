"""What importing and recognising need of a library, as faces."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Protocol

from viewer.core.catalog import ImportReport
from viewer.core.document import DocumentId
from viewer.core.pair import OfferedPair
from viewer.core.progress import CancelToken, Progress
from viewer.core.scan import WaitingScan


class Importer(Protocol):
    """Files into the library."""

    def import_paths(
        self,
        paths: Iterable[Path],
        *,
        progress: Progress,
        cancel: CancelToken,
        passwords: Iterable[str] = (),
        recognise: bool = True,
    ) -> ImportReport:
        """Import files and folders."""


class Recognising(Protocol):
    """Scans that wait."""

    def waiting(self) -> list[WaitingScan]:
        """Return them, the oldest first."""

    def run(self, wanted: Sequence[str] | None = None, *, progress: Progress, cancel: CancelToken) -> ImportReport:
        """Recognise them and bring them into the library."""

    def pause(self, *, paused: bool) -> None:
        """Note that they shall wait, or go on."""


class Pairing(Protocol):
    """The same reply as two files."""

    def offers(self, document_ids: Iterable[DocumentId], /, *, cancel: CancelToken) -> list[OfferedPair]:
        """Return the pairs these documents are one of."""

    def join(self, kept: DocumentId, joined: DocumentId, /) -> None:
        """Make one document of two."""

    def separate(self, joined: DocumentId, /) -> DocumentId:
        """Make a second original a document of its own again."""

    def decline(self, pair: OfferedPair, /) -> None:
        """Never offer this pair again."""

    def offer_again(self, pair: OfferedPair, /) -> None:
        """Take a ``decline`` back."""


class ImportServices(Protocol):
    """The services of one library that concern importing."""

    @property
    def importer(self) -> Importer:
        """Return the importer."""

    @property
    def recognising(self) -> Recognising:
        """Return the scans that wait."""

    @property
    def pairing(self) -> Pairing:
        """Return the pairs."""
