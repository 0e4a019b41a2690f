"""Marks strings for Qt's translation tools, which know the marker by its name."""


def QT_TRANSLATE_NOOP(_context: str, text: str) -> str:
    """Return ``text`` unchanged, typed; Qt's own marker is declared as returning ``object``."""
    return text
