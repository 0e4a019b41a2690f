"""Tables become files a spreadsheet opens without running anything in them."""

import csv
import io
import zipfile

import pytest

from viewer.exporting.note_tables import note_table
from viewer.exporting.noted_document import NotedDocument
from viewer.exporting.table import Table, to_csv, to_xlsx

FIGURES = Table("指标", ("名称", "数值"), (("综合税收", 310.5), ("=HYPERLINK(1)", -3), ("无", None)))


def test_csv_starts_with_the_mark_that_lets_excel_read_chinese() -> None:
    assert to_csv(FIGURES).startswith(b"\xef\xbb\xbf")


def test_a_text_that_looks_like_a_formula_is_disarmed_in_csv() -> None:
    rows = list(csv.reader(io.StringIO(to_csv(FIGURES).decode("utf-8-sig"))))
    assert rows[2] == ["'=HYPERLINK(1)", "-3"]


def test_numbers_stay_numbers_in_the_workbook() -> None:
    with zipfile.ZipFile(io.BytesIO(to_xlsx([FIGURES]))) as workbook:
        assert b"<v>310.5</v>" in workbook.read("xl/worksheets/sheet1.xml")


def test_no_formula_enters_the_workbook() -> None:
    with zipfile.ZipFile(io.BytesIO(to_xlsx([FIGURES]))) as workbook:
        assert b"<f>" not in workbook.read("xl/worksheets/sheet1.xml")


def test_a_sheet_name_with_forbidden_characters_is_cleaned() -> None:
    table = Table("2023/2024: [停车]", ("a",), ())
    with zipfile.ZipFile(io.BytesIO(to_xlsx([table]))) as workbook:
        assert "2023 2024   停车".encode() in workbook.read("xl/workbook.xml")


def test_a_row_of_the_wrong_width_is_refused() -> None:
    with pytest.raises(ValueError, match="2 cells"):
        Table("x", ("a", "b"), (("1",),))


def test_every_annotation_is_one_row_with_its_citation(noted: NotedDocument) -> None:
    table = note_table([noted])
    assert [row[:4] for row in table.rows] == [("关于增加停车泊位的答复", "054", "某某区城市管理局", "2023-05-06")] * 4
