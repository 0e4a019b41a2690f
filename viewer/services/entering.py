"""Opens an office's library for a window: with the password that was typed, or with the one the keychain has."""

from dataclasses import replace

from viewer.core.company import Entrance
from viewer.core.errors import LibraryError, LibraryPasswordError
from viewer.services.keychain import Keychain
from viewer.services.opening import Services, open_services


def enter(entrance: Entrance) -> Services:
    """Return the services of the library. Raises ``LibraryPasswordError`` where a password is yet to be typed.

    A password that is to be kept is given to the keychain only when the server has accepted it; one the server does
    not accept any more is forgotten there.
    """
    keychain = Keychain()
    kept = keychain.password_for(entrance.address) if entrance.password is None else None
    known = entrance.password or kept

    def answer(_address: str, is_wrong: bool) -> str | None:  # noqa: FBT001 - as ``AskPassword`` hands it
        return None if is_wrong else known

    try:
        services = open_services(entrance.address, ask_password=answer)
    except LibraryPasswordError:
        if kept is not None:
            keychain.forget(entrance.address)
        raise
    if entrance.keeps and entrance.password is not None:
        return _keep(services, keychain, entrance)
    return services


def _keep(services: Services, keychain: Keychain, entrance: Entrance) -> Services:
    try:
        place = services.company.place if services.company is not None else entrance.address
        keychain.keep(place, entrance.password or "")
    except LibraryError as error:
        return replace(services, notices=(*services.notices, f"{error.message}{error.advice}"))
    return services
