"""Writes a folder of generated replies in every format, damaged, doubled, locked and packed ones among them, to import.

    python tests/benchmarks/mixed_folder.py FOLDER [--count 2000]
    andu import --library LIBRARY FOLDER

LibreOffice makes the PDF, DOC, ODT, HTML and RTF files. Of every forty files one is cut off at three quarters, one is
another's copy, two lie in an archive, one has flipped bits, one another suffix, one a name few would choose, and one a
password, which is “geheim”. Of every two hundred one is a scan.
"""

import argparse
import io
import random
import shutil
import zipfile
from collections import defaultdict
from collections.abc import Callable
from html import escape
from itertools import cycle
from pathlib import Path
from typing import Any

import pypdfium2
from msoffcrypto.format.ooxml import OOXMLFile
from reportlab.pdfgen.canvas import Canvas

from tests.benchmarks.corpus_generator import write_replies
from tests.benchmarks.rendered_replies import Reply, convert, write_ofd, write_official_docx
from tests.unit.importing.hostile import epub, mhtml
from viewer.core.document import Document
from viewer.importing.plain_text import read_text
from viewer.text.reflow import reflow

_FORMATS = ("docx", "pdf", "doc", "ofd", "odt", "html", "rtf", "txt", "epub", "mht", "md")
_BY_OFFICE = frozenset({"pdf", "doc", "odt", "html", "rtf"})
_EVERY = 40
_EVERY_SCAN = 200
_SCAN_DPI = 150
_PASSWORD = "geheim"  # noqa: S105 - of files made here
_ODD_NAMES = (
    "😀答复{}.{}",
    "con{}.{}",
    "-rf {}.{}",
    " {} .{}",
    "'\"$(x){}.{}",
    "\u202e{}.{}",
    "e\u0301{}.{}",
    "停" * 78 + "{}.{}",
    "答\n复{}.{}",
    "𠮷{}.{}",
)


def write_folder(folder: Path, count: int) -> None:
    """Write ``count`` files, the same ones every time."""
    folder.mkdir(parents=True)
    sources, plans = folder / "txt", folder / "docx"
    write_replies(sources, count)
    plans.mkdir()
    wanted: defaultdict[str, list[Path]] = defaultdict(list)
    for path, suffix in zip(sorted(sources.iterdir()), cycle(_FORMATS), strict=False):
        wanted[suffix].append(_written(path, suffix, folder))
    for suffix in _BY_OFFICE & set(wanted):
        convert(wanted[suffix], suffix, folder / suffix)
        for path in wanted[suffix]:
            path.unlink()
    _scan(sorted((folder / "pdf").iterdir()), folder / "scans", count // _EVERY_SCAN)
    _spoil(folder)


def _written(source: Path, suffix: str, folder: Path) -> Path:
    """Write one reply as what it is, or as the DOCX that LibreOffice shall save in another format."""
    if suffix == "txt":
        return source
    reply = Reply(source, reflow(read_text(source)))
    source.unlink()
    place = folder / (suffix if suffix not in _BY_OFFICE else "docx")
    place.mkdir(exist_ok=True)
    if suffix in _BY_OFFICE or suffix == "docx":
        return write_official_docx(reply, place / f"{source.stem}.docx", letterhead="box")
    path = place / f"{source.stem}.{suffix}"
    if suffix == "ofd":
        return write_ofd(reply, path)
    path.write_bytes(_WRITERS[suffix](reply.document))
    return path


def _body(document: Document) -> str:
    return "".join(f"<p>{escape(document.paragraph_text(each))}</p>" for each in document.paragraphs)


def _book(document: Document) -> bytes:
    return epub(_body(document))


def _saved_page(document: Document) -> bytes:
    return mhtml(_body(document))


def _marked_up(document: Document) -> bytes:
    return "\n\n".join(map(document.paragraph_text, document.paragraphs)).encode()


_WRITERS: dict[str, Callable[[Document], bytes]] = {
    "epub": _book,
    "mht": _saved_page,
    "md": _marked_up,
}


def _scan(printed: list[Path], folder: Path, count: int) -> None:
    """Make pictures of the first pages of some PDF files."""
    folder.mkdir()
    for path in printed[:count]:
        document = pypdfium2.PdfDocument(path)
        page: Any = document[0]
        picture = page.render(scale=_SCAN_DPI / 72).to_pil()
        picture.save(folder / f"{path.stem}.png", dpi=(_SCAN_DPI, _SCAN_DPI))
        document.close()


def _spoil(folder: Path) -> None:
    """Do to every fortieth file what happens to files."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    with zipfile.ZipFile(folder / "archive.zip", "w") as archive:
        for number, path in enumerate(files):
            place = number % _EVERY
            if place == 1:
                path.unlink()
                shutil.copy(files[number - 2], folder / f"copy-{number}{files[number - 2].suffix}")
            elif place in (2, 3):
                archive.write(path, path.name)
                path.unlink()
            elif place < len(_DAMAGES) and (spoil := _DAMAGES[place]) is not None:
                spoil(path, number)


def _cut(path: Path, _number: int) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 3 // 4])


def _flip(path: Path, number: int) -> None:
    chance = random.Random(number)
    content = bytearray(path.read_bytes())
    for _ in range(3 + len(content) // 2000):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    path.write_bytes(content)


def _misname(path: Path, number: int) -> None:
    path.rename(path.with_suffix("." + _FORMATS[number // _EVERY % len(_FORMATS)]))


def _name_oddly(path: Path, number: int) -> None:
    name = _ODD_NAMES[number // _EVERY % len(_ODD_NAMES)].format(number, path.suffix.removeprefix("."))
    path.rename(path.with_name(name))


def _lock(path: Path, number: int) -> None:
    """Put a DOCX under a password, any other file's words into a PDF under one."""
    content = path.read_bytes()
    if path.suffix == ".docx":
        with path.open("wb") as out:
            OOXMLFile(io.BytesIO(content)).encrypt(_PASSWORD, out)
        return
    path.unlink()
    canvas = Canvas(str(path.with_suffix(".pdf")), encrypt=_PASSWORD)
    canvas.drawString(80, 700, f"Reply No. {number} of the office of roads and parks, under a password.")
    canvas.save()


_DAMAGES: tuple[Callable[[Path, int], None] | None, ...] = (
    _cut,
    None,  # copied
    None,  # packed
    None,  # packed
    _flip,
    _misname,
    _name_oddly,
    _lock,
)


def main() -> None:
    """Write the folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=2000)
    options = parser.parse_args()
    write_folder(options.folder, options.count)
    files = [path for path in options.folder.rglob("*") if path.is_file()]
    print(f"{len(files)} files, {sum(path.stat().st_size for path in files) / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
