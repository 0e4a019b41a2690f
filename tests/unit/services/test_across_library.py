"""What the library says of one name, and the figures of one document as a file."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from viewer.core.across import TableFormat
from viewer.core.document import DocumentId
from viewer.core.entity import EntityType
from viewer.services.across_library import AcrossLibrary
from viewer.services.read_file import read_file
from viewer.store.library import Library

TEXT = "关于停车难的答复\n\n我局会同长宁区科学技术委员会研究，2023年全区新增停车泊位{}个，新建停车场3座。\n"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    library = Library.open(tmp_path / "library")
    yield library
    library.close()


def add(library: Library, folder: Path, bays: int) -> DocumentId:
    path = folder / f"{bays}.txt"
    path.write_text(TEXT.format(bays), encoding="utf-8")
    with library.transaction() as documents:
        return documents.add(read_file(path), pipeline_version="1")


def test_one_name_comes_with_the_documents_that_hold_it(library: Library, tmp_path: Path) -> None:
    ids = {add(library, tmp_path, 812), add(library, tmp_path, 95)}
    found = AcrossLibrary(library).name("长宁区科学技术委员会", EntityType.ORGANISATION)
    assert found is not None
    assert {each.document_id for each in found.documents} == ids
    assert found.mentions == 2


def test_a_name_nobody_wrote_is_not_there(library: Library, tmp_path: Path) -> None:
    add(library, tmp_path, 812)
    assert AcrossLibrary(library).name("无此机构", EntityType.ORGANISATION) is None


def test_the_figures_of_one_document_are_a_file_in_reading_order(library: Library, tmp_path: Path) -> None:
    document_id = add(library, tmp_path, 812)
    add(library, tmp_path, 95)
    lines = AcrossLibrary(library).figures_file(document_id, TableFormat.CSV).decode("utf-8-sig").splitlines()
    assert ["812个" in lines[1], "3座" in lines[2], len(lines)] == [True, True, 3]
    assert AcrossLibrary(library).figures_file(document_id, TableFormat.XLSX).startswith(b"PK")
