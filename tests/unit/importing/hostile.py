"""Makes files nobody should be hurt by: broken, oversized, self-referring, misnamed, in every format that is read."""

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

import docx
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

FILES = Path(__file__).parent / "files"
SENTENCE = "为进一步缓解停车难问题，我局会同街道排查可用地块，新增公共停车泊位812个。"
_KILOBYTE = 1024
_MEGABYTE = 1 << 20
_OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'
_LAUGHS = (
    "<!DOCTYPE x [<!ENTITY a 'ha'>"
    + "".join(f"<!ENTITY {chr(98 + n)} '{('&' + chr(97 + n) + ';') * 10}'>" for n in range(12))
    + "]>"
)
_OUTSIDE = '<!DOCTYPE x [<!ENTITY m SYSTEM "file:///etc/passwd">]>'


@dataclass(frozen=True, slots=True)
class Case:
    """One hostile file: what is wrong with it, what it is called, and its bytes once they are wanted."""

    kind: str
    name: str
    content: Callable[[], bytes]


def good_files() -> dict[str, bytes]:
    """Return a small sound file of every format by its suffix."""
    return {
        "pdf": pdf(3),
        "docx": docx_file(),
        "doc": (FILES / "reply.doc").read_bytes(),
        "odt": (FILES / "reply.odt").read_bytes(),
        "rtf": (FILES / "reply.rtf").read_bytes(),
        "ofd": ofd([SENTENCE] * 3),
        "epub": epub(f"<p>{SENTENCE}</p>"),
        "html": html(f"<p>{SENTENCE}</p>" * 20),
        "mht": mhtml(f"<p>{SENTENCE}</p>" * 20),
        "txt": (SENTENCE + "\n").encode() * 60,
        "zip": packed({"a.txt": SENTENCE.encode() * 9, "b/b.pdf": pdf(1)}),
        "png": (FILES / "scan.png").read_bytes(),
    }


def cases(*, whole: bool) -> Iterator[Case]:
    """Yield the files; without ``whole`` a few dozen quick ones that stand for all."""
    good = good_files()
    for suffix, content in good.items():
        yield from _truncated(suffix, content, step=_KILOBYTE if whole else len(content) // 2 + 1)
        yield from _flipped(suffix, content, count=10 if whole else 1)
        yield from _misnamed(suffix, content, list(good) if whole else ["txt" if suffix != "txt" else "docx"])
    yield from _rubbish(list(good) if whole else ["pdf", "doc", "txt"])
    yield from _names()
    yield from _entities()
    yield from _loops()
    yield from _deep(100_000 if whole else 3000)
    if whole:
        yield from _bombs()
        yield from _huge()


def _truncated(suffix: str, content: bytes, *, step: int) -> Iterator[Case]:
    for length in range(step, len(content), step):
        yield Case("truncated", f"cut{length}.{suffix}", lambda length=length: content[:length])  # type: ignore[misc]


def _flipped(suffix: str, content: bytes, *, count: int) -> Iterator[Case]:
    chance = random.Random(suffix)  # noqa: S311 - the same damage every time
    for number in range(count):
        damaged = bytearray(content)
        for _ in range(max(3, len(content) // 2000)):
            damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
        yield Case("bits flipped", f"flip{number}.{suffix}", lambda whole=bytes(damaged): whole)  # type: ignore[misc]


def _misnamed(suffix: str, content: bytes, suffixes: list[str]) -> Iterator[Case]:
    for other in suffixes:
        if other != suffix:
            yield Case("wrong suffix", f"{suffix}.{other}", lambda: content)


def _rubbish(suffixes: list[str]) -> Iterator[Case]:
    noise = random.Random(7).randbytes(30_000)  # noqa: S311
    for suffix in suffixes:
        for what, content in (("empty", b""), ("one", b"\x01"), ("nuls", bytes(9000)), ("noise", noise)):
            yield Case("rubbish", f"{what}.{suffix}", lambda content=content: content)  # type: ignore[misc]
    for what, content in (
        ("bom", b"\xff\xfe"),
        ("half", "停".encode("utf-16")[:-1]),
        ("lone", b"\xff\xfe\x00\xd8" * 99),
    ):
        yield Case("rubbish", f"{what}.txt", lambda content=content: content)  # type: ignore[misc]


def _names() -> Iterator[Case]:
    text = SENTENCE.encode()
    odd = [
        "😀答复.txt",
        "con.txt",
        "aux.pdf",
        "-rf.txt",
        "a\nb.txt",
        " .txt",
        "a.txt.",
        "'\"$(x).txt",
        "\u202etxt.exe.txt",
    ]
    for name in [*odd, "停" * 83 + ".txt", "x" * 251 + ".txt", "e\u0301.txt", "𠮷.md", "\udcff\udcfe.txt"]:
        yield Case("odd name", name, lambda: text)


def _entities() -> Iterator[Case]:
    for kind, prologue, entity in (("laughs", _LAUGHS, "&m;"), ("outside", _OUTSIDE, "&m;")):
        xml = f'<?xml version="1.0"?>{prologue}<x>{entity}</x>'
        yield Case("XML bomb", f"{kind}.docx", lambda xml=xml: docx_file(xml))  # type: ignore[misc]
        yield Case("XML bomb", f"{kind}.odt", lambda xml=xml: odt(xml))  # type: ignore[misc]
        yield Case("XML bomb", f"{kind}.ofd", lambda xml=xml: packed({"OFD.xml": xml.encode()}))  # type: ignore[misc]
        yield Case("XML bomb", f"{kind}.epub", lambda xml=xml: epub("", book=xml))  # type: ignore[misc]
        yield Case("XML bomb", f"{kind}.html", lambda xml=xml: xml.replace("x", "html").encode())  # type: ignore[misc]


def _loops() -> Iterator[Case]:
    yield Case("loop", "xref.pdf", _pdf_with_looping_xref)
    yield Case("loop", "pages.pdf", _pdf_with_looping_pages)
    yield Case("loop", "fat.doc", _doc_with_looping_fat)
    yield Case("loop", "styles.docx", lambda: docx_file(styles=_LOOPING_STYLES))
    yield Case("loop", "template.ofd", lambda: ofd([SENTENCE], template="Pages/Page_0/Content.xml"))
    yield Case("loop", "self.zip", _zip_quine)


def _deep(depth: int) -> Iterator[Case]:
    body = "<w:tbl><w:tr><w:tc>" * depth + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * depth
    yield Case("deep", "tables.docx", lambda: docx_file(_WORD.format(body)))
    yield Case("deep", "controls.docx", lambda: docx_file(_WORD.format("<w:sdt><w:sdtContent>" * depth)))
    spans = "<text:span>" * depth + "x" + "</text:span>" * depth
    yield Case("deep", "spans.odt", lambda: odt(_ODT.format(f"<text:p>{spans}</text:p>")))
    yield Case("deep", "div.html", lambda: html("<div>" * depth + SENTENCE))
    yield Case("deep", "mixed.html", lambda: html("<table><tr><td><b><ul><li>" * depth + SENTENCE))
    yield Case("deep", "braces.rtf", lambda: b"{\\rtf1" + b"{" * (depth * 10) + b"x")
    yield Case("deep", "fields.rtf", lambda: b"{\\rtf1" + b"{\\field{\\fldrslt " * depth + b"x")
    yield Case(
        "deep",
        "arrays.pdf",
        lambda: b"%PDF-1.4\n1 0 obj\n" + b"[" * depth + b"]" * depth + b"\nendobj\ntrailer<</Root 1 0 R>>",
    )
    yield Case("deep", "quotes.md", lambda: b">" * depth + SENTENCE.encode())
    yield Case("deep", "comments.xml", lambda: b"<!-- a -->" * depth + b"<x/>")
    yield Case("deep", "multipart.mht", lambda: _nested_mail(min(depth, 2000)))


def _bombs() -> Iterator[Case]:
    for suffix, member in (("docx", "word/document.xml"), ("odt", "content.xml"), ("ofd", "OFD.xml"), ("zip", "a.txt")):
        yield Case("zip bomb", f"zeros.{suffix}", lambda member=member: packed({member: bytes(200 * _MEGABYTE)}))  # type: ignore[misc]
    blank = _WORD.format("<w:p>" + "<w:r><w:t> </w:t></w:r>" * 3_000_000 + "</w:p>")
    yield Case("zip bomb", "blanks.docx", lambda: docx_file(blank))
    spaces = _ODT.format('<text:p><text:s text:c="999999999"/></text:p>' * 2000)
    yield Case("zip bomb", "blanks.odt", lambda: odt(spaces))
    yield Case("zip bomb", "deltas.ofd", lambda: ofd([SENTENCE], deltas="g 999999999 5.6"))
    yield Case("zip bomb", "members.zip", lambda: packed({f"{n}.txt": b"x" for n in range(30_000)}))
    yield Case("zip bomb", "nested.zip", _nested_bomb)
    yield Case("zip bomb", "stream.pdf", _pdf_with_bomb)
    yield Case("zip bomb", "pixels.png", _png_bomb)


def _huge() -> Iterator[Case]:
    yield Case("huge", "pages.pdf", lambda: pdf(10_000))
    yield Case("huge", "many.pdf", lambda: pdf(3000))
    yield Case("huge", "wide.pdf", lambda: pdf(1, size=(14_000_000.0, 14_000_000.0)))
    yield Case("huge", "pages.ofd", lambda: ofd([SENTENCE] * 10_000))
    yield Case("huge", "line.txt", lambda: (SENTENCE.encode() * 500_000)[: 50 * _MEGABYTE])
    yield Case("huge", "sentences.txt", lambda: (SENTENCE.encode() * 100_000)[: 9 * _MEGABYTE])
    yield Case("huge", "sectors.doc", _doc_without_table)
    yield Case("huge", "letters.txt", lambda: b"x" * (50 * _MEGABYTE))
    yield Case("huge", "lines.txt", lambda: "停车\n".encode() * 2_000_000)
    yield Case("huge", "blank.txt", lambda: b"\n" * (20 * _MEGABYTE))
    yield Case("huge", "page.html", lambda: html(f"<p>{SENTENCE}</p>" * 200_000))
    yield Case("huge", "breaks.html", lambda: html("停<br>" * 500_000))
    yield Case("huge", "cells.html", lambda: html("<table>" + "<tr>" + "<td>1</td>" * 300_000))
    yield Case("huge", "words.rtf", lambda: b"{\\rtf1 " + b"\\b0\\par x" * 3_000_000)
    yield Case(
        "huge",
        "paragraphs.docx",
        lambda: docx_file(_WORD.format(f"<w:p><w:r><w:t>{SENTENCE}</w:t></w:r></w:p>" * 100_000)),
    )
    yield Case(
        "huge",
        "row.docx",
        lambda: docx_file(_WORD.format("<w:tbl><w:tr>" + "<w:tc><w:p/></w:tc>" * 300_000 + "</w:tr></w:tbl>")),
    )


_WORD = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'
_ODT = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>{}</office:text>'
    "</office:body></office:document-content>"
)
_LOOPING_STYLES = (
    '<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:style w:type="paragraph" w:default="1" w:styleId="A"><w:basedOn w:val="B"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="B"><w:basedOn w:val="A"/></w:style></w:styles>'
)


def packed(members: dict[str, bytes]) -> bytes:
    """Return a ZIP of members."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return whole.getvalue()


def docx_file(document: str | None = None, *, styles: str = "") -> bytes:
    """Return a DOCX of a few paragraphs, or of the given main part."""
    if document is not None or styles:
        parts = {"[Content_Types].xml": b"<x/>", "word/document.xml": (document or _WORD.format("<w:p/>")).encode()}
        return packed({**parts, **({"word/styles.xml": styles.encode()} if styles else {})})
    whole = io.BytesIO()
    file = docx.Document()
    for _ in range(20):
        file.add_paragraph(SENTENCE)
    file.save(whole)
    return whole.getvalue()


def odt(content: str) -> bytes:
    """Return an ODT with this content part."""
    return packed({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": content.encode()})


def ofd(texts: list[str], *, template: str = "", deltas: str = "") -> bytes:
    """Return an OFD with one line on each page."""
    entries = "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(texts)))
    common = f'<ofd:CommonData><ofd:TemplatePage ID="7" BaseLoc="{template}"/></ofd:CommonData>' if template else ""
    root = "<ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>"
    members = {
        "OFD.xml": f"<ofd:OFD {_OFD}>{root}</ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {_OFD}>{common}<ofd:Pages>{entries}</ofd:Pages></ofd:Document>",
    }
    for number, text in enumerate(texts):
        delta = deltas or f"g {len(text) - 1} 5.6"
        code = f'<ofd:TextCode X="0" Y="5" DeltaX="{delta}">{text}</ofd:TextCode>'
        drawn = f'<ofd:TextObject ID="9" Boundary="28 40 160 8" Size="5.6">{code}</ofd:TextObject>'
        used = '<ofd:Template TemplateID="7"/>' if template else ""
        members[f"Doc_0/Pages/Page_{number}/Content.xml"] = f"<ofd:Page {_OFD}>{used}{drawn}</ofd:Page>"
    return packed({name: content.encode() for name, content in members.items()})


def epub(body: str, *, book: str = "") -> bytes:
    """Return an EPUB of one chapter."""
    item = '<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/>'
    spine = book or f'<package><manifest>{item}</manifest><spine><itemref idref="a"/></spine></package>'
    container = '<container><rootfiles><rootfile full-path="b.opf"/></rootfiles></container>'
    chapter = html(body)
    parts = {"mimetype": b"application/epub+zip", "META-INF/container.xml": container.encode()}
    return packed({**parts, "b.opf": spine.encode(), "a.xhtml": chapter})


def html(body: str) -> bytes:
    """Return a page."""
    return f"<!DOCTYPE html><html><head><meta charset='utf-8'></head><body>{body}</body></html>".encode()


def mhtml(body: str) -> bytes:
    """Return a page saved as one file."""
    message = EmailMessage()
    message["Subject"] = "page"
    message.set_content(html(body).decode(), subtype="html")
    message.make_related()
    return message.as_bytes()


def _nested_mail(depth: int) -> bytes:
    head = b"".join(
        b'Content-Type: multipart/related; boundary="b%d"\n\n--b%d\n' % (number, number) for number in range(depth)
    )
    return b"MIME-Version: 1.0\n" + head + b"Content-Type: text/html\n\n<html><body>x</body></html>"


def pdf(pages: int, *, size: tuple[float, float] = (595.0, 842.0)) -> bytes:
    """Return a PDF with a line on each page."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    whole = io.BytesIO()
    canvas = Canvas(whole, pagesize=size)
    for number in range(pages):
        canvas.setFont("STSong-Light", 16)
        canvas.drawString(80, 700, f"{number} {SENTENCE}")
        canvas.showPage()
    canvas.save()
    return whole.getvalue()


def _pdf_with_looping_xref() -> bytes:
    body = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    start = len(body)
    table = b"xref\n0 1\n0000000000 65535 f \ntrailer<</Size 3/Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF" % (
        start,
        start,
    )
    return body + table


def _pdf_with_looping_pages() -> bytes:
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[2 0 R 3 0 R 2 0 R]/Count 999999999/Parent 2 0 R>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 3 0 R/Contents 3 0 R>>endobj\ntrailer<</Size 4/Root 1 0 R>>\n%%EOF"
    )


def _pdf_with_bomb() -> bytes:
    squeezer = zlib.compressobj(9)
    stream = b"".join(squeezer.compress(b"0 0 m 1 1 l S\n" * 75_000) for _ in range(1000)) + squeezer.flush()
    head = (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>endobj\n4 0 obj<</Filter/FlateDecode"
    )
    length = b"/Length %d>>stream\n" % len(stream)
    return head + length + stream + b"\nendstream endobj\ntrailer<</Size 5/Root 1 0 R>>\n%%EOF"


def _png_bomb() -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    side = 60_000
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(bytes(10 * _MEGABYTE))) + chunk(b"IEND", b"")


def _doc_with_looping_fat() -> bytes:
    whole = bytearray((FILES / "reply.doc").read_bytes())
    fat = struct.unpack_from("<I", whole, 0x4C)[0]
    for entry in range(128):
        struct.pack_into("<I", whole, 512 * (fat + 1) + 4 * entry, entry % 3)
    return bytes(whole)


def _doc_without_table() -> bytes:
    """Return a DOC whose table stream is looked for in many sectors, each of which might begin it."""
    header = bytearray((FILES / "reply.doc").read_bytes()[:512])
    struct.pack_into("<I", header, 0x4C, 0xFFFFF)
    main = bytearray((FILES / "reply.doc").read_bytes()[13312 : 13312 + 4096])
    struct.pack_into("<II", main, 0x1A2, 40 * _MEGABYTE, 5 * _MEGABYTE)
    return bytes(header + main) + b"\x02" * (60 * _MEGABYTE)


def _zip_quine() -> bytes:
    """Return an archive in an archive in an archive, and so on."""
    content = packed({"a.txt": SENTENCE.encode()})
    for _ in range(40):
        content = packed({"self.zip": content})
    return content


def _nested_bomb() -> bytes:
    inner = packed({"zeros.txt": bytes(100 * _MEGABYTE)})
    return packed({f"{number}.zip": inner for number in range(16)})
