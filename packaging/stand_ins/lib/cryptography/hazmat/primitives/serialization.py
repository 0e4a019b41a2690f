"""Reading keys, which a password needs none of."""

from typing import NoReturn


def load_pem_private_key(*_given: object, **_named: object) -> NoReturn:
    """Refuse: files are opened with passwords here."""
    message = "files are opened with passwords here, not with keys"
    raise NotImplementedError(message)
