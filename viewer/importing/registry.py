"""The formats this version reads: one line each, found by what a file holds and only then by what it is called."""

import re
import stat
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from viewer.core.errors import (
    FileDamagedError,
    FileEmptyError,
    FileEncryptedError,
    FileTooLargeError,
    FileUnsupportedError,
    FileVanishedError,
)
from viewer.core.raw import RawDocument
from viewer.importing.docx import read_docx
from viewer.importing.encoding import decode
from viewer.importing.epub import read_epub
from viewer.importing.html import read_html, read_mhtml
from viewer.importing.manner import PLAIN, Manner
from viewer.importing.ocr import read_picture
from viewer.importing.odf_locks import is_locked_odf, unlocked_odf
from viewer.importing.odt import read_odt
from viewer.importing.ofd import read_ofd
from viewer.importing.office_locks import is_locked_package, unlocked
from viewer.importing.package import BROKEN_ZIP, damaged
from viewer.importing.pdf import read_pdf
from viewer.importing.plain_text import read_markdown, read_text
from viewer.importing.rtf import read_rtf
from viewer.importing.salvage import as_far_as_it_goes
from viewer.importing.word97 import read_word97

_WORD97 = "Word 97-2003（DOC、WPS）"
_ODT = "ODT"
_HEAD = 4096
_MOST_NAMES = 2000
_MOST_CHARACTERS = 5_000_000  # some six thousand pages: what is longer would only run into the limit of time
_TOO_LONG = "一份文档这样长（几千页以上），显示和检索都会很慢：请拆成几份再导入。数据表、日志这类文件不宜导入。"
_MEGABYTE = 1 << 20
_PAGE = re.compile(
    rb"^[\xef\xbb\xbf\xff\xfe\s]*+(?:<\?xml[^>]*>\s*+)?(?:(?><!--.*?-->)\s*+)*+<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Format:
    """One readable format: its ``suffixes``, a test of a file's first bytes, the reader and the largest file.

    ``sniff`` is ``None`` for formats without a signature; those are chosen by suffix alone. ``is_text`` tells that a
    file of that suffix is read so even without the signature.
    """

    name: str
    suffixes: frozenset[str]
    sniff: Callable[[bytes], bool] | None
    read: Callable[[Path, Manner], RawDocument]
    largest: int
    is_text: bool = False


def _starts_with(*signatures: bytes) -> Callable[[bytes], bool]:
    return lambda head: head.startswith(signatures)


def _zip_holding(*names: bytes) -> Callable[[bytes], bool]:
    return lambda head: head.startswith(b"PK\x03\x04") and any(name in head for name in names)


def _is_open_document(head: bytes) -> bool:
    """Tell an OpenDocument package, whatever stands first in it, and the form of it that is one XML file."""
    if head.startswith(b"PK\x03\x04"):
        names = head.split(b"\n")
        return b"mimetypeapplication/vnd.oasis" in head or (
            b"content.xml" in names and b"META-INF/manifest.xml" in names
        )
    return b"<office:document" in head and b"opendocument.text" in head


def _is_saved_page(head: bytes) -> bool:
    return b"MIME-Version:" in head and b"multipart/related" in head


def _is_page(head: bytes) -> bool:
    return bool(_PAGE.search(head.replace(b"\0", b"")))


def _is_picture(head: bytes) -> bool:
    if head.startswith(b"BM") and _is_ascii_text(head):
        return False
    return head.startswith((b"\x89PNG\r\n", b"\xff\xd8\xff", b"BM", b"II*\0", b"MM\0*"))


def _at_once(read: Callable[[Path], RawDocument]) -> Callable[[Path, Manner], RawDocument]:
    """Make a reader without pages and passwords one that takes a manner."""
    return lambda path, _manner: read(path)


FORMATS = (
    Format("PDF", frozenset({".pdf"}), _starts_with(b"%PDF-"), read_pdf, 512 * _MEGABYTE),
    Format(
        "Word（DOCX）",
        frozenset({".docx", ".docm", ".dotx"}),
        _zip_holding(b"word/", b"[Content_Types].xml"),
        _at_once(read_docx),
        256 * _MEGABYTE,
    ),
    Format(
        _WORD97,
        frozenset({".doc", ".wps", ".dot", ".wpt"}),
        _starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        _at_once(read_word97),
        256 * _MEGABYTE,
    ),
    Format("RTF", frozenset({".rtf"}), _starts_with(b"{\\rtf"), _at_once(read_rtf), 64 * _MEGABYTE),
    Format(
        _ODT,
        frozenset({".odt", ".ott", ".fodt"}),
        _is_open_document,
        _at_once(read_odt),
        256 * _MEGABYTE,
    ),
    Format("OFD", frozenset({".ofd"}), _zip_holding(b"OFD.xml", b"Doc_0/"), read_ofd, 512 * _MEGABYTE),
    Format(
        "EPUB",
        frozenset({".epub"}),
        _zip_holding(b"mimetypeapplication/epub", b"META-INF/container.xml"),
        _at_once(read_epub),
        256 * _MEGABYTE,
    ),
    Format(
        "单个文件的网页（MHTML）", frozenset({".mht", ".mhtml"}), _is_saved_page, _at_once(read_mhtml), 128 * _MEGABYTE
    ),
    Format(
        "网页（HTML）",
        frozenset({".html", ".htm", ".xhtml", ".shtml"}),
        _is_page,
        _at_once(read_html),
        64 * _MEGABYTE,
        is_text=True,
    ),
    Format(
        "图片",
        frozenset({".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp"}),
        _is_picture,
        read_picture,
        512 * _MEGABYTE,
    ),
    Format("Markdown", frozenset({".md", ".markdown"}), None, _at_once(read_markdown), 128 * _MEGABYTE),
    Format("纯文本", frozenset({".txt", ".text"}), None, _at_once(read_text), 128 * _MEGABYTE),
)
_PARTIAL = "文件已损坏，只读出了一部分；缺少的内容请核对原件，或重新取得完好的文件。"
_SAVE_AS_TEXT = "请用原来的程序打开，另存为 TXT 后再导入。"
_UNPACK = "请先解开，再导入里面的文件。"
# Signatures of formats nobody reads yet, and what to do; a format that gets its line above loses its line here.
_ZIPPED = frozenset({".docx", ".docm", ".dotx", ".odt", ".ott", ".ofd", ".epub"})
_FOREIGN = (
    ("压缩包（ZIP）", _starts_with(b"PK\x03\x04", b"PK\x05\x06"), "请导入整个压缩包：里面的文件会逐个读入。"),
    ("动图或音像", _starts_with(b"GIF8", b"RIFF"), _SAVE_AS_TEXT),
    ("压缩包", _starts_with(b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\0"), _UNPACK),
    ("程序", _starts_with(b"MZ", b"\x7fELF", b"SQLite format 3\0"), _SAVE_AS_TEXT),
)


def supported_suffixes() -> frozenset[str]:
    """Return the suffixes (lower case, with the dot) of all formats: what a folder is searched for."""
    return frozenset(suffix for each in FORMATS for suffix in each.suffixes)


def read(path: Path, manner: Manner = PLAIN) -> RawDocument:
    """Read a file into blocks. Raises a child of ``FileReadError`` that names the file and what to do.

    The content decides: a PDF named ``.txt`` is a PDF, and text under any name is still read as text.
    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            message = f"“{path.name}”不是文件"
            raise FileUnsupportedError(message, advice="请选择要导入的文件，或把整个文件夹拖进来。")
        with path.open("rb") as file:
            head = _with_members(path, file.read(_HEAD))
        found = _format_of(path, head)
        _check_size(path, status.st_size, found)
        raw = _read_with_password(path, head, found, manner)
    except RecursionError as error:
        message = f"“{path.name}”的内容一层套一层，套得太深，读不出来"
        raise FileDamagedError(message, advice="请用原来的程序打开，另存为 TXT 后再导入。") from error
    except UnicodeDecodeError as error:  # lxml takes characters in that it cannot hand out again
        raise damaged(path) from error
    except OSError as error:
        message = f"“{path.name}”打不开：{_reason(error)}"
        raise FileVanishedError(message, advice="请确认文件还在原处、没有被别的程序占用，然后重新导入。") from error
    if len(raw.text) > _MOST_CHARACTERS:
        message = f"“{path.name}”有 {len(raw.text) // 10_000} 万字，超过了上限 {_MOST_CHARACTERS // 10_000} 万字"
        raise FileTooLargeError(message, advice=_TOO_LONG)
    return raw


def _read_with_password(path: Path, head: bytes, found: Format, manner: Manner) -> RawDocument:
    """Read a file, an office file under a password decrypted first."""
    if is_locked_package(path, head):
        with unlocked(path, manner.password) as opened:
            return read(opened, replace(manner, password=None))
    if found.name == _ODT and is_locked_odf(path):
        with unlocked_odf(path, manner.password) as opened:
            return read_odt(opened)
    try:
        return found.read(path, manner)
    except FileDamagedError as error:
        if not head.startswith(b"PK\x03\x04"):
            raise
        return _salvaged(path, manner, error)
    except FileEncryptedError:
        if manner.password is None or found.name != _WORD97:
            raise
        with unlocked(path, manner.password) as opened:
            return found.read(opened, replace(manner, password=None))


def _salvaged(path: Path, manner: Manner, refusal: FileDamagedError) -> RawDocument:
    """Read what can be taken out of a damaged package, or refuse the file as before."""
    with as_far_as_it_goes(path) as rest:
        if rest == path:
            raise refusal
        try:
            head = _with_members(rest, rest.read_bytes()[:_HEAD])
            raw = _format_of(rest, head).read(rest, manner)
        except (FileDamagedError, FileUnsupportedError, FileEmptyError):
            raise refusal from None
    if not raw.blocks:
        raise refusal
    return replace(raw, partial=True, warnings=(_PARTIAL, *raw.warnings))


def _with_members(path: Path, head: bytes) -> bytes:
    """Return the first bytes of a file; of a package with the names of all its members, in whatever order they come."""
    if not head.startswith(b"PK\x03\x04"):
        return head
    try:
        with zipfile.ZipFile(path) as package:
            return head + "\n".join(["", *package.namelist()[:_MOST_NAMES]]).encode("utf-8", "replace")
    except BROKEN_ZIP:
        return head


def _reason(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "文件已不在原处"
    if isinstance(error, PermissionError):
        return "没有读取权限，或正被别的程序占用"
    return "读取时出错"


def _format_of(path: Path, head: bytes) -> Format:
    if not head:
        message = f"“{path.name}”是空文件"
        raise FileEmptyError(message, advice="请确认文件已完整下载或保存，再重新导入。")
    for each in FORMATS:
        if each.sniff is not None and each.sniff(head):
            return each
    suffix = path.suffix.lower()
    for each in FORMATS:
        if (each.sniff is None or each.is_text) and suffix in each.suffixes and not _foreign(head):
            return each
    return _text_under_another_name(path, head)


def _foreign(head: bytes) -> tuple[str, str] | None:
    """Name the unreadable format whose signature the bytes carry, and what to do."""
    for name, sniff, advice in _FOREIGN:
        if sniff(head) and not (name == "程序" and _is_ascii_text(head)):
            return name, advice
    return None


def _is_ascii_text(head: bytes) -> bool:
    """Tell a letter that begins with “BM” or “MZ” from a picture or a program."""
    return head.isascii() and b"\0" not in head


def _text_under_another_name(path: Path, head: bytes) -> Format:
    """Read text whatever it is called; refuse the rest by name."""
    foreign = _foreign(head)
    is_broken_zip = head.startswith(b"PK") and path.suffix.lower() in _ZIPPED
    if foreign is not None and not is_broken_zip:
        name, advice = foreign
        message = f"“{path.name}”是{name}文件，这个版本还不能读取"
        raise FileUnsupportedError(message, advice=advice)
    promised = next((each.name for each in FORMATS if path.suffix.lower() in each.suffixes and each.sniff), None)
    if promised is not None and (is_broken_zip or not decode(head).plausible):
        message = f"“{path.name}”的内容不像{promised}文件，可能已经损坏或没有下载完整"
        raise FileDamagedError(message, advice="请重新取得这个文件，或用原来的程序打开看看是否正常。")
    return FORMATS[-1]


def _check_size(path: Path, size: int, found: Format) -> None:
    if size > found.largest:
        limit = found.largest // _MEGABYTE
        message = f"“{path.name}”有 {size // _MEGABYTE} MB，超过了{found.name}文件的上限 {limit} MB"
        raise FileTooLargeError(message, advice="请把文件拆成几份再导入。")
