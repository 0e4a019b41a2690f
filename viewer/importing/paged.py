"""Tells which originals have pages that can be drawn, without loading what draws them."""

OFD = "application/ofd"
PDF = "application/pdf"


def has_pages(media_type: str) -> bool:
    """Tell whether files of this type have pages that can be drawn."""
    return media_type in (PDF, OFD) or media_type.startswith("image/")
