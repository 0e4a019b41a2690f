"""A library for another office holds what was chosen and nothing else, and starts beside its program."""

from collections.abc import Callable
from pathlib import Path

import pytest

from viewer.core.annotation import NoteContent
from viewer.core.document import DocumentId
from viewer.core.entity import EntityType
from viewer.core.errors import LibraryError
from viewer.core.knowledge import Scope
from viewer.core.label import READ, STARRED, LabelChange
from viewer.core.progress import CancelToken, ignore_progress
from viewer.core.span import Span
from viewer.services.across_tables import AcrossTables
from viewer.services.exporting_library import ExportedLibrary, export_library
from viewer.services.opening import Services
from viewer.store.library import Library
from viewer.store.transfer import TABLES

NOTE = "不应带走的话"
CORRECTIONS = next(table for table in TABLES if table.name == "corrections")


@pytest.fixture
def services(open_library: Callable[[], Services], tmp_path: Path) -> Services:
    for name in ("一", "二"):
        (tmp_path / f"{name}.txt").write_text(
            f"关于第{name}件建议的答复\n\n张三代表：\n推进智慧校园建设。\n", encoding="utf-8"
        )
    opened = open_library()
    paths = [tmp_path / "一.txt", tmp_path / "二.txt"]
    opened.importer.import_paths(paths, progress=ignore_progress, cancel=CancelToken())
    for summary in opened.catalog.summaries():
        opened.annotating.annotate(summary.id, Span(0, 2), NoteContent(note=NOTE))
    return opened


def exported(
    services: Services, target: Path, ids: list[DocumentId], *, program: Path | None = None, with_notes: bool = True
) -> ExportedLibrary:
    return export_library(
        services,
        ids,
        target,
        program=program,
        with_notes=with_notes,
        cache=target.parent / "cache",
        progress=ignore_progress,
        cancel=CancelToken(),
    )


def test_only_the_chosen_replies_go_along(services: Services, tmp_path: Path) -> None:
    chosen = services.catalog.summaries()[0]
    report = exported(services, tmp_path / "随带", [chosen.id])
    library = Library.open(tmp_path / "随带" / "data")
    with library.reading() as documents:
        found = documents.summaries()
    library.close()
    assert [each.source.sha256 for each in found] == [chosen.source.sha256]
    assert (report.documents, report.notes, report.has_program) == (1, 1, False)


def test_without_notes_no_word_of_them_is_in_any_file(services: Services, tmp_path: Path) -> None:
    exported(services, tmp_path / "随带", [each.id for each in services.catalog.summaries()], with_notes=False)
    files = [path for path in (tmp_path / "随带").rglob("*") if path.is_file()]
    assert not [path for path in files if NOTE.encode() in path.read_bytes()]


def test_bookmarks_tags_and_collections_go_with_the_notes(services: Services, tmp_path: Path) -> None:
    chosen, other = (each.id for each in services.catalog.summaries())
    kept, empty = services.labelling.add_collection("校园专题"), services.labelling.add_collection("别的专题")
    services.labelling.change([chosen], LabelChange(add_tags=("重点",), starred=True, read=True, add_to=(kept.id,)))
    services.labelling.change([other], LabelChange(add_tags=("不带走",), add_to=(empty.id,)))
    for document in (chosen, other):
        services.bookmarking.add(document, "看这里", span=Span(0, 2))
    assert exported(services, tmp_path / "随带", [chosen]).bookmarks == 1
    library = Library.open(tmp_path / "随带" / "data")
    with library.reading():
        [labels] = library.labels().all()
        assert (labels.tags, labels.states, labels.collections) == (("重点",), (STARRED, READ), (kept.id,))
        assert library.labels().collections() == [kept]
        assert [each.name for each in library.bookmarks().all()] == ["看这里"]
    library.close()


def test_kept_searches_go_with_the_notes_and_not_without(services: Services, tmp_path: Path) -> None:
    services.saved_searches.save("校园", "智慧校园")
    ids = [each.id for each in services.catalog.summaries()]
    for name, with_notes, names in (("带", True, ["校园"]), ("不带", False, [])):
        exported(services, tmp_path / name, ids, with_notes=with_notes)
        library = Library.open(tmp_path / name / "data")
        with library.reading():
            assert [each.name for each in library.saved_searches().all()] == names
        library.close()


def test_corrections_go_with_the_replies_they_are_about(services: Services, tmp_path: Path) -> None:
    chosen, other = (each.id for each in services.catalog.summaries())
    for document_id in (chosen, other):
        services.teaching.mark(document_id, Span(0, 2), EntityType.COMPANY, Scope.DOCUMENT)
    exported(services, tmp_path / "随带", [chosen])
    library = Library.open(tmp_path / "随带" / "data")
    with library.reading():
        assert len(list(library.transferred(CORRECTIONS))) == 1
    library.close()


def test_how_figures_hang_together_is_known_where_nothing_can_be_written(services: Services, tmp_path: Path) -> None:
    exported(services, tmp_path / "随带", [each.id for each in services.catalog.summaries()])
    library = Library.open(tmp_path / "随带" / "data")
    assert AcrossTables(library).freshness().waiting == 0
    library.close()


def test_without_notes_no_label_goes_along(services: Services, tmp_path: Path) -> None:
    chosen = services.catalog.summaries()[0].id
    services.labelling.change([chosen], LabelChange(add_tags=("重点",)))
    exported(services, tmp_path / "随带", [chosen], with_notes=False)
    library = Library.open(tmp_path / "随带" / "data")
    with library.reading():
        assert library.labels().all() == []
    library.close()


def test_the_program_goes_along_without_what_it_kept_beside_itself(services: Services, tmp_path: Path) -> None:
    program = tmp_path / "andu"
    for name in ("lib/viewer/app.pyc", "data/library.db", "cache/words"):
        (program / name).parent.mkdir(parents=True, exist_ok=True)
        (program / name).write_bytes(b"")
    exported(services, tmp_path / "随带", [services.catalog.summaries()[0].id], program=program)
    assert (tmp_path / "随带" / "lib" / "viewer" / "app.pyc").exists()
    assert (tmp_path / "随带" / "portable").exists()
    assert (tmp_path / "随带" / "data" / "library.db").stat().st_size
    assert not (tmp_path / "随带" / "cache").exists()


def test_a_folder_that_holds_something_is_refused(services: Services, tmp_path: Path) -> None:
    (tmp_path / "满").mkdir()
    (tmp_path / "满" / "文件").touch()
    with pytest.raises(LibraryError, match="已经存在"):
        exported(services, tmp_path / "满", [services.catalog.summaries()[0].id])


def test_nothing_is_left_of_a_failure(services: Services, tmp_path: Path) -> None:
    with pytest.raises(LibraryError):
        exported(services, tmp_path / "一.txt" / "随带", [services.catalog.summaries()[0].id])
    assert not list(tmp_path.glob("*未完成*"))
