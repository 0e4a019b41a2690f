"""Makes all files of a release in one folder: bundles, packages, installer, lists of parts, notes and checksums.

Everything is dated with the commit it is made of and holds no path of this machine, so the same commit gives the same
bytes.
"""

import argparse
import gzip
import hashlib
import subprocess
import sys
import tarfile
from pathlib import Path

from scripts.bundling.pins import LINUX, ROOT, WINDOWS
from scripts.bundling.trial import try_bundle
from scripts.bundling.version import date, epoch, notes, version
from scripts.write_sbom import document_text

KINDS = {"andu": [], "andu-full": ["--full"]}
SUMS = "SHA256SUMS"


def run(module: str, *arguments: str | Path) -> None:
    """Run one of the scripts beside this one, in a process of its own."""
    subprocess.run([sys.executable, "-m", f"scripts.bundling.{module}", *map(str, arguments)], cwd=ROOT, check=True)


def make_linux(target: Path) -> None:
    """Make both Linux bundles, try each without a network, and pack them."""
    for name, options in KINDS.items():
        folder = target / name
        run("linux", "--target", folder, *options)
        try_bundle(folder)
        write_archive(folder, target / f"{name}-{version}-linux-x86_64.tar.gz")
        run("deb", "--bundle", folder, "--target", target, "--name", name)


def make_windows(target: Path) -> None:
    """Make both Windows bundles with ZIP and installer."""
    for name, options in KINDS.items():
        run("windows", "--target", target / f"{name}-windows", *options)


def write_archive(folder: Path, path: Path) -> None:
    """Pack a folder; the same folder gives the same archive."""
    with (
        path.open("wb") as raw,
        gzip.GzipFile("", "wb", 6, raw, mtime=0) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.GNU_FORMAT) as archive,
    ):
        for file in (folder, *sorted(folder.rglob("*"))):
            archive.add(file, f"{folder.name}/{file.relative_to(folder)}", recursive=False, filter=_plain)


def write_lists(target: Path) -> None:
    """Write the lists of parts, the notes of the release, and the checksums of all files."""
    for machine in (LINUX, WINDOWS):
        for name, options in KINDS.items():
            parts = target / f"{name}-{version}-{machine.name.partition('-')[0]}.cdx.json"
            parts.write_text(document_text(machine, full=bool(options)), encoding="utf-8")
    text = f"# 案牍 {version}（{date()}）\n\n{notes()}"
    (target / f"andu-{version}-notes.md").write_text(text, encoding="utf-8")
    (target / SUMS).write_text(sums(target), encoding="ascii")


def sums(folder: Path) -> str:
    """Return the checksums of the files in a folder, as sha256sum writes them."""
    files = [path for path in sorted(folder.iterdir()) if path.is_file() and path.name != SUMS]
    return "".join(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files)


def _plain(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """Take the machine and its people out of an entry."""
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    member.mtime = epoch()
    member.mode = 0o755 if member.isdir() or member.mode & 0o100 else 0o644
    return member


def main() -> None:
    """Make everything, or what is named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--target", type=Path, default=ROOT / "dist")
    parser.add_argument("--only", choices=("linux", "windows", "lists"))
    chosen = parser.parse_args()
    chosen.target.mkdir(parents=True, exist_ok=True)
    if chosen.only in {None, "linux"}:
        make_linux(chosen.target)
    if chosen.only in {None, "windows"}:
        make_windows(chosen.target)
    write_lists(chosen.target)


if __name__ == "__main__":
    main()
