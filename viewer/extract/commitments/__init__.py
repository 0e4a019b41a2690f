"""What a reply promises: sentences of intent with what, who, by when, how much and how firmly."""

from viewer.extract.commitments.finder import find_commitments

__all__ = ["find_commitments"]
