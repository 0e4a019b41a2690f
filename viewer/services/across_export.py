"""What is seen across documents as files of an office: XLSX, CSV or a Word table."""

from collections.abc import Sequence

from viewer.core.across import TableFormat
from viewer.core.commitment import LedgerEntry
from viewer.core.document import DocumentId
from viewer.core.entity import EntityType
from viewer.core.name_index import IndexedName
from viewer.core.progress import CancelToken
from viewer.core.series import SeriesId
from viewer.core.tally import Tally
from viewer.exporting.across_tables import (
    beside_table,
    collation_tables,
    ledger_table,
    mentions_table,
    names_table,
    tally_table,
)
from viewer.exporting.series_table import series_table
from viewer.exporting.table import Table, to_csv, to_xlsx
from viewer.services.indicators import Indicators
from viewer.services.ledger import Ledger
from viewer.services.name_pages import NamePages
from viewer.services.relating import Relating

_NOT_IN_WORD = {
    "指标": (
        *("口径", "指标", "上限", "比较", "可能下界", "可能上界", "角色", "起", "止", "确认"),
        *("标题", "编号", "承办单位", "日期", "文档"),
    ),
    "承诺事项": ("期限日", "原句", "编号", "承办单位", "文档"),
    "提及": ("文档",),
}
"""What a page has no room for, by the title of the table; who wants it takes the workbook."""


class AcrossExport:
    """Writes what the panes show; everything a citation needs goes along."""

    def __init__(self, indicators: Indicators, ledger: Ledger, names: NamePages, relating: Relating) -> None:
        self._indicators = indicators
        self._ledger = ledger
        self._names = names
        self._relating = relating

    def series(self, series_ids: Sequence[SeriesId], form: TableFormat, /) -> bytes:
        """Return series, all their statements."""
        found = [each for series_id in series_ids if (each := self._indicators.series(series_id)) is not None]
        return _file([series_table(found)], form)

    def ledger(self, entries: Sequence[LedgerEntry], form: TableFormat, /) -> bytes:
        """Return promises with the evidence confirmed."""
        judged = [(each, self._ledger.confirmed(each) if each.evidence else []) for each in entries]
        return _file([ledger_table(judged)], form)

    def names(self, names: Sequence[IndexedName], form: TableFormat, /) -> bytes:
        """Return names."""
        return _file([names_table(names)], form)

    def name_page(self, name: str, type_: EntityType, form: TableFormat, /) -> bytes:
        """Return the mentions of a name and the figures beside it."""
        page = self._names.page(name, type_)
        return _file([mentions_table(page), beside_table(page)] if page else [names_table([])], form)

    def tally(self, tally: Tally, form: TableFormat, /) -> bytes:
        """Return counts."""
        return _file([tally_table(tally)], form)

    def collation(self, left: DocumentId, right: DocumentId, titles: tuple[str, str], form: TableFormat, /) -> bytes:
        """Return two documents side by side."""
        return _file(collation_tables(self._relating.collate(left, right), *titles), form)

    def everything(self, form: TableFormat, /, *, cancel: CancelToken) -> bytes:
        """Return every series of the library."""
        return _file([series_table(self._indicators.all_series(cancel=cancel))], form)


def _file(tables: list[Table], form: TableFormat) -> bytes:
    """Return the tables in a form; a CSV file has room for the first one only."""
    if form is TableFormat.CSV:
        return to_csv(tables[0])
    if form is TableFormat.XLSX:
        return to_xlsx(tables)
    # Here, since what writes Word files takes long to load and most openings of a library write none.
    from viewer.exporting.word_table import to_docx  # noqa: PLC0415

    return to_docx(tables, left_out=_NOT_IN_WORD)
