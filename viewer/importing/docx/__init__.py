"""Reads DOCX (also as WPS writes it, also strict OOXML) from its parts: what a person sees when the file is printed."""

from viewer.importing.docx.reader import read_docx

__all__ = ["read_docx"]
