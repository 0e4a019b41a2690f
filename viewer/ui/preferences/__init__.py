"""What a person likes, whatever library is open: declared in one table, kept in one file, shown in one dialog."""
