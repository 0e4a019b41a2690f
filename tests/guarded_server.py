"""A PostgreSQL that lets nobody in from the network but with TLS and SCRAM, as an office's server should."""

import os
import signal
import subprocess
from collections.abc import Mapping
from pathlib import Path

from tests.postgres_server import PostgresServer


def start_guarded(
    folder: Path,
    port: int,
    *,
    name: str = "DNS:localhost",
    options: Mapping[str, str] | None = None,
    safe: bool = False,
) -> tuple[PostgresServer, Path]:
    """Start a server that has a certificate for a name, such as ``IP:10.0.0.1``, and give its root certificate."""
    make = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=office"]
    files = ["-addext", f"subjectAltName={name}", "-keyout", str(folder / "key"), "-out", str(folder / "root")]
    subprocess.run([*make, *files], check=True, capture_output=True)
    listens = {"listen_addresses": name.partition(":")[2]}
    server = PostgresServer.start(safe=safe, options=listens | dict(options or {}), port=port)
    owner = server.data.stat()
    for file, mode in (("key", 0o600), ("root", 0o644)):
        held = server.data / file
        held.write_bytes((folder / file).read_bytes())
        held.chmod(mode)
        os.chown(held, owner.st_uid, owner.st_gid)
    rules = server.data / "pg_hba.conf"
    rules.write_text("local all all trust\nhostssl all all all scram-sha-256\n", encoding="utf-8")
    with server.connect("postgres") as connection:
        for line in (
            "ssl = on",
            "ssl_cert_file = 'root'",
            "ssl_key_file = 'key'",
            "password_encryption = 'scram-sha-256'",
        ):
            connection.execute(f"ALTER SYSTEM SET {line}".encode())
    assert server.process is not None
    server.process.send_signal(signal.SIGHUP)
    return server, folder / "root"
