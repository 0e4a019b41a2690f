"""Documents the index cannot take in: each time one was to be added, the process that does so died or failed.

They can be read and annotated like any other; only searches do not find them. Kept beside the index, so that the next
start does not fail on them again; another version of the program, or rebuilding the index, tries them anew.
"""

import json
import logging
from collections.abc import Mapping
from pathlib import Path

from viewer import __version__
from viewer.core.document import DocumentId
from viewer.store.filesystem import replacing

log = logging.getLogger(__name__)

_NAME = "set-aside.json"


class SetAside:
    """The list of one library; a file that cannot be read or written is an empty list."""

    def __init__(self, index_folder: Path) -> None:
        self._path = index_folder / _NAME
        self._reasons = _read(self._path)

    def reasons(self) -> Mapping[DocumentId, str]:
        """Return the documents with the sentence that says why."""
        return dict(self._reasons)

    def __contains__(self, document_id: DocumentId) -> bool:
        return document_id in self._reasons

    def __len__(self) -> int:
        return len(self._reasons)

    def add(self, document_id: DocumentId, reason: str) -> None:
        """Set a document aside."""
        log.info("a document is set aside: the index process fails on it")
        self._reasons[document_id] = reason
        self._save()

    def clear(self) -> None:
        """Let everything be tried again."""
        if self._reasons:
            self._reasons.clear()
            self._save()

    def _save(self) -> None:
        try:
            with replacing(self._path) as file:
                file.write(json.dumps({"program": __version__, "documents": self._reasons}).encode())
        except OSError as error:
            log.info("what is set aside is not kept: %s", type(error).__name__)


def _read(path: Path) -> dict[DocumentId, str]:
    try:
        content = json.loads(path.read_bytes())
        if content["program"] != __version__:
            return {}
        return {DocumentId(str(key)): str(value) for key, value in content["documents"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}
