"""The ciphers."""


class AES:
    """AES under a key of 16, 24 or 32 bytes."""

    def __init__(self, key: bytes) -> None:
        self.key = key
