"""What a role may not do it cannot do, also with a client of its own that speaks SQL."""

from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from tests.postgres_server import PostgresServer
from viewer.core.annotation import Annotation, NoteContent
from viewer.core.document import DocumentId
from viewer.core.errors import LibraryForbiddenError
from viewer.core.label import LabelChange
from viewer.core.progress import CancelToken, ignore_progress
from viewer.core.series import DecisionId
from viewer.core.span import Span
from viewer.services.across_tables import AcrossTables
from viewer.services.annotating import Annotating
from viewer.services.bookmarking import Bookmarking
from viewer.services.labelling import Labelling
from viewer.store.postgres.address import read_address
from viewer.store.postgres.office_library import OfficeLibrary
from viewer.store.series_table import Decision

People = Callable[[str], OfficeLibrary]
Hostile = Callable[[str, str], list[tuple[object, ...]]]

ROLES = ("reader", "annotator", "editor", "admin")


def shared(people: People, document_id: DocumentId) -> Annotation:
    return Annotating(people("annotator")).annotate(document_id, Span(0, 2), NoteContent(note="大家看"))


def test_each_is_told_their_role(people: People) -> None:
    assert [people(role).role for role in ROLES] == list(ROLES)


@pytest.mark.parametrize("user", ["reader", "other", "editor", "admin"])
@pytest.mark.usefixtures("personal")
def test_nobody_else_sees_a_personal_note(hostile: Hostile, user: str) -> None:
    assert hostile(user, "SELECT note FROM annotations") == []
    assert hostile(user, "TABLE annotations") == []
    assert hostile(user, "SELECT 1 FROM change_log WHERE detail LIKE '%心里话%'") == []
    assert hostile(user, "SELECT 1 FROM annotations WHERE note LIKE '心%'") == []


@pytest.mark.usefixtures("personal")
def test_its_owner_sees_a_personal_note_and_what_the_log_says_of_it(hostile: Hostile) -> None:
    assert hostile("annotator", "SELECT note, owner, personal FROM annotations") == [("心里话", "annotator", True)]
    assert hostile("annotator", "SELECT by FROM change_log WHERE action = 'share annotation'") == [("annotator",)]


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE annotations SET note = 'x'",
        "UPDATE annotations SET personal = false",
        "UPDATE annotations SET owner = 'other'",
    ],
)
@pytest.mark.usefixtures("personal")
def test_a_personal_note_cannot_be_touched_by_another_annotator(hostile: Hostile, sql: str) -> None:
    assert hostile("other", sql) == [(0,)]
    assert hostile("annotator", "SELECT note, personal FROM annotations") == [("心里话", True)]


def test_the_entries_about_a_document_are_those_that_may_be_seen(
    people: People, hostile: Hostile, personal: Annotation, document_id: DocumentId
) -> None:
    shared(people, document_id)
    every = "SELECT (SELECT count(*) FROM entries_of(id, NULL, 9)) FROM documents"
    assert (hostile("annotator", every), hostile("other", every)) == ([(4,)], [(2,)])
    seen = people("other").signed_changes().latest(document_id, most=9)
    assert [(each.action, each.subject == personal.id) for each in seen] == [("annotate", False), ("import", False)]


def test_a_note_may_be_personal_from_the_first(people: People, hostile: Hostile, document_id: DocumentId) -> None:
    library = people("annotator")
    with library.transaction():
        library.annotations().keep_new_personal()
        Annotating(library).annotate(document_id, Span(0, 2), NoteContent(note="心里话"))
    assert hostile("other", "SELECT 1 FROM annotations") == []
    assert hostile("other", "SELECT 1 FROM change_log WHERE action = 'annotate'") == []


def test_nobody_makes_the_note_of_another_personal(people: People, hostile: Hostile, document_id: DocumentId) -> None:
    shared(people, document_id)
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        hostile("other", "UPDATE annotations SET personal = true")


def test_nobody_signs_for_another_or_at_another_time(people: People, hostile: Hostile, document_id: DocumentId) -> None:
    shared(people, document_id)
    hostile("other", "UPDATE annotations SET note = 'x', owner = 'admin', signed_by = 'admin', version = 77")
    ((owner, signed_by, version, recent),) = hostile(
        "reader", "SELECT owner, signed_by, version, signed_at > now() - interval '1 minute' FROM annotations"
    )
    assert (owner, signed_by, version, recent) == ("annotator", "other", 2, True)


def test_the_log_bears_the_true_name_and_the_servers_time(hostile: Hostile, document_id: DocumentId) -> None:
    assert document_id
    hostile("reader", "INSERT INTO change_log (at, action, subject, detail, by, visible_to)"
                      " VALUES ('1999', 'lie', 'x', '{}', 'admin', 'nobody')")  # fmt: skip
    assert hostile("editor", "SELECT by, at > '2000', visible_to FROM change_log WHERE action = 'lie'") == [
        ("reader", True, None)
    ]


MOVED = """
    SELECT set_config('andu.moving', 'on', true);
    INSERT INTO change_log (at, action, subject, detail, by, moved_by)
    VALUES ('1999', 'put bookmark', 'x', '{{}}', 'zhang', 'zhang'), ('1999', 'import', 'x', '{{}}', 'zhang', 'zhang')
"""


def test_who_moves_a_history_keeps_its_names_and_is_named_for_it(hostile: Hostile) -> None:
    hostile("admin", MOVED.format())
    log = "SELECT action, by, moved_by FROM change_log WHERE subject = 'x'"
    assert hostile("reader", log) == [("import", "zhang", "admin")]
    assert sorted(hostile("admin", log)) == [("import", "zhang", "admin"), ("put bookmark", "zhang", "admin")]


@pytest.mark.parametrize("user", ["reader", "annotator", "editor"])
def test_nobody_else_moves_a_history(hostile: Hostile, user: str) -> None:
    hostile(user, MOVED.format())
    assert set(hostile(user, "SELECT by, moved_by FROM change_log WHERE subject = 'x'")) == {(user, None)}


@pytest.mark.parametrize("user", ROLES)
@pytest.mark.parametrize(
    "sql",
    ["UPDATE change_log SET detail = '{}'", "DELETE FROM change_log", "TRUNCATE change_log", "DROP TABLE change_log"],
)
def test_nobody_rewrites_the_log(people: People, hostile: Hostile, user: str, sql: str) -> None:
    assert people("reader").role == "reader"
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        hostile(user, sql)


FORBIDDEN = {
    "reader": (
        "INSERT INTO document_tags SELECT row, 'x' FROM documents",
        "UPDATE annotations SET note = 'x'",
        "DELETE FROM annotations",
        "INSERT INTO commitment_records (document, words) SELECT row, 'x' FROM documents",
    ),
    "annotator": (
        "INSERT INTO annotations SELECT * FROM annotations",
        "UPDATE documents SET removed_at = 'x'",
        "UPDATE readings SET text = ''",
        "DELETE FROM annotations",
        "INSERT INTO terms (id, term, type, added_by, added_at) VALUES ('1', 'x', 'ORG', '', '')",
        "UPDATE library SET value = '99'",
        "DELETE FROM originals",
        "DELETE FROM postings",
        "UPDATE series_decisions SET removed_at = 'x'",
        "DELETE FROM series_decisions",
        "INSERT INTO series_decisions SELECT * FROM series_decisions",
    ),
    "editor": ("DELETE FROM documents", "DELETE FROM annotations"),
    "admin": (
        "ALTER TABLE annotations DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE annotations DISABLE TRIGGER ALL",
        "DROP TRIGGER signed ON change_log",
        "CREATE OR REPLACE FUNCTION sign_row() RETURNS trigger LANGUAGE sql AS 'SELECT 1'",
        "CREATE TABLE andu.more (a int)",
        "SET session_replication_role = replica",
        "SET SESSION AUTHORIZATION annotator",
        "SET ROLE andu_owner",
        "CREATE ROLE somebody SUPERUSER",
        "COPY documents TO PROGRAM 'cat'",
        "SELECT pg_read_file('/etc/passwd')",
    ),
}


@pytest.mark.parametrize(("user", "sql"), [(user, sql) for user, some in FORBIDDEN.items() for sql in some])
@pytest.mark.usefixtures("document_id")
def test_what_a_role_does_not_permit_is_refused(hostile: Hostile, user: str, sql: str) -> None:
    with pytest.raises((psycopg.errors.InsufficientPrivilege, psycopg.errors.SyntaxError)):
        hostile(user, sql)


def test_bookmarks_stars_and_searches_are_everybodys_own(
    people: People, hostile: Hostile, document_id: DocumentId
) -> None:
    library = people("annotator")
    Bookmarking(library).add(document_id, "我的")
    assert hostile("other", "SELECT * FROM bookmarks") == []
    assert hostile("other", "UPDATE bookmarks SET name = 'x'") == [(0,)]
    assert hostile("other", "SELECT 1 FROM change_log WHERE action = 'put bookmark'") == []
    starring = "INSERT INTO document_states (document, owner, starred) SELECT row, 'annotator', 1 FROM documents"
    assert hostile("other", starring) == [(1,)]  # whatever it says, the star is the sender's
    assert hostile("other", "SELECT owner FROM document_states") == [("other",)]
    assert hostile("annotator", "SELECT * FROM document_states") == []


def test_a_reader_keeps_stars_and_what_is_read(people: People, document_id: DocumentId) -> None:
    Labelling(people("annotator")).change([document_id], LabelChange(add_tags=("停车",)))
    own = Labelling(people("reader"))
    own.change([document_id], LabelChange(starred=True, read=True))
    (labels,) = own.all()
    assert (labels.starred, labels.tags) == (True, ("停车",))
    with pytest.raises(LibraryForbiddenError):
        own.change([document_id], LabelChange(add_tags=("养老",)))


def test_a_reader_is_told_in_words(people: People, document_id: DocumentId) -> None:
    reader = people("reader")
    with pytest.raises(LibraryForbiddenError):
        Annotating(reader).annotate(document_id, Span(0, 2))
    with pytest.raises(LibraryForbiddenError), reader.transaction() as documents:
        documents.remove(document_id)


def test_whoever_has_no_role_is_not_let_in(users: PostgresServer, office_database: str, tmp_path: Path) -> None:
    with users.connect("postgres") as connection:
        connection.execute("DROP ROLE IF EXISTS stranger")
        connection.execute("CREATE ROLE stranger LOGIN")
    with pytest.raises(LibraryForbiddenError):
        OfficeLibrary.open(read_address(users.address(office_database, "stranger")), None, tmp_path)


@pytest.mark.parametrize(("user", "waiting"), [("reader", 1), ("annotator", 1), ("editor", 0)])
@pytest.mark.usefixtures("document_id")
def test_the_tables_across_documents_are_brought_up_by_who_may_import(people: People, user: str, waiting: int) -> None:
    tables = AcrossTables(people(user))
    tables.bring_up_to_date(progress=ignore_progress, cancel=CancelToken())
    assert tables.freshness().waiting == waiting


def test_a_series_is_decided_by_an_editor(people: People, hostile: Hostile) -> None:
    decision = Decision(DecisionId("a"), "pin", {"key": "甲"})
    annotator = people("annotator")
    with pytest.raises(LibraryForbiddenError), annotator.transaction():
        annotator.series().add_decision(decision)
    editor = people("editor")
    with editor.transaction():
        editor.series().add_decision(decision)
    assert hostile("reader", "SELECT id FROM series_decisions") == [("a",)]


def test_only_an_administrator_deletes_notes_for_good(people: People, document_id: DocumentId) -> None:
    writer = Annotating(people("annotator"))
    made = writer.annotate(document_id, Span(0, 2))
    writer.remove([made.id])
    with pytest.raises(LibraryForbiddenError):
        writer.purge([made.id])
    assert [each.id for each in writer.removed()] == [made.id]
    Annotating(people("admin")).purge([made.id])
    assert writer.removed() == []
