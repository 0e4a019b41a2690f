"""Where a library is kept: a folder, or the address of an office's database; and opening it there."""

from collections.abc import Callable
from pathlib import Path

from viewer.core.errors import LibraryAddressError, LibraryPasswordError
from viewer.services.library_folder import is_address
from viewer.store.library import Library
from viewer.store.store import Store

AskPassword = Callable[[str, bool], str | None]
"""Gives the password for an address, ``None`` where there is none; told whether one was tried in vain."""

_NO_OFFICE_ADVICE = '请改用完整版（安装包名里有 full），或执行 pip install "andu[office]"；也可以选一个文件夹作文库。'


def open_store(place: str, *, cache: Path, ask_password: AskPassword | None = None) -> Store:
    """Open the library at a place; ``cache`` is where this machine may keep what it fetched from an office.

    A password is asked for only when the server wants one. Raises ``LibraryError`` or one of its children.
    """
    return _open_office(place, cache, ask_password) if is_address(place) else Library.open(Path(place))


def _open_office(words: str, cache: Path, ask_password: AskPassword | None) -> Store:
    try:
        # Here and not above: psycopg is an extra that who keeps libraries in folders need not have.
        from viewer.store.postgres.address import read_address  # noqa: PLC0415
        from viewer.store.postgres.office_library import OfficeLibrary  # noqa: PLC0415
    except ImportError as error:
        message = "这台电脑上的案牍没有连接办公室文库的部件。"
        raise LibraryAddressError(message, advice=_NO_OFFICE_ADVICE) from error
    address = read_address(words)
    password: str | None = None
    is_wrong = False
    while True:
        try:
            return OfficeLibrary.open(address, password, cache / "office")
        except LibraryPasswordError:
            password = ask_password(str(address), is_wrong) if ask_password else None
            is_wrong = True
            if password is None:
                raise
