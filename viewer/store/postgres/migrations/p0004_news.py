"""Schema 4: who listens hears of every change within a moment; of a personal thing only its owner hears."""

from viewer.store.postgres.connection import PostgresConnection

TOLD_TABLES = (
    "annotations",
    "collections",
    "commitment_records",
    "corrections",
    "documents",
    "metric_corrections",
    "series_decisions",
    "terms",
)
"""Tables whose rows have an id, or belong to a document, that others show."""

_FUNCTION = """
    CREATE FUNCTION channel_of(person text) RETURNS text
        LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT RETURN 'andu_' || md5(person);
    CREATE FUNCTION tell() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = andu, pg_temp AS $$
    DECLARE
        touched jsonb := to_jsonb(coalesce(new, old));
        known bigint := (coalesce(touched ->> 'document', touched ->> 'row'))::bigint;
        news text;
    BEGIN
        news := json_build_object(
            'table', tg_table_name,
            'id', touched ->> 'id',
            'document', (SELECT id FROM documents WHERE row = known AND tg_table_name <> 'collections'),
            'version', (touched ->> 'version')::bigint,
            'by', session_user
        )::text;
        IF (touched ->> 'personal')::boolean THEN
            PERFORM pg_notify(channel_of(touched ->> 'owner'), news);
        ELSE
            PERFORM pg_notify('andu', news);
        END IF;
        RETURN NULL;
    END $$;
"""


def migrate(connection: PostgresConnection) -> None:
    """Add the triggers."""
    connection.execute(_FUNCTION)
    for table in TOLD_TABLES:
        events = "INSERT OR UPDATE OF removed_at, text_sha256 OR DELETE" if table == "documents" else None
        connection.execute(
            f"CREATE TRIGGER told AFTER {events or 'INSERT OR UPDATE OR DELETE'} ON {table}"
            " FOR EACH ROW EXECUTE FUNCTION tell()"
        )
