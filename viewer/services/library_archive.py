"""One file that holds a whole library: written member by member, taken up again where it was interrupted, verified.

It is a ZIP with a manifest of hashes, so that any archiver can take the originals out of it. An unfinished archive
stands beside its place under ``.part``; originals in it that are whole are not written again.
"""

import hashlib
import json
import os
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from viewer import __version__
from viewer.core.errors import LibraryError, ViewerError
from viewer.core.progress import CancelToken, Progress, ProgressStep
from viewer.store.filesystem import make_private_file, make_private_folder, sync_file, sync_folder

MANIFEST = "manifest.json"
FORMAT = "andu-backup/1"
_CHUNK = 1 << 20
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    RuntimeError,
    ValueError,
    IndexError,
    KeyError,
    TypeError,
    AttributeError,
)
"""What zipfile and json raise over damaged bytes: impossible places, methods nobody knows, members under a password."""
_LOCAL_HEADER = struct.Struct("<4s5H3L2H")
_LOCAL_MAGIC = b"PK\x03\x04"
_BY_DESCRIPTOR = 0x08
_ZIP64 = 0x0001
_IN_EXTRA = 0xFFFFFFFF


@dataclass(frozen=True, slots=True)
class _Whole:
    """A member of an unfinished archive that was written to its end."""

    info: zipfile.ZipInfo
    end: int


def unfinished_path(target: Path) -> Path:
    """Return where an archive lies until it is whole."""
    return target.with_name(target.name + ".part")


def write_archive(
    target: Path, members: Mapping[str, Path], library_id: str, *, progress: Progress, cancel: CancelToken
) -> None:
    """Write an archive to its unfinished place, going on from what is there. Raises ``OSError``, ``Cancelled``.

    Members under ``originals/`` are named after their content: those are kept when their bytes are what the name says.
    """
    unfinished = unfinished_path(target)
    make_private_file(unfinished)
    kept = _kept(unfinished, cancel)
    hashes: dict[str, str] = {}
    with zipfile.ZipFile(unfinished, "a", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:
        for whole in kept:
            if whole.info.filename in members:
                archive.filelist.append(whole.info)
                archive.NameToInfo[whole.info.filename] = whole.info
                hashes[whole.info.filename] = Path(whole.info.filename).name
        for number, (name, path) in enumerate(members.items(), start=1):
            cancel.checkpoint()
            if name not in hashes:
                with path.open("rb") as source, archive.open(name, "w", force_zip64=True) as member:
                    hashes[name] = _copied(source, member, cancel)
            progress(ProgressStep(number, len(members), "写入备份"))
        manifest = {"format": FORMAT, "program": __version__, "library": library_id, "files": hashes}
        archive.writestr(MANIFEST, json.dumps(manifest, indent=1))


def has_whole_members(unfinished: Path) -> bool:
    """Tell whether there is anything in an unfinished archive to go on from."""
    with unfinished.open("rb") as file:
        return next(_whole_members(file), None) is not None


def put_in_place(target: Path) -> None:
    """Let a written and verified archive take its name, on the disk for good. Raises ``OSError``."""
    unfinished = unfinished_path(target)
    sync_file(unfinished)
    unfinished.replace(target)
    sync_folder(target.parent)


def verified_manifest(archive: Path, *, progress: Progress, cancel: CancelToken) -> dict[str, str]:
    """Read every member and compare it with the manifest; return name and hash of each. Raises ``ViewerError``."""
    if not archive.exists():
        message = f"找不到备份“{archive}”。"
        raise LibraryError(message, advice="请检查文件名。")
    try:
        with zipfile.ZipFile(archive) as opened:
            manifest = json.loads(opened.read(MANIFEST))
            files: dict[str, str] = manifest["files"]
            if manifest["format"] != FORMAT:
                raise _no_backup(archive)
            for number, (name, expected) in enumerate(files.items(), start=1):
                with opened.open(name) as member:
                    if _hash_of(member, cancel) != expected:
                        raise damaged_member(archive, name)
                progress(ProgressStep(number, len(files), "核对备份"))
    except _BROKEN as error:
        raise _no_backup(archive) from error
    return files


def unpack_archive(
    archive: Path, files: Mapping[str, str], folder: Path, *, progress: Progress, cancel: CancelToken
) -> None:
    """Put the members below ``folder``, private and on the disk. Raises ``ViewerError``, ``OSError``."""
    with zipfile.ZipFile(archive) as opened:
        for number, (name, expected) in enumerate(files.items(), start=1):
            target = (folder / name).resolve()
            if not target.is_relative_to(folder.resolve()):
                raise damaged_member(archive, name)
            make_private_folder(target.parent)
            make_private_file(target)
            with opened.open(name) as member, target.open("r+b") as out:
                if _copied(member, out, cancel) != expected:
                    raise damaged_member(archive, name)
                out.flush()
                os.fsync(out.fileno())
            progress(ProgressStep(number, len(files), "恢复文件"))
    for each in {(folder / name).parent for name in files}:
        sync_folder(each)


def damaged_member(archive: Path, name: str) -> ViewerError:
    """Return the sentence for a member that is not what the manifest says."""
    return LibraryError(f"备份“{archive.name}”中的“{name}”已损坏。", advice="请改用另一份备份；现有文库没有改动。")


def _no_backup(archive: Path) -> ViewerError:
    return LibraryError(f"“{archive.name}”不是案牍的备份，或已损坏。", advice="请选择由“备份文库”生成的文件。")


def _kept(unfinished: Path, cancel: CancelToken) -> list[_Whole]:
    """Return the whole originals at the beginning of an unfinished archive and cut off the rest."""
    kept: list[_Whole] = []
    with unfinished.open("r+b") as file:
        for whole in _whole_members(file):
            cancel.checkpoint()
            if not _is_what_it_says(file, whole):
                break
            kept.append(whole)
        file.truncate(kept[-1].end if kept else 0)
    return kept


def _whole_members(file: IO[bytes]) -> Iterator[_Whole]:
    """Walk along the local headers, as far as they make sense; without the directory that only a whole archive has."""
    offset, size = 0, file.seek(0, os.SEEK_END)
    while offset + _LOCAL_HEADER.size <= size:
        file.seek(offset)
        fields = _LOCAL_HEADER.unpack(file.read(_LOCAL_HEADER.size))
        magic, _version, flags, method, _time, _date, check, packed, _plain, name_length, extra_length = fields
        name, extra = file.read(name_length), file.read(extra_length)
        if magic != _LOCAL_MAGIC or flags & _BY_DESCRIPTOR or method != zipfile.ZIP_DEFLATED:
            return
        sizes = _zip64_sizes(extra)
        if sizes is None or packed != _IN_EXTRA:  # a member that was not finished has no sizes yet
            return
        info = zipfile.ZipInfo(name.decode("ascii", "replace"))
        info.compress_type, info.flag_bits, info.CRC, info.header_offset = method, flags, check, offset
        info.file_size, info.compress_size = sizes
        offset += _LOCAL_HEADER.size + name_length + extra_length + info.compress_size
        if offset > size:
            return
        yield _Whole(info, offset)


def _zip64_sizes(extra: bytes) -> tuple[int, int] | None:
    if len(extra) < struct.calcsize("<2H2Q"):
        return None
    kind, length, plain, packed = struct.unpack_from("<2H2Q", extra)
    return (plain, packed) if (kind, length) == (_ZIP64, 16) else None


def _is_what_it_says(file: IO[bytes], whole: _Whole) -> bool:
    """Tell whether a member is an original whose bytes have the hash it is named after."""
    expected = Path(whole.info.filename).name
    if not whole.info.filename.startswith("originals/"):
        return False
    digest, unpacking = hashlib.sha256(), zlib.decompressobj(-zlib.MAX_WBITS)
    left = whole.info.compress_size
    file.seek(whole.end - left)
    try:
        while left and (chunk := file.read(min(left, _CHUNK))):
            left -= len(chunk)
            digest.update(unpacking.decompress(chunk))
    except zlib.error:
        return False
    return unpacking.eof and digest.hexdigest() == expected


def _copied(source: IO[bytes], target: IO[bytes], cancel: CancelToken) -> str:
    digest = hashlib.sha256()
    while chunk := source.read(_CHUNK):
        cancel.checkpoint()
        digest.update(chunk)
        target.write(chunk)
    return digest.hexdigest()


def _hash_of(member: IO[bytes], cancel: CancelToken) -> str:
    digest = hashlib.sha256()
    while chunk := member.read(_CHUNK):
        cancel.checkpoint()
        digest.update(chunk)
    return digest.hexdigest()
