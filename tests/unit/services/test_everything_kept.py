"""Whatever a person wrote comes back from an archive row by row, and leaves with the open folder."""

import csv
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from tests.unit.services.conftest import ImportNow
from viewer.core.annotation import NoteContent
from viewer.core.commitment import CommitmentState
from viewer.core.document import DocumentId
from viewer.core.entity import EntityType
from viewer.core.knowledge import Scope
from viewer.core.label import LabelChange
from viewer.core.lexicon import LexiconTerm
from viewer.core.note_template import TemplateKind
from viewer.core.progress import CancelToken, ignore_progress
from viewer.core.span import Span
from viewer.services.backing_up import restore
from viewer.services.opening import Services

FILLED = (
    "annotations",
    "bookmarks",
    "change_log",
    "collection_documents",
    "collections",
    "commitment_records",
    "corrections",
    "document_states",
    "document_tags",
    "library",
    "saved_searches",
    "series_decisions",
    "terms",
)


@pytest.fixture
def written(services: Services, import_now: ImportNow, tmp_path: Path) -> Services:
    """Return a library in which a person has used everything that is kept."""
    for year in (2022, 2023):
        text = (
            f"关于对区十七届人大{year - 2020}次会议第0{year - 2000}号代表建议的答复\n\n张三代表：\n\n"
            f"　　您提出的建议收悉，现答复如下：{year}年新增公共停车泊位{year - 1000}个。\n\n"
            f"　　{year + 1}年底前，我们将建成充电桩300个。\n\n长宁区建设和管理委员会\n{year}年5月8日\n"
        )
        (tmp_path / f"{year}.txt").write_text(text, encoding="utf-8")
    first, second = import_now(*sorted(tmp_path.glob("*.txt"))).imported
    _annotate_and_teach(services, first)
    _sort(services, (first, second))
    _compare(services)
    return services


def _annotate_and_teach(services: Services, document_id: DocumentId) -> None:
    at = services.documents.open(document_id).reading.document.text.index("充电桩")
    services.annotating.annotate(document_id, Span(0, 5), NoteContent(note="批注", tags=("停车",)))
    gone = services.annotating.annotate(document_id, Span(6, 9), NoteContent(note="扔掉的"))
    services.annotating.remove([gone.id])
    services.bookmarking.add(document_id, "书签", span=Span(2, 6))
    services.teaching.mark(document_id, Span(at, at + 3), EntityType.FACILITY, Scope.HERE)
    services.teaching.add_term(LexiconTerm("张三", EntityType.PERSON))
    services.templates.add(TemplateKind.CITATION, "自己的", "{{ passage }}")


def _sort(services: Services, ids: tuple[DocumentId, ...]) -> None:
    collection = services.labelling.add_collection("今年")
    services.labelling.change(ids, LabelChange(add_tags=("重点",), starred=True, read=True, add_to=(collection.id,)))
    services.saved_searches.save("停车", "停车泊位")
    services.synonyms.write([("停车", "泊车")])


def _compare(services: Services) -> None:
    services.tables.bring_up_to_date(progress=ignore_progress, cancel=CancelToken())
    series = services.indicators.list_series()[0]
    services.indicators.rename(series.id, "泊位")
    services.indicators.pin(series.id)
    entry = services.ledger.entries()[0]
    services.ledger.note(replace(entry, state=CommitmentState.KEPT, note="已核实"))


def tables(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return all rows of all tables; the mark of the index, which is built anew, is left out."""
    with closing(sqlite3.connect(folder / "library.db")) as connection:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        found = {}
        for name in names:
            columns = [row[1] for row in connection.execute(f"PRAGMA table_info({name})") if row[1] != "indexed"]
            found[name] = sorted(connection.execute(f"SELECT {', '.join(columns)} FROM {name}"), key=repr)  # noqa: S608
    return found


def files(folder: Path) -> dict[str, bytes]:
    """Return the originals and a person's own tables."""
    found = [*folder.glob("originals/*/*"), folder / "synonyms.toml"]
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


def test_an_archive_brings_back_every_row_of_every_table_and_every_file(written: Services, tmp_path: Path) -> None:
    written.backups.archive(tmp_path / "whole.zip", progress=ignore_progress, cancel=CancelToken())
    restore(tmp_path / "whole.zip", tmp_path / "restored", progress=ignore_progress, cancel=CancelToken())
    before, after = tables(written.folder), tables(tmp_path / "restored")
    empty = {name for name in FILLED if not before[name]}
    assert not empty
    assert {name for name in before if before[name] != after[name]} == set()
    assert files(tmp_path / "restored") == files(written.folder)


def test_all_a_person_filled_in_leaves_with_the_open_folder(written: Services, tmp_path: Path) -> None:
    written.export_everything(tmp_path / "open", progress=ignore_progress, cancel=CancelToken())
    stored = tables(written.folder)
    for name in FILLED:
        with (tmp_path / "open" / "tables" / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            assert len(list(csv.reader(file))) - 1 == len(stored[name]), name
    assert (tmp_path / "open" / "synonyms.toml").read_bytes() == (written.folder / "synonyms.toml").read_bytes()
    with (tmp_path / "open" / "tables" / "document_tags.csv").open(encoding="utf-8-sig", newline="") as file:
        named = {row["document"] for row in csv.DictReader(file)}
    assert named == {str(each.id) for each in written.catalog.summaries()}
