"""What is only there for old files."""
