"""Who may log in cannot, with a client of their own, spoil for the others what is theirs, nor listen at their doors."""

# ruff: noqa: ISC004, S608 - statements over two lines, made of what stands here

from collections.abc import Callable, Iterator
from dataclasses import replace
from hashlib import md5
from queue import Queue

import psycopg
import pytest

from tests.postgres_server import PostgresServer
from viewer.core.annotation import Annotation, NoteContent
from viewer.core.company import Link
from viewer.core.document import DocumentId
from viewer.core.news import News
from viewer.core.span import Span
from viewer.services.annotating import Annotating
from viewer.store.postgres.address import connect, read_address
from viewer.store.postgres.listening import Listening, news_of
from viewer.store.postgres.office_library import OfficeLibrary
from viewer.store.postgres.reach import Reach

People = Callable[[str], OfficeLibrary]
Hostile = Callable[[str, str], list[tuple[object, ...]]]

SOON = 10.0
NOTE = """
    INSERT INTO annotations (id, document, document_key, position_start, position_end, exact, prefix, suffix,
        text_sha256, normalizer, style, colour, note, tags, creator, created, modified, state, span_start, span_end
        {more})
    SELECT {id}, row, '{{}}', 0, 2, '停车', '', '',
        '', '', 'highlight', 'pink', '', '[]', '', '', '', 'anchored', 0, 2
        {values}
    FROM documents
"""


@pytest.fixture
def note(people: People, document_id: DocumentId) -> Annotation:
    """Return a note everybody sees."""
    return Annotating(people("annotator")).annotate(document_id, Span(0, 2), NoteContent(note="大家看", tags=("停车",)))


@pytest.mark.parametrize(
    ("user", "sql"),
    [
        ("reader", "INSERT INTO change_log (sequence, at, action, subject, detail) VALUES (9, '', 'x', 'x', '{}')"),
        ("reader", "INSERT INTO bookmarks (row, id, document, name, folder, position, created)"
                   " SELECT 9, 'x', row, '', '', 1, '' FROM documents"),
        ("reader", "INSERT INTO saved_searches (row, id, name, query, choices, sort, position, created)"
                   " VALUES (9, 'x', '', '', '', '', 1, '')"),
        ("other", NOTE.format(id="'x'", more=", row", values=", 9")),
        ("other", "UPDATE annotations SET row = 9"),
        ("other", "UPDATE annotations SET id = 'x'"),
        ("other", "INSERT INTO commitment_records (row, document, words, state, note, dismissed, changed_at)"
                  " SELECT 9, row, '', 'kept', '', 0, '' FROM documents"),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("note")
def test_nobody_takes_a_number_that_will_be_given_to_another(hostile: Hostile, user: str, sql: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        hostile(user, sql)


@pytest.mark.parametrize("table", ["annotations", "bookmarks", "document_states", "saved_searches", "change_log"])
def test_a_reader_locks_out_nobody(hostile: Hostile, table: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        hostile("reader", f"BEGIN; LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")


def test_a_bookmark_called_as_a_document_hides_nothing_of_it(
    people: People, hostile: Hostile, document_id: DocumentId
) -> None:
    hostile("other", "INSERT INTO bookmarks (id, document, name, folder, position, created)"
                     " SELECT id, row, '', '', 1, '' FROM documents")  # fmt: skip
    with people("editor").transaction() as documents:
        documents.remove(document_id)
    assert hostile("reader", "SELECT action FROM change_log ORDER BY sequence") == [("import",), ("remove",)]


def test_a_personal_note_is_not_called_as_another_thing(hostile: Hostile, document_id: DocumentId) -> None:
    assert document_id
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        hostile("other", NOTE.format(id="id", more=", personal", values=", true"))


def test_the_history_of_a_purged_note_is_not_hidden_under_its_name(
    people: People, hostile: Hostile, note: Annotation
) -> None:
    hostile("admin", "DELETE FROM annotations")
    name = f"'{note.id}'"
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        hostile("other", NOTE.format(id=name, more=", personal", values=", true"))
    hostile("other", NOTE.format(id=name, more="", values=""))
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        hostile("other", "UPDATE annotations SET personal = true")
    assert ("annotate", note.id) in [(each.action, each.subject) for each in people("reader").signed_changes().latest(
        None, most=9)]  # fmt: skip


def test_what_a_note_said_stays_in_the_log_when_another_writes_over_it(hostile: Hostile, note: Annotation) -> None:
    hostile("other", "UPDATE annotations SET note = '没有了', tags = '[]'")
    said = "SELECT detail::jsonb #>> '{before,note}', by FROM change_log WHERE action = 'edit annotation'"
    assert hostile("reader", said) == [(note.note, "other")]
    hostile("other", "UPDATE annotations SET note = '又没有了'; INSERT INTO change_log (at, action, subject, detail)"
                     f" VALUES ('', 'edit annotation', '{note.id}', '{{}}')")  # fmt: skip
    assert ("没有了", "other") in hostile("reader", said)


def test_a_change_our_program_makes_is_logged_once(people: People, hostile: Hostile, note: Annotation) -> None:
    Annotating(people("annotator")).edit(replace(note, note="改过", tags=("养老",)))
    assert hostile("reader", "SELECT count(*) FROM change_log") == [(3,)]


@pytest.mark.parametrize("detail", ["no JSON", "[]", "7", '"before"'])
def test_nothing_is_logged_that_cannot_be_read(hostile: Hostile, detail: str) -> None:
    with pytest.raises((psycopg.errors.CheckViolation, psycopg.DataError)):
        hostile("reader", f"INSERT INTO change_log (at, action, subject, detail) VALUES ('', 'x', 'x', '{detail}')")


@pytest.mark.parametrize(
    "detail",
    [
        '{"before": 5, "after": [1]}',
        '{"after": {"exact": "x", "note": 5, "tags": "no JSON"}}',
        '{"after": {"exact": "x", "tags": {"a": 1}, "document": 5}}',
        '{"document": {"a": 1}, "name": {"b": [null]}}',
    ],
)
def test_an_entry_of_odd_shape_leaves_the_history_readable(
    people: People, hostile: Hostile, document_id: DocumentId, detail: str
) -> None:
    hostile("reader", f"INSERT INTO change_log (at, action, subject, detail) VALUES ('', 'x', 'x', '{detail}')")
    history = people("editor").signed_changes().latest(None, most=9)
    assert [each.subject for each in history] == ["x", document_id]


@pytest.mark.parametrize(
    "change",
    [
        "style = 'bogus'",
        "colour = 'bogus'",
        "task = 'bogus'",
        "state = 'bogus'",
        "tags = '[1]'",
        "tags = '{}'",
        "tags = 'x'",
        "fragment = '[1]'",
        "document_key = '[]'",
        "span_start = -1",
        "span_end = 0, span_start = 1",
        "position_start = 9, position_end = 8",
    ],
)
@pytest.mark.usefixtures("note")
def test_nobody_writes_a_note_that_cannot_be_read(hostile: Hostile, change: str) -> None:
    with pytest.raises((psycopg.errors.CheckViolation, psycopg.DataError)):
        hostile("other", f"UPDATE annotations SET {change}")


@pytest.mark.parametrize(
    "sql",
    [
        "INSERT INTO commitment_records (document, words, state, note, dismissed, changed_at)"
        " SELECT row, '', 'bogus', '', 0, '' FROM documents",
        "INSERT INTO commitment_evidence (document, words, later, passage, verdict, added_at)"
        " SELECT row, '', row, '', 'bogus', '' FROM documents",
    ],
)
@pytest.mark.usefixtures("document_id")
def test_nobody_judges_a_promise_in_words_unknown(hostile: Hostile, sql: str) -> None:
    with pytest.raises(psycopg.errors.CheckViolation):
        hostile("annotator", sql)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE library SET value = '99' WHERE key = 'schema'",
        "DELETE FROM library WHERE key = 'id'",
        "UPDATE library SET key = 'x'",
        "UPDATE originals SET bytes = ''",
        "DELETE FROM originals",
    ],
)
def test_an_editor_changes_neither_what_the_library_is_nor_its_originals(
    hostile: Hostile, document_id: DocumentId, sql: str
) -> None:
    assert document_id
    hostile("editor", f"INSERT INTO originals VALUES ('{'ab' * 32}', 0, 'x')")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        hostile("editor", sql)


def test_a_scan_that_is_given_up_takes_its_original_along(hostile: Hostile) -> None:
    hostile("editor", "INSERT INTO originals VALUES ('cd', 0, 'x')")
    assert hostile("editor", "DELETE FROM originals") == [(1,)]


@pytest.fixture
def open_public(users: PostgresServer, office_database: str) -> Iterator[None]:
    """Let everybody make things in the schema ``public``, as servers before 15 do."""
    with users.connect(office_database) as connection:
        connection.execute("GRANT CREATE ON SCHEMA public TO PUBLIC")
        yield
        connection.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC; DROP OWNED BY other")


@pytest.mark.usefixtures("note", "open_public")
def test_triggers_call_no_function_and_write_no_table_of_the_clients_own(hostile: Hostile) -> None:
    hostile(
        "other",
        """
        CREATE FUNCTION public.clock_timestamp() RETURNS timestamptz LANGUAGE sql
            AS $$ SELECT '1999-01-01'::timestamptz $$;
        CREATE FUNCTION public.never(boolean, boolean) RETURNS boolean LANGUAGE sql AS $$ SELECT false $$;
        CREATE OPERATOR public.<> (LEFTARG = boolean, RIGHTARG = boolean, FUNCTION = public.never);
        """,
    )
    own_first = "SET search_path = public, pg_catalog; "
    hostile("other", own_first + "UPDATE andu.annotations SET colour = 'blue'")
    assert hostile("reader", "SELECT signed_at > '2000-01-01' FROM annotations") == [(True,)]
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        hostile("other", own_first + "UPDATE andu.annotations SET personal = true")


def test_every_trigger_and_every_function_of_the_owner_knows_where_to_look(hostile: Hostile) -> None:
    open_ones = """
        SELECT proname FROM pg_proc WHERE pronamespace = 'andu'::regnamespace AND proconfig IS NULL
            AND (prosecdef OR prolang = (SELECT oid FROM pg_language WHERE lanname = 'plpgsql'))
    """
    assert hostile("reader", open_ones) == []


@pytest.mark.parametrize(
    "sql",
    [
        "CREATE FUNCTION pg_temp.tell(text) RETURNS boolean LANGUAGE plpgsql COST 0.0001 AS"
        " $$ BEGIN RAISE EXCEPTION '%', $1; END $$; SELECT 1 FROM annotations WHERE pg_temp.tell(note)",
        "SELECT 1 FROM annotations WHERE note::integer = 1",
        "SELECT 1 FROM annotations WHERE 1 / (length(note) - 3) > 0",
        "SELECT 1 FROM pg_stats WHERE schemaname = 'andu' AND tablename = 'annotations'",
        "SELECT 1 FROM pg_stats_ext WHERE schemaname = 'andu' AND tablename = 'annotations'",
        "SELECT 1 FROM change_log WHERE action = 'annotate' AND detail::jsonb ->> 'x' = ''",
        "SELECT 1 FROM entries_of((SELECT id FROM documents), NULL, 99) AS known JOIN change_log ON sequence = known"
        " WHERE action <> 'import'",
        "SELECT * FROM secrets",
    ],
)
@pytest.mark.usefixtures("personal")
def test_neither_functions_nor_errors_nor_statistics_tell_of_a_personal_note(
    users: PostgresServer, office_database: str, hostile: Hostile, sql: str
) -> None:
    with users.connect(office_database) as connection:
        connection.execute("ANALYZE andu.annotations")
        connection.execute("GRANT SELECT ON andu.secrets TO andu_reader")  # as a later migration might
    assert hostile("other", sql) == []


def test_nobody_hears_on_the_channel_of_another(
    users: PostgresServer, office_database: str, people: People, document_id: DocumentId
) -> None:
    with users.connect(office_database, "other") as spy:
        spy.execute("SET search_path = andu")
        formerly = f"andu_{md5(b'annotator', usedforsecurity=False).hexdigest()}"
        spy.execute(f'LISTEN andu; LISTEN "{formerly}"'.encode())
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            spy.execute("SELECT channel_of('annotator')")
        everybodys, own = spy.execute("SELECT everybodys, own FROM own_channels()").fetchone() or ("", "")
        spy.execute(f'LISTEN "{everybodys}"; LISTEN "{own}"'.encode())
        library = people("annotator")
        with library.transaction():
            library.annotations().keep_new_personal()
            Annotating(library).annotate(document_id, Span(0, 2), NoteContent(note="心里话"))
        Annotating(library).annotate(document_id, Span(0, 2), NoteContent(note="大家看"))
        heard = [each.payload for each in spy.notifies(timeout=SOON, stop_after=1)]
    assert len(heard) == 1


def test_who_has_no_role_is_not_told_where_to_listen(users: PostgresServer, office_database: str) -> None:
    with users.connect("postgres") as connection:
        connection.execute("DROP ROLE IF EXISTS passer_by")
        connection.execute("CREATE ROLE passer_by LOGIN")
    with users.connect(office_database, "passer_by") as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute("SELECT andu.own_channels()")


@pytest.mark.parametrize(
    "words",
    ["", "x", "[]", "7", "{}", '{"table": 1, "by": "x"}', '{"table": "x", "by": "x", "id": []}', "[" * 5_000,
     '{"table": "x", "by": "x", "version": "x"}', '{"table": "x", "by": "x", "document": {}}'],
)  # fmt: skip
def test_what_no_library_says_is_no_news(words: str) -> None:
    assert news_of(words) is None


def test_whoever_shouts_nonsense_or_without_end_keeps_nobody_from_hearing(
    users: PostgresServer, office_database: str, people: People, hostile: Hostile, document_id: DocumentId
) -> None:
    heard: Queue[News] = Queue()
    there: Queue[Link] = Queue()
    address = read_address(users.address(office_database, "other"))
    ear = Listening(Reach(lambda seconds: connect(address, seconds=seconds)), heard.put, there.put).start()
    try:
        assert there.get(timeout=SOON) is Link.CONNECTED
        hostile("reader", "SELECT pg_notify(everybodys, 'nonsense' || number) FROM own_channels(),"
                          " generate_series(1, 20000) AS number")  # fmt: skip
        Annotating(people("annotator")).annotate(document_id, Span(0, 2), NoteContent(note="大家看"))
        said = [heard.get(timeout=SOON)]
        while said[-1].subject != "annotations" and not said[-1].everything:
            said.append(heard.get(timeout=SOON))
        assert len(said) < 100
    finally:
        ear.close()
