"""What a letter says about itself: its letterhead, signature and contact block as values with their places."""

from viewer.extract.metadata.reader import read_metadata

__all__ = ["read_metadata"]
