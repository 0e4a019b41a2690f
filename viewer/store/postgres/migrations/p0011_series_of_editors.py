"""Schema 11: series are decided by editors, and a note that is shared no longer leaves the windows of the others.

A decision about series changes the figures everybody reads, and the tables it changes are the editors'; an annotator
could write it down, but it never came to hold. Of a note that is made personal those who saw it hear once more.
"""

from viewer.store.postgres.connection import PostgresConnection

_STATEMENTS = """
    REVOKE INSERT, UPDATE, DELETE ON series_decisions FROM andu_annotator;
    GRANT INSERT, UPDATE, DELETE ON series_decisions TO andu_editor;

    CREATE OR REPLACE FUNCTION tell() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = andu, pg_temp AS $$
    DECLARE
        touched jsonb := to_jsonb(coalesce(new, old));
        before jsonb := coalesce(to_jsonb(old), touched);
        known bigint := (coalesce(touched ->> 'document', touched ->> 'row'))::bigint;
        is_hidden boolean := coalesce((touched ->> 'personal')::boolean AND (before ->> 'personal')::boolean, false);
    BEGIN
        PERFORM pg_notify(
            channel_of(CASE WHEN is_hidden THEN touched ->> 'owner' ELSE '' END),
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


def migrate(connection: PostgresConnection) -> None:
    """Move the right, and let the trigger tell."""
    connection.execute(_STATEMENTS)
