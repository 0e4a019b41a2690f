"""Files a person asks for are named as their form demands."""

from pathlib import Path


def with_suffix(name: str, suffix: str) -> Path:
    """Return the path with the suffix of its form, which few people type."""
    path = Path(name)
    return path if path.suffix.lower() == f".{suffix}" else path.with_name(f"{path.name}.{suffix}")
