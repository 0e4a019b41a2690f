"""A reply on paper: its text with marks and numbered notes, a running header, page numbers."""
