"""The address of an office's library: what of it may be used, and how a server is spoken to."""

import ipaddress
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import psycopg
from psycopg.conninfo import conninfo_to_dict

from viewer.core.errors import LibraryAddressError
from viewer.store.postgres.postgres_errors import translated

SCHEMA = "andu"

_PERMITTED = frozenset({"host", "port", "dbname", "user", "sslrootcert", "sslcert", "sslkey", "sslcrl"})
_GUARDED = {
    "sslmode": "verify-full",
    "sslrootcert": "system",
    "require_auth": "scram-sha-256",
    "channel_binding": "require",
    "ssl_min_protocol_version": "TLSv1.2",
}
_ON_THIS_MACHINE = {"sslmode": "prefer", "channel_binding": "prefer"}
_LOOPBACK = ("127.0.0.1", "::1")
_SILENT_MILLISECONDS = 15_000
_LOCK_MILLISECONDS = 30_000  # who indexes a document holds it meanwhile, on a busy PC for more than some seconds
_IDLE_MILLISECONDS = 300_000


@dataclass(frozen=True, slots=True)
class Address:
    """Where a library is and as whom it is asked for; a password is never a part of it.

    ``certificates`` are the files of certificates the address names. ``str(address)`` is what may be shown and kept.
    """

    host: str
    port: int
    database: str
    user: str
    certificates: tuple[tuple[str, str], ...] = ()

    @property
    def is_local(self) -> bool:
        """Tell whether nothing said to the server leaves this machine: a socket file, or the loopback.

        Of names only ``localhost`` counts, and nobody is asked where that is; what else a name may lead to is far.
        """
        if self.host.startswith(("/", "@")) or self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False

    def __str__(self) -> str:
        certificates = [f"{name}={quote(file)}" for name, file in self.certificates]
        if self.host.startswith(("/", "@")):
            stated = [f"host={self.host}", f"port={self.port}", f"user={self.user}", *certificates]
            return f"postgresql:///{self.database}?{'&'.join(stated)}"
        host = f"[{self.host}]" if ":" in self.host else self.host
        who = f"{quote(self.user, safe='')}@" if self.user else ""
        options = f"?{'&'.join(certificates)}" if certificates else ""
        return f"postgresql://{who}{host}:{self.port}/{quote(self.database, safe='')}{options}"


def read_address(words: str) -> Address:
    """Return the address; raises ``LibraryAddressError`` for one that cannot be read, or that holds a password.

    >>> str(read_address("postgresql://zhang@db.example/replies"))
    'postgresql://zhang@db.example:5432/replies'
    """
    try:
        parts = {name: str(value) for name, value in conninfo_to_dict(words).items() if value is not None}
    except psycopg.Error as error:
        message = "看不懂这个文库地址。"
        raise LibraryAddressError(message, advice="应写作 postgresql://用户@服务器/数据库 。") from error
    if "password" in parts:
        message = "文库地址里不能写密码：地址会出现在进程列表和历史记录里。"
        raise LibraryAddressError(message, advice="请去掉密码；案牍会问，并可存入系统的钥匙串。")
    unknown = sorted(set(parts) - _PERMITTED)
    if unknown:
        message = f"文库地址里有案牍不用的选项：{'、'.join(unknown)}。"
        raise LibraryAddressError(message, advice="加密和校验由案牍决定，不能用地址放松。")
    if not parts.get("host") or not parts.get("dbname") or "," in parts["host"]:
        message = "文库地址里应有一个服务器和一个数据库的名字。"
        raise LibraryAddressError(message, advice="应写作 postgresql://用户@服务器/数据库 。")
    certificates = tuple((name, parts[name]) for name in sorted(parts) if name.startswith("ssl"))
    return Address(
        parts["host"],
        _port(parts.get("port", "5432")),
        parts["dbname"],
        parts.get("user", ""),
        certificates,
    )


def connect(address: Address, password: str | None = None, *, seconds: int = 8) -> psycopg.Connection[Any]:
    """Connect; beyond this machine only encrypted, with the server's certificate verified, and by SCRAM.

    ``seconds`` is how long the server may take. Nothing the environment says loosens that or gives a password.
    Raises ``LibraryOfflineError``, ``LibraryPasswordError``, ``LibraryAddressError``.
    """
    guarded: Mapping[str, Any] = _ON_THIS_MACHINE if address.is_local else _GUARDED
    places = _LOOPBACK if address.host == "localhost" else ("",)
    options = {
        "search_path": f"{SCHEMA},pg_temp",
        "lock_timeout": _LOCK_MILLISECONDS,
        "idle_in_transaction_session_timeout": _IDLE_MILLISECONDS,
        "timezone": "UTC",
        "standard_conforming_strings": "on",
        "jit": "off",  # of a thousand texts to look into it took longer than looking
        "plan_cache_mode": "force_generic_plan",  # a plan over all years of postings takes milliseconds to make
    }
    with translated(connecting=True):
        return psycopg.connect(
            host=",".join([address.host] * len(places)),
            hostaddr=",".join(places),
            port=address.port,
            dbname=address.database,
            user=address.user or None,
            password=password or "",
            passfile=f"{os.devnull}/none",
            gssencmode="disable",
            autocommit=True,
            connect_timeout=seconds,
            tcp_user_timeout=_SILENT_MILLISECONDS,
            keepalives_idle=5,
            keepalives_interval=3,
            keepalives_count=3,
            client_encoding="utf8",
            application_name="andu",
            options=" ".join(f"-c {name}={value}" for name, value in options.items()),
            **{**guarded, **dict(address.certificates)},
        )


def _port(words: str) -> int:
    if words.isdecimal() and 0 < int(words) < 1 << 16:
        return int(words)
    message = f"文库地址里的端口“{words}”不是一个端口。"
    raise LibraryAddressError(message, advice="应写作 postgresql://用户@服务器:5432/数据库 。")
