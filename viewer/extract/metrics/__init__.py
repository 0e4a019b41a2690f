"""Figures of official Chinese: found, normalised to base units, and named."""

from viewer.extract.metrics.finder import find_metrics

__all__ = ["find_metrics"]
