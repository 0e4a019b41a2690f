"""What is wrong with an index that cannot be believed."""


class SegmentDamagedError(Exception):
    """A file of a segment does not hold what was written into it."""
