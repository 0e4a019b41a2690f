"""Files a person asks for are named as their form and every system demand."""

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

Form = TypeVar("Form", bound=StrEnum)
_UNSAFE = str.maketrans('\\/:*?"<>|\n\r\t', "＼／：＊？＂＜＞｜   ")
_LONGEST = 80


def safe_name(words: str) -> str:
    """Return words, such as a title, as a file name every system takes; empty where nothing is left."""
    return words.translate(_UNSAFE).strip(" .")[:_LONGEST]


def with_suffix(name: str, suffix: str) -> Path:
    """Return the path with the suffix of its form, which few people type."""
    path = Path(name)
    return path if path.suffix.lower() == f".{suffix}" else path.with_name(f"{path.name}.{suffix}")


def form_of(name: str, offered: Mapping[str, Form], chosen: str) -> Form:
    """Return the form a file is written in: the one its typed suffix names, else the chosen one of those offered."""
    typed = Path(name).suffix.lower().removeprefix(".")
    return next((form for form in offered.values() if form.value == typed), offered[chosen])
