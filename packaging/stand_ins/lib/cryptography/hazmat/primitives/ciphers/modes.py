"""How blocks follow each other."""


class ECB:
    """Each block for itself."""

    initialization_vector = None


class CBC:
    """Each block with the one before."""

    def __init__(self, initialization_vector: bytes) -> None:
        self.initialization_vector = initialization_vector
