"""What the other services ask of whatever makes documents findable, be that a folder of files or a server."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Protocol

from viewer.core.document import DocumentId
from viewer.core.hit import Explanation, SearchRequest, SearchResult, Selection, Snippet
from viewer.core.progress import CancelToken, Progress
from viewer.core.span import Span
from viewer.services.backing_up import BackupReport
from viewer.services.index_keeper import IndexState


class Index(Protocol):
    """Keeps what is found in step with what is in the library; works in the background from ``start`` to ``close``."""

    def start(self) -> None:
        """Bring the index in step in the background; harmless when it runs already."""

    def state(self) -> IndexState:
        """Return how far the index has come; cheap enough to ask twice a second."""

    def set_aside(self) -> Mapping[DocumentId, str]:
        """Return the documents that cannot be indexed, each with the reason as a sentence."""

    def is_sound(self) -> bool:
        """Tell whether the index is whole and holds just the documents it should."""

    def wake(self) -> None:
        """Have new and removed documents looked for soon."""

    def suspect(self) -> None:
        """Have the index checked soon: something odd was met."""

    def wait(self, *, progress: Progress, cancel: CancelToken) -> None:
        """Return when everything is indexed. Raises ``IndexUnavailableError``, ``Cancelled``."""

    def rebuild(self, *, progress: Progress, cancel: CancelToken) -> None:
        """Make the index anew from the library. Raises ``IndexUnavailableError``, ``Cancelled``."""

    def close(self) -> None:
        """End the work in the background."""


class Safeguard(Protocol):
    """Keeps copies of a library."""

    def existing(self) -> list[Path]:
        """Return the automatic copies there are, the newest first."""

    def is_due(self, now: datetime) -> bool:
        """Tell whether an automatic copy is due."""

    def is_behind(self) -> bool:
        """Tell whether something was written since the newest copy."""

    def rotate(self, now: datetime, *, progress: Progress = ..., cancel: CancelToken | None = None) -> Path:
        """Make an automatic copy."""

    def archive(self, target: Path, *, progress: Progress, cancel: CancelToken) -> BackupReport:
        """Write the whole library into one file."""


class Searching(Protocol):
    """Answers questions to one library; every method raises ``QueryError`` for a query that cannot be read."""

    def search(self, request: SearchRequest, *, cancel: CancelToken) -> SearchResult:
        """Answer one question."""

    def select(self, request: SearchRequest, *, cancel: CancelToken) -> Selection:
        """Return all documents that answer, and how they divide."""

    def contexts(self, document_id: DocumentId, query: str) -> tuple[Snippet, ...]:
        """Return every match of the query in one document with the words around it."""

    def explain(self, request: SearchRequest, document_id: DocumentId, *, cancel: CancelToken) -> Explanation | None:
        """Return why a document stands where it stands among the answers, ``None`` when it does not answer."""

    def query_like(self, passage: str) -> str:
        """Return a query for documents like a passage, empty for none."""

    def find_in(self, document_id: DocumentId, query: str) -> tuple[Span, ...]:
        """Return where the query stands in one document, in order."""

    def warm_up(self, *, cancel: CancelToken) -> None:
        """Load what the first search would wait for."""

    def close(self) -> None:
        """Let go of what is held open."""
