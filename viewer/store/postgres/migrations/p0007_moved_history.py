"""Schema 7: a history that is moved keeps who made it, and what is everybody's own stays the mover's alone.

Whoever moves a library in may say who made a change; that somebody said so stays to be seen (``moved_by``).
"""

from viewer.store.postgres.connection import PostgresConnection

_STATEMENTS = """
    ALTER TABLE change_log ADD COLUMN moved_by text COLLATE "C";

    CREATE OR REPLACE FUNCTION sign_entry() RETURNS trigger
        LANGUAGE plpgsql SECURITY DEFINER SET search_path = andu, pg_temp AS $$
    DECLARE
        note record;
        was jsonb;
        now jsonb;
        unsaid constant jsonb := '{"starred": false, "read_at": null}';  -- what a person marks for themselves
    BEGIN
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
    DROP POLICY added ON change_log;
    CREATE POLICY added ON change_log FOR INSERT WITH CHECK (by = session_user OR moved_by = session_user);
"""


def migrate(connection: PostgresConnection) -> None:
    """Add the column and the rule."""
    connection.execute(_STATEMENTS)
