"""Schema 5: what changes across documents is found out by itself, so that only what hangs together with it is redone.

The same columns, indexes and triggers as schema 13 of a library in a folder.
"""

from viewer.store.postgres.connection import PostgresConnection
from viewer.store.postgres.migrations.p0001_founding import in_code_points

_MOST_OF_ONE_VALUE = 40
"""A value stated more often ties nothing together; where a value comes to be so, or no longer, all its keys wait."""

_STATEMENTS = f"""
    ALTER TABLE figure_links ADD COLUMN named TEXT NOT NULL DEFAULT '';
    ALTER TABLE figure_links ADD COLUMN mark bigint NOT NULL DEFAULT 0;
    DROP INDEX figure_links_by_key;
    CREATE INDEX figure_links_by_key ON figure_links (figure_key, value, named);
    ALTER TABLE figure_keys ADD COLUMN mentions bigint NOT NULL DEFAULT 0;
    ALTER TABLE figure_keys ADD COLUMN leader bigint;
    ALTER TABLE across_documents ADD COLUMN date TEXT;
    ALTER TABLE across_documents ADD COLUMN subject TEXT NOT NULL DEFAULT '';
    ALTER TABLE across_documents ADD COLUMN number TEXT;
    ALTER TABLE across_documents ADD COLUMN heading TEXT NOT NULL DEFAULT '';
    ALTER TABLE across_documents ADD COLUMN mark bigint NOT NULL DEFAULT 0;
    CREATE INDEX across_documents_tied ON across_documents (document) INCLUDE (topic, subject, number, heading);
    CREATE INDEX documents_titled ON documents (date DESC NULLS LAST, row DESC) INCLUDE (id, title, name)
        WHERE removed_at IS NULL;

    CREATE FUNCTION note_stale_values() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        INSERT INTO across_stale_keys (figure_key)
            WITH changed AS (
                SELECT touched.value, CASE tg_op WHEN 'INSERT' THEN -count(*) ELSE count(*) END AS more
                FROM touched WHERE touched.value <> '' GROUP BY touched.value
            ), crossed AS MATERIALIZED (
                SELECT changed.value FROM changed CROSS JOIN LATERAL (
                    SELECT count(*) AS now FROM (SELECT 1 FROM figure_links
                        WHERE figure_links.value = changed.value AND figure_links.value <> ''
                        LIMIT {_MOST_OF_ONE_VALUE + 1} + abs(changed.more)) AS stated
                ) AS counted
                WHERE (now > {_MOST_OF_ONE_VALUE}) <> (now + more > {_MOST_OF_ONE_VALUE})
            )
            SELECT DISTINCT figure_links.figure_key FROM crossed JOIN figure_links
                ON figure_links.value = crossed.value AND figure_links.value <> ''
            ON CONFLICT (figure_key) DO UPDATE SET round = excluded.round;
        RETURN NULL;
    END $$;
    CREATE TRIGGER across_value_added AFTER INSERT ON figure_links
        REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION note_stale_values();
    CREATE TRIGGER across_value_removed AFTER DELETE ON figure_links
        REFERENCING OLD TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION note_stale_values();

    UPDATE across_documents SET date = (SELECT documents.date FROM documents WHERE row = document)
        WHERE document NOT IN (SELECT document FROM across_stale);
    DELETE FROM library WHERE key = 'across_rules';
"""  # noqa: S608 - our own number


def migrate(connection: PostgresConnection) -> None:
    """Add the columns, indexes and triggers."""
    connection.execute(in_code_points(_STATEMENTS))
