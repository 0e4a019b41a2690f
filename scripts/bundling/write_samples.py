"""Writes the sample files `andu --self-test` reads: one invented reply in every format. Needs LibreOffice.

Run by hand when a format is added (`python -m scripts.bundling.write_samples`); the files are kept in the repository,
because a machine that tests a bundle has no LibreOffice.
"""

import shutil
import tempfile
import zipfile
from pathlib import Path

from msoffcrypto.format.ooxml import OOXMLFile

from scripts.bundling.pins import ROOT
from tests.benchmarks.rendered_replies import Reply, convert, write_ofd, write_plain_docx
from viewer.importing.plain_text import read_text
from viewer.services.self_testing import LOCKED, PASSWORD
from viewer.text.reflow import reflow

FOLDER = ROOT / "viewer" / "resources" / "self_test"
TEXT = FOLDER / "reply.txt"
_CONVERTED = ("pdf", "doc", "odt", "rtf", "html")
_EARLIEST = (1980, 1, 1, 0, 0, 0)
_MHTML = (
    'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="part"; type="text/html"\n\n--part\n'
    'Content-Type: text/html; charset="utf-8"\nContent-Transfer-Encoding: 8bit\n\n{page}\n--part--\n'
)
_CONTAINER = (
    '<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>'
)
_BOOK = (
    '<?xml version="1.0"?><package version="3.0" xmlns="http://www.idpf.org/2007/opf" unique-identifier="id"><metadata '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="id">andu-self-test</dc:identifier><dc:title>样例'
    "</dc:title><dc:language>zh</dc:language></metadata><manifest>"
    '<item id="page" href="page.xhtml" media-type="application/xhtml+xml"/></manifest>'
    '<spine><itemref idref="page"/></spine></package>'
)


def main() -> None:
    """Write all samples anew from the text."""
    reply = Reply(TEXT, reflow(read_text(TEXT)))
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary)
        word = write_plain_docx(reply, work / "reply.docx")
        shutil.copy(word, FOLDER)
        with word.open("rb") as plain, (FOLDER / f"{LOCKED}.docx").open("wb") as out:
            OOXMLFile(plain).encrypt(PASSWORD, out)
        for suffix in _CONVERTED:
            shutil.copy(convert([word], suffix, work / suffix)[0], FOLDER / f"reply.{suffix}")
    write_ofd(reply, FOLDER / "reply.ofd")
    page = _page(reply)
    (FOLDER / "reply.mhtml").write_text(_MHTML.format(page=page), encoding="utf-8")
    _write_zip(
        FOLDER / "reply.epub",
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": _CONTAINER,
            "book.opf": _BOOK,
            "page.xhtml": f'<?xml version="1.0" encoding="utf-8"?>{page}',
        },
    )
    (FOLDER / "reply.md").write_text(reply.document.text.replace("\n", "\n\n"), encoding="utf-8")
    _write_zip(FOLDER / "reply.zip", {"样例.txt": TEXT.read_text(encoding="utf-8")})


def _page(reply: Reply) -> str:
    body = "".join(f"<p>{text}</p>" for _, text in reply.paragraphs())
    return f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>样例</title></head><body>{body}</body></html>'


def _write_zip(path: Path, files: dict[str, str]) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            stored = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name, _EARLIEST), text, compress_type=stored)


if __name__ == "__main__":
    main()
