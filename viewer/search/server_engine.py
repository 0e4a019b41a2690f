"""Answering searches over posting lists and texts that lie on a server."""

from collections.abc import Callable
from contextlib import AbstractContextManager

from viewer.search.engine import Engine
from viewer.search.library_view import LibraryView
from viewer.search.reader import IndexReader
from viewer.search.server_reader import ListServer, ServerReaders
from viewer.search.server_texts import ServerTexts
from viewer.search.synonyms import SynonymBook
from viewer.text.segment import Segmenter


class ServerEngine(Engine):
    """The same answers as from an index in a folder, each of one moment: ``transaction`` holds it still."""

    def __init__(
        self,
        server: Callable[[], ListServer],
        transaction: Callable[[], AbstractContextManager[object]],
        library: LibraryView,
        segmenter: Segmenter,
    ) -> None:
        self._server = server
        readers, texts = ServerReaders(server, transaction), ServerTexts(server)
        super().__init__(readers, library, segmenter, texts, synonyms=SynonymBook(lambda: server().synonyms()))

    def _is_complete(self, _reader: IndexReader) -> bool:
        """Ask whether documents wait: counting all of them would take longer than the search."""
        return self._server().is_complete()
