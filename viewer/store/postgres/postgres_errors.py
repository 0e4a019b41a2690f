"""Turns what PostgreSQL complains about into sentences for the user; mistakes of ours pass through."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from viewer.core.errors import (
    LibraryAddressError,
    LibraryDamagedError,
    LibraryError,
    LibraryForbiddenError,
    LibraryLockedError,
    LibraryOfflineError,
    LibraryPasswordError,
    LibraryReadOnlyError,
)

_FULL = "53100"
_BUSY = ("55P03", "40P01", "40001", "57014")
_GONE = ("57P01", "57P02", "57P03", "57P05", "25P03", "53300", "53400")
_READ_ONLY = "25006"
_FORBIDDEN = "42501"
_NO_DATABASE = "3D000"
_NUL = "cannot contain NUL"
_SIGNS_OF_A_LOST_LINE = ("SYSCALL", "unexpected eof", "closed unexpectedly", "reset by peer")
_SIGNS_OF_PASSWORD = ("no password supplied", "authentication failed", "认证失败")
_NO_SUCH_DATABASE = re.compile(r'database "[^"]*" does not exist|数据库 ?["“][^"”]*["”] ?不存在')

_NOT_ENTERED = (
    (
        ("does not match host name",),
        "服务器的证书是给另一个名字的，没有连接。",
        "请核对地址里服务器的名字，它应与证书上的一样；不要改用不加密的连接。",
    ),
    (
        ("root certificate file",),
        "读不到根证书文件，没有连接。",
        "请核对地址里的根证书（sslrootcert），或向管理员索取。",
    ),
    (
        ("private key file", "client certificate"),
        "服务器要这台电脑出示证书，而没有可用的证书或私钥，没有连接。",
        "请向管理员索取证书和私钥（sslcert、sslkey）；私钥文件应只有您自己能读。",
    ),
    (
        ("channel binding check failed", "通道绑定检查失败"),
        "加密连接在途中被另一台机器接过，没有连接；密码没有送出。",
        "请把这件事告诉管理员。",
    ),
    (
        ("authentication method requirement", "channel binding"),
        "服务器要的登录方式不安全，没有连接；密码没有送出。",
        "请管理员在 pg_hba.conf 里改用 hostssl 和 scram-sha-256，并重设密码。",
    ),
    (
        ("pg_hba.conf",),
        "服务器不让这个用户从这台电脑连接这个数据库。",
        "请管理员核对 pg_hba.conf；也请核对地址里的用户和数据库。",
    ),
    (
        ("does not support SSL", "during SSL exchange"),
        "服务器不支持加密连接，没有连接。",
        "请管理员打开服务器的加密（ssl = on）；不要改用不加密的连接。",
    ),
    (
        ("certificate", "SSL"),
        "服务器的证书不可信，没有连接。",
        "它可能已过期，也可能由不认识的机构签发；请向管理员索取根证书（sslrootcert）或新的证书。",
    ),
)
"""Signs in what the client's library says, what is told, and what to do about it; the first that fits."""


@contextmanager
def translated(*, connecting: bool = False) -> Iterator[None]:
    """Raise a ``LibraryError`` child for every fault of the world that PostgreSQL reports inside the block.

    What is wrong with encryption is a matter of certificates only while ``connecting``; later it is a line that broke.
    """
    try:
        yield
    except psycopg.Error as error:
        known = library_error(error, connecting=connecting)
        if known is None:
            raise
        raise known from error


def library_error(error: psycopg.Error, *, connecting: bool = False) -> LibraryError | None:  # noqa: PLR0911 - a table of codes
    """Return the user's sentence for an error, ``None`` where the mistake is in our own SQL."""
    code = error.sqlstate
    if code is None:
        return _without_code(error, connecting=connecting)
    if code in _BUSY:
        return busy_error()
    if code in _GONE or code.startswith("08"):
        return offline_error()
    if code.startswith("28"):
        return password_error()
    if code == _NO_DATABASE:
        return LibraryAddressError(
            "服务器上没有这个数据库。", advice="请核对地址最后一段的数据库名，或请管理员建立它。"
        )
    if code == _FORBIDDEN:
        return forbidden_error()
    if code == _READ_ONLY:
        return LibraryReadOnlyError("服务器目前只能读，不能写入。", advice="请联系管理员；已保存的内容不受影响。")
    if code == _FULL or code.startswith(("53", "58")):
        return LibraryError(
            "服务器的磁盘或内存不足，这次的更改没有写入。", advice="请联系管理员；已保存的内容不受影响。"
        )
    if code.startswith("XX"):
        return LibraryDamagedError("服务器报告数据库已损坏。", advice="请管理员检查服务器，必要时用备份恢复。")
    return None


def offline_error() -> LibraryOfflineError:
    """Return the sentence for a server that cannot be reached."""
    return LibraryOfflineError(
        "连接不上办公室文库的服务器。", advice="请检查网络和地址；没有确认保存的更改请在恢复后再做一次。"
    )


def password_error() -> LibraryPasswordError:
    """Return the sentence for a server that did not accept who this is."""
    return LibraryPasswordError("服务器不接受这个用户名或密码。", advice="请重新输入密码，或请管理员核对账号。")


def forbidden_error() -> LibraryForbiddenError:
    """Return the sentence for what this person's role does not permit."""
    return LibraryForbiddenError("您的角色没有做这件事的权限。", advice="需要时请管理员调整您的角色。")


def not_brought_up_error(*, is_new: bool) -> LibraryForbiddenError:
    """Return the sentence for who may not make the library, or bring it up to this program."""
    message = "这个数据库里还没有文库。" if is_new else "办公室文库还是旧版本写成的，要先由管理员升级。"
    advice = "请管理员先用案牍打开一次；之后您就能打开。文库没有被改动。"
    return LibraryForbiddenError(message, advice=advice)


def _no_database_error() -> LibraryAddressError:
    return LibraryAddressError("服务器上没有这个数据库。", advice="请核对地址里的数据库名，或请管理员建立它。")


def busy_error() -> LibraryLockedError:
    """Return the sentence for a change somebody else is making at the same moment."""
    return LibraryLockedError("别人正在改动同一处内容，这次没有写入。", advice="请稍后再试。")


def _without_code(error: psycopg.Error, *, connecting: bool) -> LibraryError | None:
    """Judge what the client's own library says, which bears no code."""
    words = str(error)  # the server says it in its own language: English or Chinese
    if isinstance(error, psycopg.DataError) and _NUL in words:
        return LibraryError("文字里有数据库不能保存的字符（NUL）。", advice="请去掉这个字符后再试。")
    if any(sign in words for sign in _SIGNS_OF_PASSWORD):
        return password_error()
    if _NO_SUCH_DATABASE.search(words):
        return _no_database_error()
    if connecting and (refused := _not_entered(words)) is not None:
        return refused
    if isinstance(error, psycopg.OperationalError | psycopg.InterfaceError):
        return offline_error()
    return None


def _not_entered(words: str) -> LibraryAddressError | None:
    """Return why a server was not entered that is there; ``None`` where that is a matter of the line."""
    if any(sign in words for sign in _SIGNS_OF_A_LOST_LINE):
        return None
    for signs, message, advice in _NOT_ENTERED:
        if any(sign in words for sign in signs):
            return LibraryAddressError(message, advice=advice)
    return None
