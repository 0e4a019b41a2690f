"""A document as a page of text for a terminal: letterhead, paragraphs, counts of what was found."""

from viewer.cli.columns import cells, one_line
from viewer.cli.terminal import Terminal
from viewer.core.document import ParagraphRole
from viewer.core.metadata import Metadata
from viewer.core.reading import Reading

_LABEL_CELLS = 10
_UNINDENTED = frozenset(
    {
        ParagraphRole.TITLE,
        ParagraphRole.LETTERHEAD,
        ParagraphRole.SALUTATION,
        ParagraphRole.SIGNATURE,
        ParagraphRole.DATE,
        ParagraphRole.TABLE,
    }
)


def print_reading(terminal: Terminal, reading: Reading) -> None:
    """Print the reading for people; nothing where JSON was asked for."""
    document = reading.document
    for label, value in (("文件", reading.source.name), *metadata_lines(reading.metadata)):
        terminal.print(f"{label}{' ' * (_LABEL_CELLS - cells(label))}{one_line(value)}")
    terminal.print()
    for paragraph in document.paragraphs:
        indent = "" if paragraph.role in _UNINDENTED else "　　"
        terminal.print(indent + document.paragraph_text(paragraph))
    terminal.print()
    terminal.print(
        f"共 {len(document.text)} 字，{len(document.paragraphs)} 段，"
        f"实体 {len(reading.entities)} 处，指标 {len(reading.metrics)} 处。"
    )


def metadata_lines(metadata: Metadata) -> list[tuple[str, str]]:
    """Return what the document says about itself, labelled; what it does not say is left out."""
    fields = (
        ("标题", metadata.title),
        ("类型", metadata.kind.value),
        ("届次", metadata.session),
        ("编号", metadata.number),
        ("办理结果", metadata.result),
        ("签发人", metadata.signer),
        ("文号", metadata.doc_no),
        ("主送", "、".join(metadata.addressees) or None),
        ("事由", metadata.subject),
        ("承办单位", metadata.issuing_unit),
        ("日期", metadata.date),
        ("公开", metadata.disclosure),
        ("联系人", metadata.contact_person),
        ("联系电话", metadata.contact_phone),
        ("地址", metadata.address),
        ("邮编", metadata.postcode),
    )
    return [(label, value) for label, value in fields if value]
