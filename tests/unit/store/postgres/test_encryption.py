"""Beyond this machine nobody is spoken to who is not known, and no password is sent; what was wrong is said."""

import os
import signal
import socket
import ssl
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from tests.guarded_server import start_guarded
from tests.postgres_server import PostgresServer
from viewer.core.errors import LibraryAddressError, LibraryError, LibraryOfflineError, LibraryPasswordError
from viewer.store.postgres import address as address_module
from viewer.store.postgres.address import connect, read_address
from viewer.store.postgres.office_library import OfficeLibrary

PASSWORD = "geheim"  # noqa: S105 - of a server that lives for seconds
RULES = """
local all zhang scram-sha-256
local all all trust
hostssl all trusted all trust
hostssl all plain all password
hostssl all certified all scram-sha-256 clientcert=verify-ca
hostnossl all clear all scram-sha-256
hostssl all clear all reject
hostssl all all all scram-sha-256
"""
SSL_REQUEST = struct.pack("!II", 8, 80_877_103)
Handle = Callable[[socket.socket], None]


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[PostgresServer, Path]]:
    """Start a server with a certificate for ``localhost`` that wants SCRAM of ``zhang``, and give its root."""
    folder = tmp_path_factory.mktemp("certificates")
    server, root = start_guarded(folder, 20_000 + os.getpid() % 20_000)
    server.new_database("office")
    OfficeLibrary.open(read_address(server.address("office")), None, folder).close()
    for user in ("zhang", "trusted", "plain", "certified", "clear"):
        server.new_user(user, "andu_annotator")
        with server.connect("postgres") as connection:
            connection.execute(f"ALTER ROLE {user} PASSWORD '{PASSWORD}'".encode())
    with server.connect("postgres") as connection:
        connection.execute("ALTER SYSTEM SET ssl_ca_file = 'root'")
    (server.data / "pg_hba.conf").write_text(RULES, encoding="utf-8")
    assert server.process is not None
    server.process.send_signal(signal.SIGHUP)
    yield server, root
    server.stop()


@pytest.fixture(autouse=True)
def as_if_far(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the loopback count as another machine: there is no other one in a test."""
    monkeypatch.setattr(address_module.Address, "is_local", property(lambda _: False))


@pytest.fixture
def relay() -> Iterator[Callable[[Handle], int]]:
    """Return a function that lets somebody answer at a port, which it gives."""
    listening: list[socket.socket] = []

    def answer(handle: Handle) -> int:
        door = socket.create_server(("127.0.0.1", 0))
        listening.append(door)
        threading.Thread(target=serve, args=(door, handle), daemon=True).start()
        return int(door.getsockname()[1])

    yield answer
    for each in listening:
        each.close()


def serve(door: socket.socket, handle: Handle) -> None:
    with suppress(OSError):
        caller, _ = door.accept()
        with suppress(OSError), caller:
            assert caller.recv(8) == SSL_REQUEST
            handle(caller)


def refused(words: str, password: str | None = PASSWORD) -> LibraryError:
    """Return what is told to whoever asks for this address."""
    with pytest.raises(LibraryError) as told:
        connect(read_address(words), password)
    assert PASSWORD not in f"{told.value} {told.value.advice} {told.value.__cause__}"
    return told.value


def at(server: PostgresServer, root: Path, user: str = "zhang", port: int | None = None) -> str:
    return f"postgresql://{user}@localhost:{port or server.port}/office?sslrootcert={root}"


def test_who_is_known_and_has_the_password_is_let_in(guarded: tuple[PostgresServer, Path], tmp_path: Path) -> None:
    opened = OfficeLibrary.open(read_address(at(*guarded)), PASSWORD, tmp_path)
    assert opened.role == "annotator"
    opened.close()


@pytest.mark.parametrize("password", ["falsch", None, ""])
def test_a_wrong_password_is_told(guarded: tuple[PostgresServer, Path], password: str | None) -> None:
    assert isinstance(refused(at(*guarded), password), LibraryPasswordError)


@pytest.mark.parametrize(
    ("user", "said"),
    [
        ("trusted", "登录方式不安全"),
        ("plain", "登录方式不安全"),
        ("certified", "要这台电脑出示证书"),
        ("clear", "不让这个用户从这台电脑连接"),
    ],
)
def test_a_server_that_asks_for_less_or_for_more_is_not_entered(
    guarded: tuple[PostgresServer, Path], user: str, said: str
) -> None:
    told = refused(at(*guarded, user))
    assert isinstance(told, LibraryAddressError)
    assert said in told.message


def test_a_certificate_of_ones_own_opens_where_one_is_asked_for(guarded: tuple[PostgresServer, Path]) -> None:
    """The key of the root serves as one: whether it is signed by the root is what the server looks at."""
    server, root = guarded
    connect(
        read_address(f"{at(*guarded, 'certified')}&sslcert={root}&sslkey={root.with_name('key')}"), PASSWORD
    ).close()
    assert server.process is not None


def test_an_unknown_root_is_told(guarded: tuple[PostgresServer, Path], tmp_path: Path) -> None:
    server, root = guarded
    (tmp_path / "nothing").write_text("nothing", encoding="utf-8")
    for words in (f"postgresql://zhang@localhost:{server.port}/office", f"{at(server, Path('system'))}"):
        assert "证书不可信" in refused(words).message
    for file in ("gone", "nothing"):
        assert "读不到根证书" in refused(at(server, tmp_path / file)).message
    assert root.exists()


def certificate(
    root: Path, folder: Path, *, name: str = "localhost", days: int = 1, own: bool = False
) -> ssl.SSLContext:
    """Return what answers as ``name``, signed by the root or by itself, until so many days from now."""
    key = rsa.generate_private_key(public_exponent=65_537, key_size=2048)
    issuer = x509.load_pem_x509_certificate(root.read_bytes())
    signing = serialization.load_pem_private_key(root.with_name("key").read_bytes(), None)
    assert isinstance(signing, rsa.RSAPrivateKey)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    end = datetime.now(UTC) + timedelta(days=days)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject if own else issuer.subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(end - timedelta(days=9))
        .not_valid_after(end)
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key if own else signing, hashes.SHA256())
    )
    held = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "chain").write_bytes(made.public_bytes(serialization.Encoding.PEM) + held)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "chain")
    return context


CERTIFICATES = {
    "of another": ({"name": "other.example"}, "给另一个名字的"),
    "too old": ({"days": -1}, "证书不可信"),
    "of nobody": ({"own": True}, "证书不可信"),
}


@pytest.mark.parametrize("which", CERTIFICATES)
def test_a_certificate_that_is_not_right_is_told(
    guarded: tuple[PostgresServer, Path], relay: Callable[[Handle], int], tmp_path: Path, which: str
) -> None:
    server, root = guarded
    shown, said = CERTIFICATES[which]
    context = certificate(root, tmp_path, **shown)  # type: ignore[arg-type]

    def handle(caller: socket.socket) -> None:
        caller.sendall(b"S")
        with context.wrap_socket(caller, server_side=True) as near:
            near.recv(1)

    assert said in refused(at(server, root, port=relay(handle))).message


def test_who_takes_encryption_away_hears_nothing(
    guarded: tuple[PostgresServer, Path], relay: Callable[[Handle], int]
) -> None:
    server, root = guarded
    heard: list[bytes] = []

    def strip(caller: socket.socket) -> None:
        caller.sendall(b"N")
        heard.append(caller.recv(1))

    assert "不支持加密" in refused(at(server, root, port=relay(strip))).message
    while not heard:
        time.sleep(0.01)
    assert set(heard) == {b""}


def test_an_error_from_who_is_not_known_is_not_believed(
    guarded: tuple[PostgresServer, Path], relay: Callable[[Handle], int]
) -> None:
    said = b"SFATAL\0C28P01\0Mplease type your password\0\0"
    port = relay(lambda caller: caller.sendall(b"E" + struct.pack("!I", len(said) + 4) + said))
    assert isinstance(refused(at(*guarded, port=port)), LibraryAddressError)


def test_who_stands_between_with_a_certificate_of_the_same_root_is_found_out(
    guarded: tuple[PostgresServer, Path], relay: Callable[[Handle], int], tmp_path: Path
) -> None:
    server, root = guarded
    context = certificate(root, tmp_path)
    other_way = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    other_way.check_hostname = False
    other_way.verify_mode = ssl.CERT_NONE

    def between(caller: socket.socket) -> None:
        caller.sendall(b"S")
        with (
            context.wrap_socket(caller, server_side=True) as near,
            socket.create_connection(("127.0.0.1", server.port)) as line,
        ):
            line.sendall(SSL_REQUEST)
            assert line.recv(1) == b"S"
            with other_way.wrap_socket(line) as far:
                back = threading.Thread(target=pass_on, args=(far, near))
                back.start()
                pass_on(near, far)
                back.join()

    assert "被另一台机器接过" in refused(at(server, root, port=relay(between))).message


def pass_on(one: ssl.SSLSocket, other: ssl.SSLSocket) -> None:
    with suppress(OSError):
        while piece := one.recv(65_536):
            other.sendall(piece)
        other.shutdown(socket.SHUT_RDWR)


@pytest.mark.parametrize("asks", [(8, 3), (12, 5, 7)])  # for a clear password, for one hashed with MD5
def test_who_has_a_certificate_and_asks_for_a_password_gets_none(
    guarded: tuple[PostgresServer, Path], relay: Callable[[Handle], int], tmp_path: Path, asks: tuple[int, ...]
) -> None:
    server, root = guarded
    context = certificate(root, tmp_path)
    heard: list[bytes] = []

    def ask(caller: socket.socket) -> None:
        caller.sendall(b"S")
        with context.wrap_socket(caller, server_side=True) as near:
            near.recv(4_096)
            near.sendall(b"R" + struct.pack(f"!{len(asks)}I", *asks))
            heard.append(near.recv(4_096))

    assert "登录方式不安全" in refused(at(server, root, port=relay(ask))).message
    while not heard:
        time.sleep(0.01)
    assert heard[0] == b""


@pytest.mark.parametrize(
    "variable",
    [
        "PGSSLMODE=disable",
        "PGREQUIREAUTH=none",
        "PGCHANNELBINDING=disable",
        "PGHOSTADDR=203.0.113.9",
        "PGSSLROOTCERT=/dev/null",
        "PGSSLMINPROTOCOLVERSION=TLSv1",
        "PGOPTIONS=-csearch_path=public",
        "PGSERVICE=loose",
    ],
)
def test_the_environment_loosens_nothing(
    guarded: tuple[PostgresServer, Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, variable: str
) -> None:
    services = tmp_path / "services"
    services.write_text("[loose]\nsslmode=disable\nhostaddr=203.0.113.9\nrequire_auth=none\n", encoding="utf-8")
    monkeypatch.setenv("PGSERVICEFILE", str(services))
    monkeypatch.setenv(*variable.split("=", 1))
    with connect(read_address(at(*guarded)), PASSWORD) as connection:
        row = connection.execute(
            "SELECT ssl, current_setting('search_path') FROM pg_stat_ssl WHERE pid = pg_backend_pid()"
        ).fetchone()
    assert row == (True, "andu,pg_temp")
    monkeypatch.setenv("PGPASSWORD", PASSWORD)
    assert isinstance(refused(at(*guarded), None), LibraryPasswordError)


def test_localhost_is_this_machine_whatever_anybody_says(
    guarded: tuple[PostgresServer, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def far_away(*_: object, **__: object) -> object:
        message = "nobody is to be asked where this machine is"
        raise AssertionError(message)

    monkeypatch.setattr(socket, "getaddrinfo", far_away)
    connect(read_address(at(*guarded)), PASSWORD).close()


def test_on_this_machine_a_password_opens_without_encryption(
    guarded: tuple[PostgresServer, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()  # this machine is this machine again
    address = read_address(guarded[0].address("office", "zhang"))
    with pytest.raises(LibraryPasswordError):
        connect(address, "falsch")
    connect(address, PASSWORD).close()


def test_a_server_without_encryption_gets_no_password(postgres: PostgresServer) -> None:
    with pytest.raises((LibraryAddressError, LibraryOfflineError, psycopg.Error)):
        connect(read_address(postgres.address("postgres")), PASSWORD)
