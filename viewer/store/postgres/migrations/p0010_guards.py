"""Schema 10: what a client of somebody's own could still do to the others, it can do no longer.

It could take numbers and ids that were to be given to others, hide from everybody what the log says of a thing, write
what no program can read, write over a note without a trace, hear on another's channel, and have the triggers call
functions of its own. Editors could change which schema the library says it has, and the originals.
"""

from viewer.store.postgres.connection import PostgresConnection
from viewer.store.postgres.migrations.p0001_founding import in_code_points

_GIVEN = ("row", "sequence")
"""Numbers the server gives."""

_NAMES = ("id",)
"""What a thing is called by for good."""

_WRITTEN = {
    "annotations": ("andu_annotator", ()),
    "bookmarks": ("andu_reader", ("DELETE",)),
    "change_log": ("andu_reader", ()),
    "commitment_evidence": ("andu_annotator", ()),
    "commitment_records": ("andu_annotator", ()),
    "document_states": ("andu_reader", ("DELETE",)),
    "saved_searches": ("andu_reader", ("DELETE",)),
}
"""Who writes into a table column by column, so that nobody may lock it; and what of the table is not needed."""

_LOG_IS_ADDED_TO = "change_log"

_COLUMNS = """
    SELECT attname AS name FROM pg_attribute
    WHERE attrelid = CAST(CAST(:table AS text) AS regclass) AND attnum > 0 AND NOT attisdropped ORDER BY attnum
"""

_OPEN_FUNCTIONS = """
    SELECT CAST(CAST(oid AS regprocedure) AS text) AS name FROM pg_proc
    WHERE pronamespace = CAST('andu' AS regnamespace) AND proconfig IS NULL
        AND prolang = (SELECT oid FROM pg_language WHERE lanname = 'plpgsql')
"""

_CHANNELS = """
    CREATE TABLE secrets (key TEXT PRIMARY KEY, value TEXT NOT NULL);
    ALTER TABLE secrets ENABLE ROW LEVEL SECURITY;  -- and no policy: the owner's functions alone read it
    INSERT INTO secrets VALUES ('channels', gen_random_uuid()::text);

    -- Channels have no owner on a server: who does not know the name cannot listen, nor speak there.
    CREATE OR REPLACE FUNCTION channel_of(person text) RETURNS text
        LANGUAGE sql STABLE STRICT SECURITY DEFINER SET search_path = andu, pg_temp
    AS $$
        SELECT 'andu_' || left(encode(sha256(convert_to(value || person, 'UTF8')), 'hex'), 48)
        FROM secrets WHERE key = 'channels'
    $$;
    REVOKE EXECUTE ON FUNCTION channel_of(text) FROM PUBLIC;
    CREATE FUNCTION own_channels(OUT everybodys text, OUT own text)
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = andu, pg_temp
    AS $$
        SELECT channel_of(''), channel_of(session_user)
    $$;
    CREATE OR REPLACE FUNCTION tell() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = andu, pg_temp AS $$
    DECLARE
        touched jsonb := to_jsonb(coalesce(new, old));
        known bigint := (coalesce(touched ->> 'document', touched ->> 'row'))::bigint;
        is_personal boolean := coalesce((touched ->> 'personal')::boolean, false);
    BEGIN
        PERFORM pg_notify(
            channel_of(CASE WHEN is_personal THEN touched ->> 'owner' ELSE '' END),
            json_build_object(
                'table', tg_table_name,
                'id', touched ->> 'id',
                'document', (SELECT id FROM documents WHERE row = known AND tg_table_name <> 'collections'),
                'version', (touched ->> 'version')::bigint,
                'by', session_user
            )::text
        );
        RETURN NULL;
    END $$;
"""

_LOG = """
    -- Whose note it is that the log speaks of, where nobody else may know; a document's id is no note's.
    CREATE FUNCTION keeper_of(subject text) RETURNS text
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = andu, pg_temp
    AS $$
        SELECT notes.owner FROM annotations AS notes
        WHERE notes.id = subject AND notes.personal
            AND NOT EXISTS (SELECT 1 FROM documents WHERE documents.id = subject)
    $$;
    REVOKE EXECUTE ON FUNCTION keeper_of(text) FROM PUBLIC;
    CREATE OR REPLACE FUNCTION is_hidden(subject text) RETURNS boolean
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = andu, pg_temp
    AS $$
        SELECT coalesce(keeper_of(subject) <> session_user, false)
    $$;
    CREATE OR REPLACE FUNCTION entries_of(wanted text, earlier_than bigint, most bigint) RETURNS SETOF bigint
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = andu, pg_temp
    AS $$
        SELECT log.sequence FROM change_log AS log
        WHERE (
                log.subject = wanted OR position(wanted IN log.detail) > 0
                OR log.subject IN (
                    SELECT notes.id FROM annotations AS notes JOIN documents ON documents.row = notes.document
                    WHERE documents.id = wanted
                )
            )
            AND (earlier_than IS NULL OR log.sequence < earlier_than)
            AND (log.visible_to IS NULL OR log.visible_to = session_user)
            AND NOT EXISTS (
                SELECT 1 FROM annotations AS hidden
                WHERE hidden.id = log.subject AND hidden.personal AND hidden.owner <> session_user
                    AND NOT EXISTS (SELECT 1 FROM documents WHERE documents.id = log.subject)
            )
        ORDER BY log.sequence DESC LIMIT most
    $$;

    CREATE OR REPLACE FUNCTION sign_entry() RETURNS trigger
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = andu, pg_temp AS $$
    DECLARE
        said jsonb := new.detail::jsonb;
        unsaid constant jsonb := '{"starred": false, "read_at": null}';  -- what a person marks for themselves
    BEGIN
        IF jsonb_typeof(said) <> 'object' THEN
            RAISE EXCEPTION 'an entry of the log says what was before and after' USING ERRCODE = 'check_violation';
        END IF;
        new.moved_by := NULL;
        IF current_setting('andu.moving', true) = 'on' AND pg_has_role(session_user, 'andu_admin', 'MEMBER') THEN
            new.moved_by := session_user;
            new.by := coalesce(nullif(new."by", ''), session_user);
            new.visible_to := CASE WHEN new.action = 'label document' OR new.action LIKE '%bookmark'
                OR new.action LIKE '%saved search' THEN session_user END;
            RETURN new;
        END IF;
        new.by := session_user;
        new.at := to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"');
        new.visible_to := keeper_of(new.subject);
        IF EXISTS (SELECT 1 FROM bookmarks WHERE id = new.subject AND owner = session_user)
            OR EXISTS (SELECT 1 FROM saved_searches WHERE id = new.subject AND owner = session_user) THEN
            new.visible_to := session_user;
        ELSIF new.visible_to IS NULL AND new.action = 'label document' THEN
            IF said #> '{before,tags}' = said #> '{after,tags}'
                AND said #> '{before,collections}' = said #> '{after,collections}' THEN
                new.visible_to := session_user;
            ELSE
                new.detail := jsonb_build_object(
                    'before', said -> 'before' || unsaid, 'after', said -> 'after' || unsaid)::text;
            END IF;
        END IF;
        RETURN new;
    END $$;
"""

_NOTES = """
    ALTER TABLE annotations ADD CONSTRAINT can_be_drawn CHECK (
        style IN ('highlight', 'underline', 'strike')
        AND colour IN ('yellow', 'green', 'blue', 'pink', 'purple')
        AND state IN ('anchored', 'to_confirm', 'orphaned')
        AND task IN ('todo', 'done')
        AND position_start BETWEEN 0 AND position_end AND coalesce(span_start BETWEEN 0 AND span_end, true)
    ) NOT VALID;
    ALTER TABLE annotations ADD CONSTRAINT can_be_read CHECK (
        jsonb_typeof(tags::jsonb) = 'array'
        AND NOT jsonb_path_exists(tags::jsonb, '$[*] ? (@.type() <> "string")')
        AND jsonb_typeof(document_key::jsonb) = 'object'
        AND (fragment IS NULL OR jsonb_path_query_array(fragment::jsonb, '$[*].type()')
            = '["number", "number", "number"]')
    ) NOT VALID;
    ALTER TABLE commitment_records ADD CONSTRAINT can_be_read CHECK (
        state IN ('open', 'not_started', 'running', 'kept', 'partly', 'not_kept', 'unverifiable')
    ) NOT VALID;
    ALTER TABLE commitment_evidence ADD CONSTRAINT can_be_read CHECK (
        verdict IN ('suggested', 'confirmed', 'dismissed')
    ) NOT VALID;

    -- A note is not called as something else is, and none that is hidden as one of another was.
    CREATE FUNCTION keep_name() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = andu, pg_temp AS $$
    BEGIN
        IF EXISTS (
            SELECT 1 FROM change_log AS log WHERE log.subject = new.id
                AND (strpos(log.action, 'annotat') = 0 OR new.personal AND log.action = 'annotate'
                    AND log.by <> session_user)
        ) THEN
            RAISE EXCEPTION 'this is what another thing is called by' USING ERRCODE = 'insufficient_privilege';
        END IF;
        RETURN new;
    END $$;
    CREATE TRIGGER name_stays BEFORE INSERT ON annotations FOR EACH ROW EXECUTE FUNCTION keep_name();
    CREATE TRIGGER name_stays_hidden BEFORE UPDATE OF personal ON annotations FOR EACH ROW
        WHEN (new.personal AND NOT old.personal) EXECUTE FUNCTION keep_name();

    -- What a note said before is in the log, whoever wrote over it, and with what program.
    CREATE FUNCTION log_unsaid() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = andu, pg_temp AS $$
    BEGIN
        IF NOT EXISTS (
            SELECT 1 FROM change_log AS log WHERE log.subject = old.id
                AND log.xmin = pg_current_xact_id()::xid
                AND log.detail::jsonb #>> '{before,note}' = old.note
                AND log.detail::jsonb #>> '{before,tags}' = old.tags
                AND log.detail::jsonb #>> '{before,exact}' = old.exact
        ) THEN
            INSERT INTO change_log (at, action, subject, detail) VALUES ('', 'edit annotation', old.id,
                jsonb_build_object('before', to_jsonb(old), 'after', to_jsonb(new))::text);
        END IF;
        RETURN NULL;
    END $$;
    CREATE CONSTRAINT TRIGGER change_is_said AFTER UPDATE OF note, tags, exact ON annotations
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
        WHEN ((old.note, old.tags, old.exact) IS DISTINCT FROM (new.note, new.tags, new.exact))
        EXECUTE FUNCTION log_unsaid();
"""

_LIBRARY = """
    -- What the library is, only who brings it up says.
    CREATE FUNCTION keep_facts() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF (old.key IN ('id', 'schema', 'made_by') OR new.key IN ('id', 'schema', 'made_by')) AND NOT
            pg_has_role(current_user, (SELECT relowner FROM pg_catalog.pg_class WHERE oid = tg_relid), 'MEMBER') THEN
            RAISE EXCEPTION 'only who brings the library up says what it is' USING ERRCODE = 'insufficient_privilege';
        END IF;
        RETURN coalesce(new, old);
    END $$;
    CREATE TRIGGER facts_stay BEFORE INSERT OR UPDATE OR DELETE ON library
        FOR EACH ROW EXECUTE FUNCTION keep_facts();

    -- The original of a document is never another, and goes after the document.
    CREATE FUNCTION keep_original() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF EXISTS (SELECT 1 FROM documents WHERE sha256 = old.sha256) THEN
            RAISE EXCEPTION 'a document has this original' USING ERRCODE = 'insufficient_privilege';
        END IF;
        RETURN old;
    END $$;
    CREATE TRIGGER originals_stay BEFORE DELETE ON originals FOR EACH ROW EXECUTE FUNCTION keep_original();
    REVOKE UPDATE ON originals FROM andu_editor;
"""


def migrate(connection: PostgresConnection) -> None:
    """Put the guards up."""
    for statements in (_CHANNELS, _LOG, _NOTES, _LIBRARY):
        connection.execute(in_code_points(statements))
    for function in [row["name"] for row in connection.execute(_OPEN_FUNCTIONS).fetchall()]:
        connection.execute(f"ALTER FUNCTION {function} SET search_path = andu, pg_temp")
    for table, (role, needless) in _WRITTEN.items():
        _grant_columns(connection, table, role, needless)


def _grant_columns(connection: PostgresConnection, table: str, role: str, needless: tuple[str, ...]) -> None:
    """Let a role write all but what the server gives, and never again what a thing is called by."""
    columns = [row["name"] for row in connection.execute(_COLUMNS, {"table": table}).fetchall()]
    added = [f'"{name}"' for name in columns if name not in _GIVEN]
    changed = [f'"{name}"' for name in columns if name not in (*_GIVEN, *_NAMES)]
    connection.execute(f"REVOKE {', '.join(('INSERT', 'UPDATE', *needless))} ON {table} FROM {role}")
    connection.execute(f"GRANT INSERT ({', '.join(added)}) ON {table} TO {role}")
    if table != _LOG_IS_ADDED_TO:
        connection.execute(f"GRANT UPDATE ({', '.join(changed)}) ON {table} TO {role}")
