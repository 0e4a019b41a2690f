"""The system's own keychain keeps a password, gives it back and forgets it; one that stays locked breaks nothing.

Run against the daemon a desktop of GNOME has, on a bus and in folders of the test's own.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

NOT_HERE = "needs a keychain: install the packages dbus and gnome-keyring (scripts/system_packages.py does)"
ADDRESS = "postgresql://zhang@db.example:5432/replies"
LOGIN = b"login"
BEGIN = f"""
from viewer.services.entering import has_keychain
from viewer.services.keychain import Keychain
from viewer.cli.passwords import office_password
ADDRESS, chest = {ADDRESS!r}, Keychain()
"""

PATIENCE = 10.0

Unlock = Callable[[bytes], None]
Say = Callable[[str], str]


@pytest.fixture
def surroundings(tmp_path: Path) -> Iterator[dict[str, str]]:
    """Return the environment of a login with a bus of its own."""
    if shutil.which("gnome-keyring-daemon") is None or shutil.which("dbus-daemon") is None:
        pytest.skip(NOT_HERE)
    folders = {name: str(tmp_path / name) for name in ("HOME", "XDG_RUNTIME_DIR", "XDG_DATA_HOME")}
    for folder in folders.values():
        Path(folder).mkdir(mode=0o700)
    command = ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address"]
    bus = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert bus.stdout is not None
    address = bus.stdout.readline().strip()
    yield os.environ | folders | {"DBUS_SESSION_BUS_ADDRESS": address, "DISPLAY": ""}
    bus.stdout.close()
    ended(bus)


@pytest.fixture
def unlock(surroundings: dict[str, str]) -> Iterator[Unlock]:
    """Return a function that starts the keychain as a login with this password does."""
    daemons: list[subprocess.Popen[bytes]] = []

    def unlock(password: bytes) -> None:
        for each in daemons:
            ended(each)
        command = ["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"]
        daemon = subprocess.Popen(
            command, env=surroundings, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        daemons.append(daemon)
        assert daemon.stdin is not None
        assert daemon.stdout is not None
        daemon.stdin.write(password)
        daemon.stdin.close()
        daemon.stdout.readline()  # says where it is reached when it is there

    yield unlock
    for each in daemons:
        ended(each)
        assert each.stdout is not None
        each.stdout.close()


@pytest.fixture
def say(surroundings: dict[str, str]) -> Say:
    """Return a function that evaluates an expression in a program of that login: every one asks the keychain anew."""

    def say(expression: str) -> str:
        command = [sys.executable, "-c", f"{BEGIN}\nprint(repr({expression}))"]
        told = subprocess.run(command, env=surroundings, stdin=subprocess.DEVNULL, capture_output=True, check=True)
        return told.stdout.decode().strip()

    return say


def ended(program: "subprocess.Popen[bytes] | subprocess.Popen[str]") -> None:
    """Let a program end."""
    program.terminate()
    program.wait(PATIENCE)


def test_a_password_is_kept_given_back_and_forgotten(unlock: Unlock, say: Say) -> None:
    unlock(LOGIN)
    assert say("(has_keychain(), chest.password_for(ADDRESS))") == "(True, None)"
    say("chest.keep(ADDRESS, 'geheim')")
    assert say("chest.password_for(ADDRESS)") == "'geheim'"
    assert say("office_password(ADDRESS, False)") == "'geheim'"  # a command asks nobody for it
    assert say("(chest.forget(ADDRESS), chest.password_for(ADDRESS))") == "(None, None)"


def test_a_password_is_kept_over_a_new_login_and_stands_in_no_file(
    unlock: Unlock, say: Say, surroundings: dict[str, str]
) -> None:
    unlock(LOGIN)
    say("chest.keep(ADDRESS, 'geheim')")
    unlock(LOGIN)
    assert say("chest.password_for(ADDRESS)") == "'geheim'"
    files = [each for each in Path(surroundings["XDG_DATA_HOME"]).rglob("*") if each.is_file()]
    assert files
    assert not [each for each in files if b"geheim" in each.read_bytes()]


def test_a_password_the_server_refuses_is_forgotten(unlock: Unlock, say: Say) -> None:
    unlock(LOGIN)
    say("chest.keep(ADDRESS, 'geheim')")
    assert say("office_password(ADDRESS, True)") == "None"
    assert say("chest.password_for(ADDRESS)") == "None"


def test_a_keychain_that_stays_locked_breaks_nothing(unlock: Unlock, say: Say) -> None:
    unlock(LOGIN)
    say("chest.keep(ADDRESS, 'geheim')")
    unlock(b"another")
    assert say("(chest.password_for(ADDRESS), chest.keep(ADDRESS, 'x'), chest.forget(ADDRESS))") == "(None, None, None)"


def test_without_a_keychain_nothing_breaks(say: Say, surroundings: dict[str, str]) -> None:
    surroundings["DBUS_SESSION_BUS_ADDRESS"] = f"unix:path={surroundings['HOME']}/nowhere"
    assert say("(chest.password_for(ADDRESS), chest.keep(ADDRESS, 'x'), chest.forget(ADDRESS))") == "(None, None, None)"
    assert say("office_password(ADDRESS, False)") == "None"
