"""Sound files of every format that is read, rich enough that damage reaches every part of the readers."""

import io
from pathlib import Path

import docx
from docx.enum.style import WD_STYLE_TYPE
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from tests.unit.importing import hostile

ROOT = Path(__file__).parents[2]
_FILES = ROOT / "tests" / "unit" / "importing" / "files"
_TABLE = (("指标", "2022年", "2023年"), ("公共停车泊位", "120个", "812个"), ("充电桩", "1.2万个", "同比增长35.6%"))


def texts() -> tuple[str, ...]:
    """Return the founding replies as they were decoded from their files."""
    return tuple(path.read_text(encoding="utf-8-sig") for path in sorted((ROOT / "corpus").glob("*.txt")))


def samples() -> dict[str, tuple[bytes, ...]]:
    """Return the samples of every format by suffix."""
    replies = [text[:3000] for text in texts()]
    return {
        "pdf": (_pdf(replies[0], pages=2), _pdf(replies[1], pages=1), hostile.pdf(1)),
        "docx": (_docx(replies[0]), _docx(replies[1])),
        "doc": (_file("reply.doc"), _file("numbered.doc")),
        "odt": (_file("reply.odt"), _file("numbered.odt")),
        "rtf": (_file("reply.rtf"), _file("numbered.rtf"), _rtf(replies[2][:800])),
        "ofd": (hostile.ofd(replies[0].split("\n")[:12]), hostile.ofd([hostile.SENTENCE] * 2)),
        "epub": (hostile.epub(_page(replies[3])), hostile.epub(f"<p>{hostile.SENTENCE}</p>")),
        "html": (hostile.html(_page(replies[0])), hostile.html(_page(replies[4]))),
        "mht": (hostile.mhtml(_page(replies[1])),),
        "txt": tuple(text.encode(code) for text, code in zip(replies, _CODES, strict=False)),
        "md": (f"# {replies[0]}\n\n| 一 | 二 |\n|---|---|\n| 1 | 2 |\n\n```\nx\n```\n> 引\n".encode(),),
        "zip": (hostile.packed({"答复/a.txt": replies[0].encode(), "b.docx": _docx(replies[1][:300])}),),
    }


_CODES = ("utf-8", "gb18030", "utf-16", "utf-8-sig", "utf-16-be")


def _file(name: str) -> bytes:
    return (_FILES / name).read_bytes()


def _page(text: str) -> str:
    """Return the inside of a page as portals write it: menus, a table, links and scripts around a reply."""
    rows = "".join("<tr>" + "".join(f"<td colspan='1'>{cell}</td>" for cell in row) + "</tr>" for row in _TABLE)
    lines = "".join(f"<p style='text-indent:2em'>{line}</p>" for line in text.split("\n"))
    menu = "<ul>" + "<li><a href='javascript:x()'>首页</a></li>" * 9 + "</ul>"
    frame = "<script>x=1</script><style>p{}</style><!-- x --><iframe src='file:///etc/passwd'></iframe>"
    return f"<div id='nav'>{menu}</div>{frame}<div class='TRS_Editor'>{lines}<table>{rows}</table></div>&copy;&nbsp;"


def _docx(text: str) -> bytes:
    file = docx.Document()
    file.styles.add_style("公文", WD_STYLE_TYPE.PARAGRAPH).base_style = file.styles["Normal"]
    for number, line in enumerate(text.split("\n")):
        file.add_paragraph(line, style=("公文", "List Number", "List Bullet", "Heading 1", "Normal")[number % 5])
    table = file.add_table(rows=0, cols=3)
    for row in _TABLE:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words
    table.cell(0, 0).merge(table.cell(0, 1))
    file.sections[0].header.paragraphs[0].text = "机密"
    file.add_page_break()  # type: ignore[no-untyped-call]
    whole = io.BytesIO()
    file.save(whole)
    return whole.getvalue()


def _pdf(text: str, *, pages: int) -> bytes:
    """Return a PDF whose streams are not compressed, so that damage reaches what they say."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    whole = io.BytesIO()
    canvas = Canvas(whole, pageCompression=0)
    lines = text.split("\n")[: 28 * pages]
    for page in range(pages):
        canvas.bookmarkPage(f"p{page}")
        canvas.addOutlineEntry(f"第{page}页", f"p{page}")
        canvas.setFont("STSong-Light", 16)
        for number, line in enumerate(lines[page * 28 : page * 28 + 28]):
            canvas.drawString(80, 780 - 26 * number, line[:28])
        canvas.linkURL("file:///etc/passwd", (80, 700, 200, 720))
        canvas.rotate(page * 90)
        canvas.showPage()
    canvas.save()
    return whole.getvalue()


def _rtf(text: str) -> bytes:
    words = "".join(f"\\u{ord(letter)}?" if ord(letter) > 127 else letter for letter in text.replace("\n", "\\par "))
    rows = "".join(
        "\\trowd" + "".join(f"\\cellx{900 * n}" for n in (1, 2, 3)) + "\\intbl a\\cell b\\cell c\\cell\\row"
        for _ in "ab"
    )
    table = f'{{\\field{{\\*\\fldinst HYPERLINK "x"}}{{\\fldrslt y}}}}{rows}'
    return (
        f"{{\\rtf1\\ansi\\ansicpg936\\uc1{{\\fonttbl{{\\f0 SimSun;}}}}{{\\info{{\\title x}}}}{words}{table}}}".encode(
            "ascii", "replace"
        )
    )
