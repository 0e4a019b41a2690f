"""One reader per file format, each giving raw blocks; foreign files are parsed in a process of their own."""
