"""Passwords are tried in a sensible order and never twice."""

from viewer.services.passwords import Passwords


def test_what_opened_a_file_before_is_tried_first() -> None:
    passwords = Passwords()
    passwords.add(["eins", "zwei", ""])
    passwords.note("abc", "eins")
    assert passwords.to_try("abc") == ("eins", "zwei")
    assert passwords.of("abc") == "eins"


def test_the_password_typed_last_comes_before_older_ones() -> None:
    passwords = Passwords()
    passwords.add(["eins"])
    passwords.add(["zwei", "eins"])
    assert passwords.to_try("unknown") == ("zwei", "eins")
    assert passwords.of("unknown") is None
