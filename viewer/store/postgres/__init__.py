"""The office's library in PostgreSQL: the same tables for many people at once; the only psycopg."""
