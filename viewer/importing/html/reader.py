"""Finds the reply on a saved page and gives it as blocks."""

import email
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from lxml import etree

from viewer.core.errors import FileDamagedError, FileEmptyError
from viewer.core.raw import BlockKind, RawDocument
from viewer.importing.encoding import Decoded, decode
from viewer.importing.html.passages import Element, Passage, passages
from viewer.importing.html.portal_marks import PortalMarks, portal_marks
from viewer.importing.piece import Piece, raw_document

_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([a-zA-Z0-9_\-]+)""", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_HEAD = 4096
_MARKED_ENOUGH = 80  # characters a marked container must hold to be believed
_LINKED_SHARE = 0.5
_MOST_BLANK_LINES = 3
_INLINE_HOLDERS = frozenset({"p", "span", "font", "b", "strong", "i", "em", "u", "a"})
_WRAPPERS = re.compile(r"</?(?:div|span|font|center|section|b|i|em|strong)\b[^>]*>", re.IGNORECASE)
_TITLE_TAIL = re.compile(r"\s*[-_|–—]{1,2}\s*[^-_|–—]*$")


def read_html(path: Path) -> RawDocument:
    """Read a saved page. Nothing remote is loaded, scripts are text nobody shows. Raises ``FileReadError`` children."""
    return _read(path, _decoded(path.read_bytes()), "text/html")


def read_mhtml(path: Path) -> RawDocument:
    """Read a page saved as one file (MHT, MHTML). Raises ``FileReadError`` children."""
    message = email.message_from_bytes(path.read_bytes())  # the lenient policy: saved pages break many rules
    for part in message.walk():
        if part.get_content_type() == "text/html":
            content = part.get_payload(decode=True)
            if isinstance(content, bytes):
                return _read(path, _decoded(content, part.get_content_charset()), "multipart/related")
    complaint = f"“{path.name}”里没有网页正文"
    raise FileDamagedError(complaint, advice="请用浏览器重新保存这个网页（另存为“网页，全部”或“单个文件”）。")


def chapter_pieces(path: Path, content: bytes) -> list[Piece]:
    """Return all that a page of a book shows, in order; nothing is taken for furniture."""
    lines = passages(_parsed(path, _decoded(content).text))
    return list(_pieces(lines, _broken_runs(lines)))


def _decoded(content: bytes, charset: str | None = None) -> Decoded:
    """Believe the page's own charset when it decodes without a fault; else judge by the content."""
    found = _CHARSET.search(content[:_HEAD])
    named = charset or (found[1].decode("ascii") if found else None)
    if named and named.lower() in ("gb2312", "gbk", "x-gbk", "gb_2312-80"):
        named = "gb18030"
    if named:
        try:
            return Decoded(content.decode(named), named, ())
        except (UnicodeDecodeError, LookupError):
            pass
    return decode(content)


def _read(path: Path, decoded: Decoded, media_type: str) -> RawDocument:
    root = _parsed(path, decoded.text)
    marks = portal_marks()
    found = [each for each in passages(root) if not _is_tool(each, marks)]
    chosen = _chosen(root, found, marks)
    lines = _with_title(root, chosen, marks)
    if not lines:
        message = f"“{path.name}”里没有可读的文字"
        raise FileEmptyError(message, advice="请用浏览器打开原网页，确认正文已显示后重新保存。")
    return _raw_document(lines, media_type, decoded)


def _parsed(path: Path, text: str) -> Element:
    cleaned = _DECLARATION.sub("", text).replace("\0", "")
    try:
        root, too_deep = _tree(cleaned)
        if too_deep:
            root, _ = _tree(_WRAPPERS.sub("\n", cleaned))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise _not_a_page(path) from error
    if root is None:
        raise _not_a_page(path)
    return root


def _tree(text: str) -> tuple[Element | None, bool]:
    """Return the page's tree, and whether libxml2 gave up on what is nested deeper than it follows."""
    parser = etree.HTMLParser(remove_comments=True, remove_pis=True, no_network=True, huge_tree=True)
    root = etree.fromstring(text, parser)
    return root, any("depth" in entry.message for entry in parser.error_log)


def _not_a_page(path: Path) -> FileDamagedError:
    return FileDamagedError(f"“{path.name}”不是完好的网页", advice="请用浏览器重新保存这个网页。")


def _is_tool(passage: Passage, marks: PortalMarks) -> bool:
    compact = "".join(passage.text.split())
    return compact in marks.lines or compact.startswith(marks.line_starts)


def _chosen(root: Element, found: Sequence[Passage], marks: PortalMarks) -> list[Passage]:
    """Return the index table and the passages of the container that holds the reply."""
    container = _marked_container(root, found, marks)
    if container is None:
        container = _densest_container(root, found, marks)
    inside = [each for each in found if _stands_in(each, container) and not _is_navigation(each)]
    known = set(map(id, inside))
    table = [each for each in found if id(each) not in known and _is_index_row(each, marks)]
    return table + inside


def _marked_container(root: Element, found: Sequence[Passage], marks: PortalMarks) -> Element | None:
    """Return the outermost element that portals use for an article and that really holds text."""
    for element in root.iter():
        if not isinstance(element.tag, str) or element.tag in ("body", "html"):
            continue
        names = {element.get("id", "").lower(), *element.get("class", "").lower().split()}
        if names.isdisjoint(marks.content):
            continue
        if sum(len(each.text) - each.linked for each in found if _stands_in(each, element)) >= _MARKED_ENOUGH:
            return element
    return None


def _densest_container(root: Element, found: Sequence[Passage], marks: PortalMarks) -> Element:
    """Return the element whose own passages hold most unlinked text, widened while that gains text and not links."""
    scores: dict[Element, float] = {}
    for each in found:
        weight = float(len(each.text) - 2 * each.linked)
        if weight <= 0 or _in_furniture(each.element, marks):
            continue
        holder = _block_holder(each.element)
        for generation, share in enumerate((1.0, 0.5, 0.25)):
            if holder is None:
                break
            scores[holder] = scores.get(holder, 0.0) + weight * share
            holder = holder.getparent() if generation < 2 else None  # noqa: PLR2004 - three generations
    if not scores:
        return root
    best = max(scores, key=lambda element: scores[element])
    return _widened(best, found)


def _block_holder(element: Element) -> Element | None:
    """Return the parent of the paragraph-like element that holds this text."""
    holder: Element | None = element
    while holder is not None and holder.tag in _INLINE_HOLDERS:
        holder = holder.getparent()
    return holder


def _widened(container: Element, found: Sequence[Passage]) -> Element:
    total = sum(len(each.text) - each.linked for each in found)
    while True:
        parent = container.getparent()
        if parent is None or parent.tag in ("body", "html"):
            return container
        own = [each for each in found if _stands_in(each, container)]
        wider = [each for each in found if _stands_in(each, parent)]
        text = sum(len(each.text) - each.linked for each in own)
        gained = sum(len(each.text) - each.linked for each in wider) - text
        links = sum(each.linked for each in wider) - sum(each.linked for each in own)
        only_text_came = gained > 0 and links == 0  # a title or a signature beside the container
        if not only_text_came and (text >= 0.9 * total or gained < 0.1 * max(1, text) or links > gained):
            return container
        container = parent


def _in_furniture(element: Element, marks: PortalMarks) -> bool:
    for each in (element, *element.iterancestors()):
        if each.tag in ("nav", "footer", "aside", "header"):
            return True
        names = f"{each.get('id', '')} {each.get('class', '')}".lower()
        if names.strip() and each.tag not in ("body", "html") and any(mark in names for mark in marks.furniture):
            return True
    return False


def _stands_in(passage: Passage, container: Element) -> bool:
    element: Element | None = passage.element
    while element is not None:
        if element is container:
            return True
        element = element.getparent()
    return False


def _is_navigation(passage: Passage) -> bool:
    letters = len("".join(passage.text.split()))
    return passage.linked > _LINKED_SHARE * letters


def _is_index_row(passage: Passage, marks: PortalMarks) -> bool:
    first = "".join(re.split(r"[\t：:]", passage.text)[0].split())
    return first in marks.index_labels and not _is_navigation(passage)


def _with_title(root: Element, chosen: Iterable[Passage], marks: PortalMarks) -> list[Passage]:
    """Put the page's title before the text when the text does not already begin with it."""
    lines = list(chosen)
    title = _title(root, marks)
    beginning = "".join("".join(each.text.split()) for each in lines)[:2000]
    if title and "".join(title.split()) not in beginning:
        lines.insert(0, Passage(title, BlockKind.HEADING, 1, 0, root))
    return lines


def _title(root: Element, marks: PortalMarks) -> str | None:
    for element in root.iter("h1"):
        text = " ".join("".join(map(str, element.itertext())).split())
        if text:
            return text
    named = {
        (each.get("name") or each.get("property") or "").lower(): each.get("content") for each in root.iter("meta")
    }
    for mark in marks.title_meta:
        content = named.get(mark)
        if content and content.strip():
            return " ".join(content.split())
    for element in root.iter("title"):
        text = " ".join("".join(map(str, element.itertext())).split())
        return _TITLE_TAIL.sub("", text) or text or None
    return None


def _raw_document(lines: Sequence[Passage], media_type: str, decoded: Decoded) -> RawDocument:
    pieces = _pieces(lines, _broken_runs(lines))
    return raw_document(pieces, media_type, encoding=decoded.encoding, warnings=decoded.warnings)


def _pieces(lines: Sequence[Passage], broken: set[int]) -> Iterator[Piece]:
    for number, line in enumerate(lines):
        kind = BlockKind.LINE if number in broken else line.kind
        if line.broken:
            yield from [Piece("", BlockKind.LINE)] * min(line.gap, _MOST_BLANK_LINES)
        yield Piece(line.text, kind, line.level)


def _broken_runs(lines: Sequence[Passage]) -> set[int]:
    """Return the passages parted by line breaks only: whether those are paragraphs, reflow decides."""
    found: set[int] = set()
    for number, line in enumerate(lines):
        if line.broken and number and line.kind is BlockKind.PARAGRAPH:
            found |= {number - 1, number} if lines[number - 1].kind is BlockKind.PARAGRAPH else {number}
    return found
