"""Andu (案牍): an offline reader for government replies."""

__version__ = "0.1.0"
