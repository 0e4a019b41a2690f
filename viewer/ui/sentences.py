"""Parts of a sentence as one, with the commas and semicolons of the window's language."""

from collections.abc import Iterable
from functools import reduce

from PySide6.QtCore import QCoreApplication


def listed(parts: Iterable[str]) -> str:
    """Return parts with commas between them; empty ones are left out."""
    return _joined(QCoreApplication.translate("Sentence", "{0}，{1}"), parts)


def in_steps(parts: Iterable[str]) -> str:
    """Return parts with semicolons between them; empty ones are left out."""
    return _joined(QCoreApplication.translate("Sentence", "{0}；{1}"), parts)


def _joined(between: str, parts: Iterable[str]) -> str:
    said = [part for part in parts if part]
    return reduce(between.format, said) if said else ""
