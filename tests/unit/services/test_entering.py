"""A password is asked for where none is known, kept only in the system's keychain, and only when it was right."""

import pytest

from viewer.core.entrance import Entrance
from viewer.core.errors import LibraryPasswordError
from viewer.services.entering import entered
from viewer.services.keychain import Keychain
from viewer.services.library_place import AskPassword

ADDRESS = "postgresql://zhang@db.example:5432/replies"


class Chest(dict[str, str]):
    """A chest of passwords in memory, as a desktop keeps one."""

    def get_password(self, service: str, username: str) -> str | None:
        """Return a password."""
        return self.get(f"{service} {username}")

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep a password."""
        self[f"{service} {username}"] = password

    def delete_password(self, service: str, username: str) -> None:
        """Keep it no more."""
        del self[f"{service} {username}"]


def server(ask: AskPassword) -> str:
    """Let in who says the right word, as the opening of a library does."""
    is_wrong = False
    while (word := ask(ADDRESS, is_wrong)) != "right":
        if word is None:
            message = "?"
            raise LibraryPasswordError(message)
        is_wrong = True
    return "in"


def test_without_a_password_it_is_yet_to_be_typed() -> None:
    with pytest.raises(LibraryPasswordError):
        entered(Entrance(ADDRESS), server, Keychain(Chest()))


def test_a_password_that_was_right_is_kept_where_that_was_wished() -> None:
    chest = Chest()
    assert entered(Entrance(ADDRESS, "right", keeps=True), server, Keychain(chest)) == "in"
    assert entered(Entrance(ADDRESS), server, Keychain(chest)) == "in"


def test_a_password_is_not_kept_unasked() -> None:
    chest = Chest()
    entered(Entrance(ADDRESS, "right"), server, Keychain(chest))
    assert not chest


def test_a_password_that_was_wrong_is_not_kept() -> None:
    chest = Chest()
    with pytest.raises(LibraryPasswordError):
        entered(Entrance(ADDRESS, "wrong", keeps=True), server, Keychain(chest))
    assert not chest


def test_a_kept_password_the_server_refuses_is_forgotten() -> None:
    chest = Chest({f"andu {ADDRESS}": "old"})
    with pytest.raises(LibraryPasswordError):
        entered(Entrance(ADDRESS), server, Keychain(chest))
    assert not chest


def test_an_entrance_does_not_show_its_password() -> None:
    assert "right" not in repr(Entrance(ADDRESS, "right"))
