"""Reads pages saved from government portals: the reply itself, without navigation, toolbars or anything remote."""

from viewer.importing.html.reader import chapter_pieces, read_html, read_mhtml

__all__ = ["chapter_pieces", "read_html", "read_mhtml"]
