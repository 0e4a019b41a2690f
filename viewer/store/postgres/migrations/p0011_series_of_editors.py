"""Schema 11: series are decided by editors, and what others tag or no longer share is seen in every window.

A decision about series changes the figures everybody reads, and the tables it changes are the editors'; an annotator
could write it down, but it never came to hold. Of a note that is made personal those who saw it hear once more. That
tags, collections or evidence changed is told once per transaction, however many documents it concerns.
"""

from viewer.store.postgres.connection import PostgresConnection

TOLD_AS_A_WHOLE = ("collection_documents", "commitment_evidence", "document_tags")
"""Tables whose rows have no id, and of which many change at once."""

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
    CREATE FUNCTION tell_of_table() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = andu, pg_temp AS $$
    BEGIN
        PERFORM pg_notify(
            channel_of(''), json_build_object('table', tg_table_name, 'by', session_user)::text
        );
        RETURN NULL;
    END $$;
"""


def migrate(connection: PostgresConnection) -> None:
    """Move the right, and let the triggers tell."""
    connection.execute(_STATEMENTS)
    for table in TOLD_AS_A_WHOLE:
        connection.execute(
            f"CREATE TRIGGER told AFTER INSERT OR UPDATE OR DELETE ON {table}"
            " FOR EACH STATEMENT EXECUTE FUNCTION tell_of_table()"
        )
