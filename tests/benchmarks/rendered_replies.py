"""Renders the founding replies as files of other formats: what the measurements of the readers are made on.

DOCX files are set by the layout of GB/T 9704 (or plainly) here; LibreOffice makes the other formats of them. OFD files
are laid out and written by this module alone.
"""

import os
import shutil
import subprocess
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast
from xml.sax.saxutils import escape

import docx
from docx.document import Document as DocxDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph as DocxParagraph
from lxml import etree

from viewer.core.document import Document, ParagraphRole
from viewer.importing.plain_text import read_text
from viewer.text.reflow import reflow

CORPUS = Path(__file__).parents[2] / "corpus"
FONT = "Noto Serif CJK SC"
_FILTERS = {
    "pdf": "pdf:writer_pdf_Export",
    "docx": "docx:MS Word 2007 XML",
    "doc": "doc:MS Word 97",
    "odt": "odt:writer8",
    "html": "html:HTML (StarWriter)",
    "rtf": "rtf:Rich Text Format",
}
_RIGHT = frozenset({ParagraphRole.SIGNATURE, ParagraphRole.DATE})


@dataclass(frozen=True, slots=True)
class Reply:
    """A founding reply: the file and what its import as text gives."""

    path: Path
    document: Document

    @property
    def name(self) -> str:
        """Return the number the file begins with."""
        return self.path.stem[:3]

    def paragraphs(self) -> Iterator[tuple[ParagraphRole, str]]:
        """Yield role and text of every paragraph."""
        for each in self.document.paragraphs:
            yield each.role, self.document.paragraph_text(each)


def replies() -> list[Reply]:
    """Return the founding replies with their true paragraphs."""
    return [Reply(path, reflow(read_text(path))) for path in sorted(CORPUS.glob("*.txt"))]


def write_plain_docx(reply: Reply, path: Path) -> Path:
    """Write every paragraph in one style, without indents, as pasted text stands in Word."""
    document = _new_document()
    for _, text in reply.paragraphs():
        _typeset(document.add_paragraph(), text)
    document.save(str(path))
    return path


def write_official_docx(reply: Reply, path: Path, *, letterhead: str) -> Path:
    """Write a reply by GB/T 9704-2012.

    ``letterhead`` says what holds the red name on top: ``box`` (a text box) or ``table``.
    """
    document = _new_document()
    _number_pages(document)
    pending: list[str] = []
    for role, text in reply.paragraphs():
        if text.endswith("文件") and role is ParagraphRole.LETTERHEAD:
            (_red_box if letterhead == "box" else _red_table)(document, text)
        elif role is ParagraphRole.LETTERHEAD and "：" in text:
            pending.append(text)
        else:
            if pending:
                _field_line(document, pending)
                pending = []
            _official_paragraph(document, role, text)
    _imprint(document)
    document.save(str(path))
    return path


def _new_document() -> DocxDocument:
    document = docx.Document()
    style = document.styles["Normal"]
    style.font.name = FONT
    style.font.size = Pt(16)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(2.8), Cm(2.6)
    section.top_margin, section.bottom_margin = Cm(3.7), Cm(3.5)
    return document


def _typeset(paragraph: DocxParagraph, text: str, *, size: float = 16, red: bool = False) -> None:
    run = paragraph.add_run(text)
    run.font.size = Pt(size)
    run.font.name = FONT
    run.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FONT)
    if red:
        run.font.color.rgb = RGBColor(0xE6, 0, 0)
    paragraph.paragraph_format.line_spacing = Pt(29 if size <= 16 else 40)
    paragraph.paragraph_format.space_after = Pt(0)


def _official_paragraph(document: DocxDocument, role: ParagraphRole, text: str) -> None:
    paragraph = document.add_paragraph()
    if role is ParagraphRole.TITLE:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _typeset(paragraph, text, size=22)
        return
    _typeset(paragraph, text)
    if role is ParagraphRole.LETTERHEAD:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    elif role in _RIGHT:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        paragraph.paragraph_format.right_indent = Pt(64)
    elif role is not ParagraphRole.SALUTATION:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        indent = paragraph._p.get_or_add_pPr()._add_ind()  # type: ignore[attr-defined]
        indent.set(qn("w:firstLineChars"), "200")
        indent.set(qn("w:firstLine"), "640")


def _field_line(document: DocxDocument, fields: Sequence[str]) -> None:
    """Set 办理结果 and 签发人 on one line, the second at a tab on the right."""
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(10))
    _typeset(paragraph, "\t".join(fields))


def _red_table(document: DocxDocument, text: str) -> None:
    table = document.add_table(rows=1, cols=1)
    paragraph = table.cell(0, 0).paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _typeset(paragraph, text, size=28, red=True)


def _red_box(document: DocxDocument, text: str) -> None:
    """Put the name into a text box that is drawn over the page, as templates of offices do."""
    paragraph = document.add_paragraph()
    run = etree.SubElement(cast("etree._Element", paragraph._p), qn("w:r"))
    run.append(etree.fromstring(_BOX.format(font=FONT, text=escape(text))))
    _typeset(paragraph, "")


_BOX = """
<w:drawing xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
 xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">
<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="2" behindDoc="0" locked="0"
 layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>
<wp:positionH relativeFrom="column"><wp:posOffset>0</wp:posOffset></wp:positionH>
<wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV>
<wp:extent cx="5600000" cy="700000"/><wp:wrapTopAndBottom/><wp:docPr id="1" name="box"/><wp:cNvGraphicFramePr/>
<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>
<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="5600000" cy="700000"/></a:xfrm>
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></wps:spPr>
<wps:txbx><w:txbxContent><w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:rFonts w:eastAsia="{font}"/>
<w:color w:val="E60000"/><w:sz w:val="50"/></w:rPr><w:t>{text}</w:t></w:r></w:p></w:txbxContent></wps:txbx>
<wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>"""


def _number_pages(document: DocxDocument) -> None:
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for text, field in (("— ", None), ("", "PAGE"), (" —", None)):
        run = paragraph.add_run(text)
        run.font.size = Pt(14)
        if field:
            for kind, inner in (("begin", ""), ("", field), ("end", "")):
                part = f'<w:fldChar {nsdecls("w")} w:fldCharType="{kind}"/>' if kind else ""
                run._r.append(parse_xml(part or f"<w:instrText {nsdecls('w')}>{inner}</w:instrText>"))


def _imprint(document: DocxDocument) -> None:
    """Turn the last two paragraphs into the 版记, a row between two lines, when they are office and 印发."""
    *_, office, printed = document.paragraphs
    if not printed.text.endswith("印发"):
        return
    table = document.add_table(rows=1, cols=2)
    for cell, source in zip(table.rows[0].cells, (office, printed), strict=True):
        _typeset(cell.paragraphs[0], source.text, size=14)
        document.element.body.remove(source._p)


def has_office() -> bool:
    """Tell whether LibreOffice is here."""
    return shutil.which("soffice") is not None


def convert(sources: Sequence[Path], to: str, folder: Path, *, from_text: bool = False) -> list[Path]:
    """Have LibreOffice save files in another format; return the new files in the same order."""
    folder.mkdir(parents=True, exist_ok=True)
    options = ["--infilter=Text (encoded):UTF8,LF,,,"] if from_text else []
    with TemporaryDirectory() as profile:
        command = ["soffice", f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", *options]
        command += ["--convert-to", _FILTERS[to], "--outdir", str(folder), *map(str, sources)]
        subprocess.run(
            command,
            check=True,
            capture_output=True,
            env={**os.environ, "LC_ALL": "C.UTF-8"},
        )
    return [folder / f"{source.stem}.{to}" for source in sources]


# An OFD page by GB/T 9704: 28 characters of 16 point on a line, 22 lines, in millimetres.
_MM = 25.4 / 72
_LEFT, _TOP, _LINES, _MEASURE, _PITCH = 28.0, 37.0, 22, 28, 10.2
_NEVER_FIRST = "，。、；：？！）》」』”’〉】〕％…"
_NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'


@dataclass(frozen=True, slots=True)
class Placed:
    """A visual line: its text, left edge in millimetres and size in points."""

    text: str
    left: float
    size: float


def write_ofd(reply: Reply, path: Path, *, split: bool = True) -> Path:
    """Write a reply as OFD; ``split`` draws Chinese and Latin runs as objects of their own, as many producers do."""
    lines = [line for role, text in reply.paragraphs() for line in _placed(role, text)]
    pages = [lines[start : start + _LINES] for start in range(0, len(lines), _LINES)]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("OFD.xml", _document_list())
        package.writestr("Doc_0/Document.xml", _page_list(len(pages)))
        for number, page in enumerate(pages):
            package.writestr(f"Doc_0/Pages/Page_{number}/Content.xml", _page(page, number + 1, split=split))
    return path


def _document_list() -> str:
    return (
        f"<ofd:OFD {_NAMESPACE} Version='1.0'><ofd:DocBody><ofd:DocInfo/><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>"
        "</ofd:DocBody></ofd:OFD>"
    )


def _page_list(count: int) -> str:
    area = (
        "<ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData>"
    )
    entries = "".join(f'<ofd:Page ID="{n + 1}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(count))
    return f"<ofd:Document {_NAMESPACE}>{area}<ofd:Pages>{entries}</ofd:Pages></ofd:Document>"


def _page(lines: Sequence[Placed], number: int, *, split: bool) -> str:
    objects = [part for index, line in enumerate(lines) for part in _objects(line, _TOP + index * _PITCH, split=split)]
    objects += _objects(Placed(f"— {number} —", 98, 14), 270, split=False)
    content = "".join(objects)
    return f"<ofd:Page {_NAMESPACE}><ofd:Content><ofd:Layer>{content}</ofd:Layer></ofd:Content></ofd:Page>"


def _objects(line: Placed, top: float, *, split: bool) -> Iterator[str]:
    left = line.left
    em = line.size * _MM
    runs = (
        ["".join(run) for _, run in groupby(line.text, key=lambda character: character.isascii())]
        if split
        else [line.text]
    )
    for run in runs:
        advances = [_width(character) * em for character in run]
        deltas = " ".join(f"{each:.3f}" for each in advances[:-1])
        yield (
            f'<ofd:TextObject ID="1" Boundary="{left:.3f} {top} {sum(advances) + 1:.3f} {em * 1.3:.3f}" Font="1" '
            f'Size="{em:.4f}"><ofd:TextCode X="0" Y="{em * 0.9:.3f}" DeltaX="{deltas}">{escape(run)}</ofd:TextCode>'
            "</ofd:TextObject>"
        )
        left += sum(advances)


def _width(character: str) -> float:
    return 0.5 if character.isascii() else 1.0


def _placed(role: ParagraphRole, text: str) -> Iterator[Placed]:
    if role is ParagraphRole.TITLE:
        size, indent, measure = 22.0, 0.0, 20.0
    elif role in (ParagraphRole.SALUTATION, ParagraphRole.LETTERHEAD, *_RIGHT):
        size, indent, measure = 16.0, 0.0, float(_MEASURE)
    else:
        size, indent, measure = 16.0, 2.0, float(_MEASURE)
    em = size * _MM
    for index, line in enumerate(_wrapped(text, measure, indent)):
        width = sum(map(_width, line))
        left = indent if index == 0 else 0.0
        if role in (ParagraphRole.TITLE, ParagraphRole.LETTERHEAD):
            left = (measure - width) / 2
        elif role in _RIGHT:
            left = measure - 4 - width
        yield Placed(line, _LEFT + left * em, size)


def _wrapped(text: str, measure: float, indent: float) -> Iterator[str]:
    """Break into lines; closing marks hang on, words and figures stay whole."""
    line, width = "", indent
    for unit in _units(text):
        own = sum(map(_width, unit))
        if line and width + own > measure:
            yield line
            line, width = "", 0.0
        line += unit
        width += own
    if line:
        yield line


def _units(text: str) -> Iterable[str]:
    units: list[str] = []
    for character in text:
        joins = units and (
            character in _NEVER_FIRST or (character.isascii() and character.isalnum() and units[-1][-1].isascii())
        )
        if joins:
            units[-1] += character
        else:
            units.append(character)
    return units
