"""The address of an office's library as fields, and back; a password in what is pasted is left out."""

from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

SCHEME = "postgresql://"
_USUAL_PORT = "5432"
_FIELDS = ("host", "port", "dbname", "user", "sslrootcert")


@dataclass(frozen=True, slots=True)
class AddressWords:
    """What a person types; ``had_password`` says that what was pasted held one, which is gone."""

    server: str = ""
    port: str = ""
    database: str = ""
    user: str = ""
    certificate: str = ""
    had_password: bool = False

    @property
    def is_whole(self) -> bool:
        """Tell whether there is enough to go by."""
        return bool(self.server and self.database and self.user)

    @property
    def address(self) -> str:
        """Return the address as it is kept and shown.

        >>> AddressWords("db.example", "", "replies", "zhang").address
        'postgresql://zhang@db.example:5432/replies'
        """
        port = self.port or _USUAL_PORT
        options = {"sslrootcert": self.certificate} if self.certificate else {}
        database, user = quote(self.database, safe=""), quote(self.user, safe="")
        if self.server.startswith(("/", "@")):
            options = {"host": self.server, "port": port, "user": self.user, **options}
            return f"{SCHEME}/{database}?{urlencode(options, safe='/')}"
        server = f"[{self.server}]" if ":" in self.server else self.server
        return f"{SCHEME}{user}@{server}:{port}/{database}" + (f"?{urlencode(options, safe='/')}" if options else "")


def is_address(words: str) -> bool:
    """Tell whether these words are an address and not the name of a server."""
    return words.strip().startswith((SCHEME, "postgres://"))


def read_words(address: str) -> AddressWords | None:
    """Return an address as fields, ``None`` for one that cannot be read.

    >>> read_words("postgresql://zhang:secret@db.example/replies").address
    'postgresql://zhang@db.example:5432/replies'
    """
    try:
        parts = urlsplit(address.strip())
        port = str(parts.port or "")
    except ValueError:
        return None
    options = {name: value for name, value in parse_qsl(parts.query) if name in (*_FIELDS, "password")}
    return AddressWords(
        options.get("host") or unquote(parts.hostname or ""),
        options.get("port") or port,
        options.get("dbname") or unquote(parts.path.removeprefix("/")),
        options.get("user") or unquote(parts.username or ""),
        options.get("sslrootcert", ""),
        had_password=parts.password is not None or "password" in options,
    )
