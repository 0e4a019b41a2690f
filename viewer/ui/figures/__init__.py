"""Figures of the open document: as a table beside the page, as a form to correct them, as a file."""
