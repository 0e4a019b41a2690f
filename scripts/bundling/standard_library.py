"""Python's own library for a bundle: the byte code CPython publishes for embedding, less what nothing here imports."""

import zipfile
from pathlib import Path

from scripts.bundling.payload import matches

_UNUSED = (
    "lib2to3/*", "distutils/*", "pydoc_data/*", "msilib/*", "idlelib/*", "turtledemo/*", "wsgiref/*", "xmlrpc/*",
    "unittest/*", "curses/*", "dbm/*", "site-packages/*", "concurrent/futures/process.pyc",
    "antigravity.pyc", "this.pyc", "ftplib.pyc", "imaplib.pyc", "nntplib.pyc", "poplib.pyc", "smtplib.pyc",
    "smtpd.pyc", "telnetlib.pyc", "webbrowser.pyc", "pydoc.pyc", "doctest.pyc", "cgi.pyc", "cgitb.pyc", "turtle.pyc",
    "pdb.pyc", "mailbox.pyc", "pickletools.pyc", "sndhdr.pyc", "aifc.pyc", "sunau.pyc", "wave.pyc", "asyncore.pyc",
    "asynchat.pyc", "socketserver.pyc",
)  # fmt: skip
# What only packages of the full bundle import: the recogniser's, and psycopg, which begins with asyncio and ssl.
_UNUSED_IN_THE_SMALL = (
    "asyncio/*", "ssl.pyc",
    "http/*", "urllib/request.pyc", "urllib/robotparser.pyc", "xml/sax/*", "venv/*", "ensurepip/*", "tkinter/*",
    "sqlite3/dump.pyc", "_pydecimal.pyc", "_pyio.pyc", "optparse.pyc", "pstats.pyc", "profile.pyc", "cProfile.pyc",
    "trace.pyc", "plistlib.pyc", "modulefinder.pyc", "pyclbr.pyc", "bdb.pyc", "cmd.pyc", "code.pyc", "tabnanny.pyc",
    "symtable.pyc", "timeit.pyc", "zipapp.pyc", "xdrlib.pyc", "uu.pyc", "imghdr.pyc", "mailcap.pyc", "netrc.pyc",
    "pipes.pyc", "rlcompleter.pyc", "sched.pyc", "filecmp.pyc", "fileinput.pyc", "nturl2path.pyc", "tty.pyc", "pty.pyc",
    "crypt.pyc", "chunk.pyc", "compileall.pyc",
)  # fmt: skip
_EARLIEST = (1980, 1, 1, 0, 0, 0)


def lay_standard_library(embeddable: zipfile.ZipFile, target: Path, *, full: bool = True) -> None:
    """Write the library as one ZIP; what starts Python must have found zlib before the first module is taken."""
    name = next(name for name in embeddable.namelist() if name.endswith("python311.zip"))
    unused = _UNUSED if full else _UNUSED + _UNUSED_IN_THE_SMALL
    with embeddable.open(name) as inner, zipfile.ZipFile(inner) as library, zipfile.ZipFile(target, "w") as kept:
        for member in sorted(library.namelist()):
            if not matches(member, unused) and not member.endswith("/"):
                kept.writestr(zipfile.ZipInfo(member, _EARLIEST), library.read(member), zipfile.ZIP_DEFLATED, 9)
