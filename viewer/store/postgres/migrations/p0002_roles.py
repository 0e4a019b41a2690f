"""Schema 2: four roles of the database, and which rows each may see and write, also by a client that is not ours.

``andu_reader`` reads and keeps marks of its own; ``andu_annotator`` also writes notes and tags and judges promises;
``andu_editor`` also imports, corrects and puts into the trash; ``andu_admin`` also deletes for good.
"""

from viewer.store.postgres.connection import PostgresConnection

ROLES = ("andu_reader", "andu_annotator", "andu_editor", "andu_admin")

_OWN = ("bookmarks", "document_states", "saved_searches")
"""Tables of which everybody has only their own rows."""

_ANNOTATED = ("commitment_evidence", "commitment_records", "document_tags", "series_decisions")
_EDITED = (
    "across_documents", "across_stale", "across_stale_keys", "collection_documents", "collections", "commitments",
    "corrections", "declined_pairs", "entities", "figure_keys", "figure_links", "figure_series", "joined_originals",
    "library", "metric_corrections", "metrics", "name_documents", "names", "originals", "readings", "shingles",
    "spread_names", "terms", "waiting_scans",
)  # fmt: skip

_ROLES = """
    DO $$
    DECLARE
        role text;
    BEGIN
        FOREACH role IN ARRAY ARRAY['andu_reader', 'andu_annotator', 'andu_editor', 'andu_admin'] LOOP
            IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = role) THEN
                EXECUTE format('CREATE ROLE %I NOLOGIN', role);
            END IF;
        END LOOP;
    END $$;
    GRANT andu_reader TO andu_annotator;
    GRANT andu_annotator TO andu_editor;
    GRANT andu_editor TO andu_admin;
    REVOKE ALL ON SCHEMA andu FROM PUBLIC;
    GRANT USAGE ON SCHEMA andu TO andu_reader;
    REVOKE ALL ON ALL TABLES IN SCHEMA andu FROM PUBLIC;
    GRANT SELECT ON ALL TABLES IN SCHEMA andu TO andu_reader;
    GRANT INSERT ON change_log TO andu_reader;
    GRANT INSERT, UPDATE ON documents TO andu_editor;
    GRANT DELETE ON documents, annotations, originals TO andu_admin;
    GRANT INSERT, UPDATE ON annotations TO andu_annotator;

    -- The log of changes: nobody signs for another, and what was done with personal things is for their owner alone.
    CREATE FUNCTION sign_entry() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = andu, pg_temp AS $$
    DECLARE
        note record;
        was jsonb;
        now jsonb;
        unsaid constant jsonb := '{"starred": false, "read_at": null}';  -- what a person marks for themselves
    BEGIN
        new.by := session_user;
        -- Who moves a whole library brings its history along; only an administrator may, and it bears their name.
        IF current_setting('andu.moving', true) = 'on' AND pg_has_role(session_user, 'andu_admin', 'MEMBER') THEN
            new.visible_to := CASE WHEN new.action = 'label document' THEN session_user END;
            RETURN new;
        END IF;
        new.at := to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"');
        new.visible_to := NULL;
        SELECT owner, personal INTO note FROM annotations WHERE id = new.subject;
        IF FOUND THEN
            IF note.personal THEN
                new.visible_to := note.owner;
            END IF;
        ELSIF EXISTS (SELECT 1 FROM bookmarks WHERE id = new.subject)
            OR EXISTS (SELECT 1 FROM saved_searches WHERE id = new.subject) THEN
            new.visible_to := session_user;
        ELSIF new.action = 'label document' THEN
            was := new.detail::jsonb -> 'before';
            now := new.detail::jsonb -> 'after';
            IF was -> 'tags' = now -> 'tags' AND was -> 'collections' = now -> 'collections' THEN
                new.visible_to := session_user;
            ELSE
                new.detail := jsonb_build_object('before', was || unsaid, 'after', now || unsaid)::text;
            END IF;
        END IF;
        RETURN new;
    END $$;
    CREATE TRIGGER signed BEFORE INSERT ON change_log FOR EACH ROW EXECUTE FUNCTION sign_entry();
    ALTER TABLE change_log ENABLE ROW LEVEL SECURITY;
    -- A note that was shared and is personal now takes what the log says of it along.
    CREATE FUNCTION is_hidden(subject text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
        SET search_path = andu, pg_temp
        RETURN EXISTS (SELECT 1 FROM annotations WHERE id = subject AND personal AND owner <> session_user);
    CREATE POLICY visible ON change_log FOR SELECT
        USING ((visible_to IS NULL OR visible_to = session_user) AND NOT is_hidden(subject));
    CREATE POLICY added ON change_log FOR INSERT WITH CHECK (by = session_user);

    -- Notes: a personal one is its owner's; only its owner makes a note personal or shared.
    ALTER TABLE annotations ENABLE ROW LEVEL SECURITY;
    CREATE POLICY seen ON annotations FOR SELECT USING (NOT personal OR owner = session_user);
    CREATE POLICY made ON annotations FOR INSERT WITH CHECK (owner = session_user);
    CREATE POLICY changed ON annotations FOR UPDATE USING (NOT personal OR owner = session_user)
        WITH CHECK (NOT personal OR owner = session_user);
    CREATE POLICY purged ON annotations FOR DELETE USING (NOT personal OR owner = session_user);
    CREATE FUNCTION keep_personal() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF new.personal <> old.personal AND old.owner <> session_user THEN
            RAISE EXCEPTION 'only its owner shares a note' USING ERRCODE = 'insufficient_privilege';
        END IF;
        RETURN new;
    END $$;
    CREATE TRIGGER personal_stays BEFORE UPDATE ON annotations FOR EACH ROW EXECUTE FUNCTION keep_personal();
"""


def migrate(connection: PostgresConnection) -> None:
    """Make the roles where the server does not have them, and say what they may do."""
    connection.execute(_ROLES)
    for table in _OWN:
        connection.execute(f"GRANT INSERT, UPDATE, DELETE ON {table} TO andu_reader")
        connection.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        connection.execute(
            f"CREATE POLICY own ON {table} USING (owner = session_user) WITH CHECK (owner = session_user)"
        )
    connection.execute(f"GRANT INSERT, UPDATE, DELETE ON {', '.join(_ANNOTATED)} TO andu_annotator")
    connection.execute(f"GRANT INSERT, UPDATE, DELETE ON {', '.join(_EDITED)} TO andu_editor")
