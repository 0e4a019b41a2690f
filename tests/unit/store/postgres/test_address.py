"""What an address may say, and that nothing leaves this machine unguarded."""

import pytest

from viewer.core.errors import LibraryAddressError, LibraryOfflineError
from viewer.store.postgres.address import connect, read_address


@pytest.mark.parametrize(
    "words",
    [
        "postgresql://zhang:secret@db/replies",
        "postgresql://zhang@db/replies?password=secret",
        "postgresql://zhang@db/replies?passfile=/tmp/x",
        "postgresql://zhang@db/replies?sslmode=disable",
        "postgresql://zhang@db/replies?gssencmode=disable",
        "postgresql://zhang@db/replies?channel_binding=disable",
        "postgresql://zhang@db/replies?require_auth=none",
        "postgresql://zhang@db/replies?options=-csearch_path=x",
        "postgresql://zhang@db/replies?hostaddr=10.0.0.1",
        "postgresql://zhang@db/replies?service=x",
        "postgresql://zhang@db:99999/replies",
        "postgresql:///replies",
        "postgresql://localhost,db.example/replies",
        "postgresql://db/",
        "postgresql://[::1/replies",
        "postgresql://",
    ],
)
def test_an_address_with_a_password_or_a_loophole_is_refused(words: str) -> None:
    with pytest.raises(LibraryAddressError) as refused:
        read_address(words)
    assert "secret" not in f"{refused.value} {refused.value.advice}"


@pytest.mark.parametrize(
    ("words", "is_local"),
    [
        ("postgresql:///replies?host=/var/run/postgresql", True),
        ("postgresql://localhost/replies", True),
        ("postgresql://127.0.0.1/replies", True),
        ("postgresql://127.9.9.9/replies", True),
        ("postgresql://[::1]/replies", True),
        ("postgresql://10.1.2.3/replies", False),
        ("postgresql://db.example/replies", False),
        ("postgresql://localhost.example/replies", False),
    ],
)
def test_only_this_machine_is_local(words: str, is_local: bool) -> None:  # noqa: FBT001 - a column of the table
    assert read_address(words).is_local is is_local


@pytest.mark.parametrize(
    "words",
    [
        "postgresql://zhang@db:5433/replies",
        "postgresql://zhang@[2001:db8::1]:5432/replies",
        "postgresql:///replies?host=/tmp/x&port=5432&user=zhang",
    ],
)
def test_an_address_shown_is_the_address_read(words: str) -> None:
    assert str(read_address(words)) == words


def test_a_server_that_is_not_there_is_said_so_soon() -> None:
    with pytest.raises(LibraryOfflineError):
        connect(read_address("postgresql://zhang@127.0.0.1:1/replies"))
