"""What is seen across documents as tables of an office."""

import io
import zipfile

import docx
import pytest

from viewer.core.collation import CollatedRow, Collation, RowKind
from viewer.core.commitment import Commitment, CommitmentState, Evidence, EvidenceVerdict, LedgerEntry, Strength
from viewer.core.document import DocumentId
from viewer.core.span import Span
from viewer.core.tally import Dimension, Tally
from viewer.exporting.across_tables import collation_tables, ledger_table, tally_table
from viewer.exporting.table import Table, to_xlsx
from viewer.exporting.word_table import to_docx

ENTRY = LedgerEntry(
    DocumentId("a"), "答复", "001", "区教育局", "2023-05-06",
    Commitment(Span(0, 5), "将建学校。", "建学校", Strength.FIRM, "将", figure="2所"), CommitmentState.KEPT, "已核",
)  # fmt: skip


def test_a_promise_leaves_with_its_confirmed_evidence_only() -> None:
    evidence = [
        Evidence(DocumentId("b"), "后来", "2024-05-06", "学校建成。", 0, EvidenceVerdict.CONFIRMED),
        Evidence(DocumentId("c"), "别的", None, "无关。", 0, EvidenceVerdict.DISMISSED),
    ]
    (row,) = ledger_table([(ENTRY, evidence)]).rows
    assert ("已兑现" in row, "学校建成。（《后来》2024-05-06）" in row) == (True, True)


def test_counts_leave_with_their_sums() -> None:
    cells = {("2023", "教育"): (DocumentId("a"), DocumentId("b")), ("2024", "教育"): (DocumentId("c"),)}
    table = tally_table(Tally(Dimension.YEAR, Dimension.TOPIC, ("2023", "2024"), ("教育",), cells))
    assert table.rows == (("2023", 2, 2), ("2024", 1, 1), ("合计", 3, 3))


def test_a_collation_leaves_side_by_side() -> None:
    row = CollatedRow(RowKind.CHANGED, Span(0, 2), Span(0, 2))
    paragraphs, figures = collation_tables(Collation("甲乙", "甲丙", (row,)), "左", "右")
    assert (paragraphs.rows, figures.rows) == ((("有改动", "甲乙", "甲丙"),), ())


@pytest.mark.parametrize("cell", ["=1+1", "带\x01控制符", "", None, 3.5])
def test_any_cell_can_leave_as_word(cell: str | float | None) -> None:
    word = docx.Document(io.BytesIO(to_docx([Table("表", ("列", "不要"), ((cell, "x"),))], left_out={"表": ("不要",)})))
    assert [len(row.cells) for row in word.tables[0].rows] == [1, 1]


def test_an_empty_table_is_a_file_too() -> None:
    empty = Table("表", ("列",), ())
    assert zipfile.is_zipfile(io.BytesIO(to_docx([empty])))
    assert zipfile.is_zipfile(io.BytesIO(to_xlsx([empty])))


def test_what_one_table_leaves_out_stays_in_another() -> None:
    tables = [Table(title, ("指标", "值"), (("绿道", "26公里"),)) for title in ("指标", "数字变化")]
    word = docx.Document(io.BytesIO(to_docx(tables, left_out={"指标": ("指标",)})))
    assert [[cell.text for cell in table.rows[0].cells] for table in word.tables] == [["值"], ["指标", "值"]]


def test_chinese_text_in_word_has_a_chinese_font() -> None:
    word = docx.Document(io.BytesIO(to_docx([Table("表", ("列",), (("字",),))])))
    assert 'w:eastAsia="宋体"' in word.styles["Normal"].element.xml
