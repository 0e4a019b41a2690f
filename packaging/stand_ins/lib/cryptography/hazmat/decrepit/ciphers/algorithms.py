"""Old ciphers."""


class ARC4:
    """RC4, of the time when office files were binary."""

    def __init__(self, key: bytes) -> None:
        self.key = key


class Blowfish:
    """Blowfish, of the first OpenDocument files."""

    def __init__(self, key: bytes) -> None:
        self.key = key
