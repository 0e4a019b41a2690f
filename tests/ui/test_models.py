"""The models of lists and tables, checked against Qt's rules for models and a person's for order."""

import string
from dataclasses import replace
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt

from tests.ui.conftest import CheckModel
from viewer.core.catalog import DocumentSummary, ImportFailure, ImportReport
from viewer.core.document import Document, DocumentId, Paragraph, ParagraphRole
from viewer.core.hit import FacetChoice, Hit, SearchResult, Snippet
from viewer.core.metadata import DocumentKind, Metadata
from viewer.core.reading import Source
from viewer.core.span import Span
from viewer.ui.dates import written_date
from viewer.ui.importing.report_model import ReportModel
from viewer.ui.library.columns import COLUMNS, natural_key
from viewer.ui.library.document_model import DocumentModel
from viewer.ui.library.facet_model import FacetModel, FacetRowKind
from viewer.ui.library.facets import count_facets, keep_chosen
from viewer.ui.reader.outline import OutlineModel
from viewer.ui.search.result_delegate import fit_to_marks
from viewer.ui.search.result_model import ResultModel

NUMBERS = ("054", "9", None, "DH0271", "0043", "第4041号")
DATE = [column.name for column in COLUMNS].index("date")
NUMBER = [column.name for column in COLUMNS].index("number")


def summary(number: int, metadata: Metadata) -> DocumentSummary:
    source = Source(f"{number}.txt", "text/plain", f"{number:064x}", 10)
    return DocumentSummary(DocumentId(str(number)), source, metadata, "2024-01-01T00:00:00Z", 10, indexed=True)


def some_summaries() -> list[DocumentSummary]:
    base = Metadata(title="关于停车的答复", kind=DocumentKind.REPLY_TO_DEPUTY)
    dates = ("2024-04-30", None, "2023-08", "2022-03-25", "2024-04-25", "2023-03-03")
    return [
        summary(place, replace(base, number=number, date=date))
        for place, (number, date) in enumerate(zip(NUMBERS, dates, strict=True))
    ]


def column_of(model: DocumentModel, column: int) -> list[str | None]:
    return [model.index(row, column).data() for row in range(model.rowCount())]


def test_the_document_list_keeps_qts_rules(check_model: CheckModel) -> None:
    model = DocumentModel()
    check_model(model)
    model.show_documents(some_summaries())
    model.sort(NUMBER, Qt.SortOrder.AscendingOrder)
    model.filter((FacetChoice("year", "2024"),))
    model.filter(())


def test_numbers_are_ordered_by_their_value() -> None:
    model = DocumentModel()
    model.show_documents(some_summaries())
    model.sort(NUMBER, Qt.SortOrder.AscendingOrder)
    assert column_of(model, NUMBER) == ["9", "0043", "054", "DH0271", "第4041号", None]


def test_documents_without_a_date_stay_last_in_both_orders() -> None:
    model = DocumentModel()
    model.show_documents(some_summaries())
    for order in Qt.SortOrder:
        model.sort(DATE, order)
        assert column_of(model, DATE)[-1] is None


def test_sorting_keeps_the_selection_on_its_document() -> None:
    model = DocumentModel()
    model.show_documents(some_summaries())
    model.sort(DATE, Qt.SortOrder.AscendingOrder)
    row = model.row_of(DocumentId("3"))
    assert row == 0


@given(st.lists(st.text(string.digits + string.ascii_letters + "第号〔〕", max_size=8)))
@settings(max_examples=50, deadline=None)
def test_any_numbers_can_be_ordered(numbers: list[str]) -> None:
    ordered = [natural_key(number) for number in sorted(numbers, key=natural_key)]
    assert all(before <= after for before, after in pairwise(ordered))


def test_counts_of_a_facet_are_not_narrowed_by_its_own_choice() -> None:
    summaries = some_summaries()
    choices = (FacetChoice("year", "2024"),)
    assert dict(count_facets(summaries, choices)["year"]) == {"2024": 2, "2023": 2, "2022": 1}
    assert dict(count_facets(summaries, choices)["kind"]) == {"代表建议答复": 2}


def test_values_of_one_facet_widen_each_other() -> None:
    kept = keep_chosen(some_summaries(), (FacetChoice("year", "2024"), FacetChoice("year", "2022")))
    assert sorted(each.metadata.year or 0 for each in kept) == [2022, 2024, 2024]


def test_the_filters_keep_qts_rules(check_model: CheckModel) -> None:
    model = FacetModel()
    check_model(model)
    many = {"issuing_unit": tuple((f"{number}次会议", 1) for number in range(20))}
    model.show_counts(many, ())
    assert model.row_at(model.rowCount() - 1).kind is FacetRowKind.MORE
    model.show_whole("issuing_unit")
    model.toggle_folded("issuing_unit")
    assert model.rowCount() == 1


def test_a_chosen_value_stays_though_nothing_is_left_to_count() -> None:
    model = FacetModel()
    model.fold(())
    model.show_counts({}, (FacetChoice("result", "留作参考"),))
    rows = [model.row_at(row) for row in range(model.rowCount())]
    assert [(row.text, row.count, row.is_chosen) for row in rows if row.kind is FacetRowKind.VALUE] == [
        ("留作参考", 0, True),
    ]


def hit(number: int) -> Hit:
    snippet = Snippet(100, "推进人工智能应用", (Span(2, 6),))
    return Hit(DocumentId(str(number)), "题", None, 1.0, (Span(102, 106),), (snippet,), Metadata())


def test_results_come_page_by_page(check_model: CheckModel) -> None:
    model = ResultModel()
    check_model(model)
    wanted: list[int] = []
    model.page_wanted.connect(wanted.append)
    model.show_result(SearchResult("q", 3, 1.0, complete=True, hits=(hit(1), hit(2))))
    model.fetchMore(model.index(-1))
    model.fetchMore(model.index(-1))
    model.append_page(SearchResult("q", 3, 1.0, complete=True, hits=(hit(2), hit(3))))
    assert wanted == [2]
    assert [each.id for each in model.hits] == ["1", "2", "3"]
    assert not model.canFetchMore(model.index(-1))


def test_a_passage_leads_to_its_first_mark() -> None:
    model = ResultModel()
    model.show_result(SearchResult("q", 1, 1.0, complete=True, hits=(hit(1),)))
    assert model.row_at(1).span == Span(102, 106)


@given(st.text(min_size=1, max_size=120), st.data())
@settings(max_examples=60, deadline=None)
def test_a_cut_passage_marks_the_same_words(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    shown, marks = fit_to_marks(Snippet(0, text, (Span(start, end),)), 20)
    assert text[start:end].startswith(marks[0].of(shown))
    assert marks[0].length > 0


def test_what_an_import_could_not_do_keeps_qts_rules(check_model: CheckModel) -> None:
    failure = ImportFailure("/x/空白.txt", "是空文件", "请重新导出")
    model = ReportModel(ImportReport(failed=(failure,), duplicates=(("/x/副本.txt", DocumentId("1")),)))
    check_model(model)
    assert [model.index(row, 0).data() for row in range(2)] == ["空白.txt", "副本.txt"]
    assert model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole) == "/x/空白.txt"


def test_the_outline_knows_under_which_heading_a_place_stands(check_model: CheckModel) -> None:
    text = "题\n一、甲\n正文\n二、乙"
    spans = (Span(0, 1), Span(2, 5), Span(6, 8), Span(9, 12))
    roles = (ParagraphRole.TITLE, ParagraphRole.HEADING, ParagraphRole.BODY, ParagraphRole.HEADING)
    model = OutlineModel()
    check_model(model)
    model.show_document(Document(text, tuple(map(Paragraph, spans, roles))))
    assert [model.index(row).data() for row in range(model.rowCount())] == ["一、甲", "二、乙"]
    assert [model.row_for(offset) for offset in (0, 2, 7, 10)] == [None, 0, 0, 1]


def test_dates_are_written_as_an_office_writes_them() -> None:
    assert [written_date(iso) for iso in ("2024-04-05", "2023-08", "2022", "?")] == [
        "2024年4月5日",
        "2023年8月",
        "2022年",
        "?",
    ]
