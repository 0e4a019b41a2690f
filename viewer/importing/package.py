"""Opens zip packages (DOCX, OFD, ODT, EPUB) within bounds and parses their XML without entities or network."""

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from lxml import etree

from viewer.core.errors import FileDamagedError, FileEncryptedError, FileTooLargeError
from viewer.importing.salvage import SALVAGED

BROKEN_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    IndexError,
    NotImplementedError,
    ValueError,
)
"""What zipfile raises over bytes that are no sound archive, besides ``OSError`` for places that cannot be."""

_MAX_MEMBERS = 20_000
_MAX_MEMBER = 256 << 20
_MAX_TOTAL = 1 << 30
_MAX_RATIO = 500  # office XML compresses 10 to 50 times; nothing but zeros reaches deflate's limit of 1030
_RATIO_MATTERS_FROM = 64 << 20
_ENCRYPTED = 0x1
_MAX_DEPTH = 256
_REFERENCE = re.compile(rb"&#(x[0-9a-fA-F]+|[0-9]+);")
_LONGEST_REFERENCE = 9
_CHARACTERS = (range(0x9, 0xB), range(0xD, 0xE), range(0x20, 0xD800), range(0xE000, 0xFFFE), range(0x10000, 0x110000))
"""Code points XML 1.0 permits (production 2)."""

_MAX_ELEMENTS = 4_000_000  # a thousand closely written pages of DOCX have some 300,000


class Package:
    """The members of one zip file by their cleaned names; nothing is ever written to disk."""

    def __init__(self, path: Path, archive: zipfile.ZipFile) -> None:
        self._path = path
        self._archive = archive
        self._is_salvaged = archive.comment == SALVAGED
        self._members = {
            _clean(info.filename): info for info in archive.infolist() if info.filename and not info.is_dir()
        }
        self._check()

    def __contains__(self, name: str) -> bool:
        return _clean(name) in self._members

    def names(self) -> list[str]:
        """Return the names of all members, with forward slashes and without a leading one."""
        return list(self._members)

    def read(self, name: str) -> bytes:
        """Return a member's bytes. Raises ``KeyError`` when absent, ``FileReadError`` children when broken."""
        info = self._members[_clean(name)]
        try:
            with self._archive.open(info) as member:
                content = member.read(_MAX_MEMBER + 1)
        except (*BROKEN_ZIP, OSError) as error:
            raise damaged(self._path) from error
        except RuntimeError as error:  # zipfile's way to say "password required"
            raise encrypted(self._path) from error
        if len(content) > _MAX_MEMBER:
            raise _too_large(self._path)
        return content

    def xml(self, name: str) -> etree._Element:
        """Return a member's root element; DTDs, entities and deep nesting are refused."""
        return parse_xml(self._path, self.read(name), as_far_as_it_goes=self._is_salvaged)

    def xml_or_none(self, name: str) -> etree._Element | None:
        """Return a member's root element, ``None`` when the package has no such member."""
        return self.xml(name) if name in self else None

    def _check(self) -> None:
        infos = self._members.values()
        total = sum(info.file_size for info in infos)
        packed = max(1, sum(info.compress_size for info in infos))
        if any(info.flag_bits & _ENCRYPTED for info in infos):
            raise encrypted(self._path)
        bomb = total > _RATIO_MATTERS_FROM and total / packed > _MAX_RATIO
        if len(self._members) > _MAX_MEMBERS or total > _MAX_TOTAL or bomb:
            raise _too_large(self._path)


@contextmanager
def open_package(path: Path) -> Iterator[Package]:
    """Open a zip package for the time of a ``with`` block."""
    try:
        archive = zipfile.ZipFile(path)
    except BROKEN_ZIP as error:
        raise damaged(path) from error
    with archive:
        yield Package(path, archive)


def parse_xml(path: Path, content: bytes, *, as_far_as_it_goes: bool = False) -> etree._Element:
    """Parse XML that comes from a foreign file; of a damaged one, what stands before the damage if that is wished."""
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=True, recover=as_far_as_it_goes
    )
    try:
        root = etree.fromstring(_without_bad_references(content) if as_far_as_it_goes else content, parser)
    except etree.XMLSyntaxError as error:
        raise damaged(path) from error
    if root is None:
        raise damaged(path)
    if root.getroottree().docinfo.internalDTD is not None:
        raise damaged(path)
    _check_shape(path, root)
    return root


def _without_bad_references(content: bytes) -> bytes:
    """Leave out references to what is no character: a parser that recovers makes texts of them that cannot be read."""
    return _REFERENCE.sub(lambda found: found[0] if _is_character(found[1]) else b"", content)


def _is_character(reference: bytes) -> bool:
    if len(reference) > _LONGEST_REFERENCE:
        return False
    code = int(reference[1:], 16) if reference.startswith(b"x") else int(reference)
    return any(code in characters for characters in _CHARACTERS)


def _check_shape(path: Path, root: etree._Element) -> None:
    """Refuse what is nested deeper, or has more elements, than any document."""
    depth = count = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        count += event == "start"
        if depth > _MAX_DEPTH:
            raise damaged(path)
        if count > _MAX_ELEMENTS:
            raise _too_large(path)


def damaged(path: Path) -> FileDamagedError:
    """Return the error for a file whose content is broken."""
    message = f"“{path.name}”的内容已损坏，读不出来"
    return FileDamagedError(message, advice="请重新获取这个文件，或用原来的程序打开后另存，再导入。")


def encrypted(path: Path) -> FileEncryptedError:
    """Return the error for a file that wants a password."""
    message = f"“{path.name}”有密码"
    return FileEncryptedError(message, advice="请用原来的程序打开，去掉密码后另存，再导入。", wants_password=False)


def _too_large(path: Path) -> FileTooLargeError:
    message = f"“{path.name}”解开后过大"
    return FileTooLargeError(message, advice="请检查文件来源；确是正常文件时，请拆成几份再导入。")


def _clean(name: str) -> str:
    parts = [part for part in PurePosixPath(name.replace("\\", "/")).parts if part not in ("/", "..", ".")]
    return "/".join(parts)
