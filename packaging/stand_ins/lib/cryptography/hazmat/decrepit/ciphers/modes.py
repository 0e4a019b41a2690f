"""How blocks of old ciphers follow each other."""


class CFB:
    """Each block added to the enciphered one before; the last may be short."""

    def __init__(self, initialization_vector: bytes) -> None:
        self.initialization_vector = initialization_vector
