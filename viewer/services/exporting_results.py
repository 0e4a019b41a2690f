"""An answer out to a file: every document that answers, every match in context, each with its citation."""

from collections.abc import Iterator
from dataclasses import replace

from viewer.core.errors import ViewerError
from viewer.core.hit import ResultFormat, SearchRequest, SearchResult
from viewer.core.progress import CancelToken, Progress, ProgressStep
from viewer.exporting.results import FoundDocument, result_markdown, result_table
from viewer.exporting.table import to_csv, to_xlsx
from viewer.search.snippet import cut_contexts
from viewer.services.index_face import Searching
from viewer.store.store import Store

_PAGE = 200
_MOST_ROWS = 1_000_000  # a sheet of Excel ends at 1,048,576


class ResultExport:
    """Exports the answers of one library."""

    def __init__(self, library: Store, searcher: Searching) -> None:
        self._library = library
        self._searcher = searcher

    def export(
        self, request: SearchRequest, result_format: ResultFormat, *, progress: Progress, cancel: CancelToken
    ) -> bytes:
        """Return all documents that answer, whatever page the request names; raises as ``Searcher.search`` does.

        Raises ``ViewerError`` where a sheet cannot hold the answer.
        """
        documents = list(self._documents(request, progress, cancel))
        if result_format is ResultFormat.MARKDOWN:
            return result_markdown(request.query, documents).encode()
        if sum(max(1, len(found.contexts)) for found in documents) > _MOST_ROWS:
            message = "命中的段落超过一百万处，一张表放不下。"
            raise ViewerError(message, advice="请加上筛选条件缩小范围，或导出为 Markdown。")
        table = result_table(documents)
        return to_csv(table) if result_format is ResultFormat.CSV else to_xlsx([table])

    def _documents(self, request: SearchRequest, progress: Progress, cancel: CancelToken) -> Iterator[FoundDocument]:
        done, total = 0, 1
        while done < total:
            result = self._searcher.search(replace(request, limit=_PAGE, offset=done), cancel=cancel)
            total = result.total if result.hits else 0
            yield from self._found(result)
            done += _PAGE
            progress(ProgressStep(min(done, total), total, ""))

    def _found(self, result: SearchResult) -> Iterator[FoundDocument]:
        with self._library.reading() as documents:
            texts = documents.texts([hit.id for hit in result.hits])
        for hit in result.hits:
            text = texts.get(hit.id)
            if text is not None:
                yield FoundDocument(hit, cut_contexts(text, hit.spans) if hit.spans else ())
