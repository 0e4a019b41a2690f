"""A small reply with annotations of every kind, made of plain values."""

import pytest

from viewer.core.annotation import Annotation, AnnotationId, MarkColour, MarkStyle, TaskState
from viewer.core.document import Document, DocumentId, Paragraph, ParagraphRole
from viewer.core.metadata import DocumentKind, Metadata
from viewer.core.reading import Source
from viewer.core.selector import AnchorState, Selector, TextQuote
from viewer.core.span import Span
from viewer.exporting.noted_document import NotedDocument
from viewer.text.anchor import select

PARAGRAPHS = (
    ("关于增加停车泊位的答复", ParagraphRole.TITLE),
    ("张三代表：", ParagraphRole.SALUTATION),
    ("您提出的建议收悉。2023年新增公共停车泊位812个，𠮷祥路等路段已启用。", ParagraphRole.BODY),
    ("下一步，将继续挖潜增效，力争年内再增500个。", ParagraphRole.BODY),
    ("某某区城市管理局", ParagraphRole.SIGNATURE),
)


def _document() -> Document:
    built, start = [], 0
    for text, role in PARAGRAPHS:
        built.append(Paragraph(Span(start, start + len(text)), role))
        start += len(text) + 1
    return Document("\n".join(text for text, _ in PARAGRAPHS), tuple(built))


def _annotation(document: Document, words: str, number: int, **more: object) -> Annotation:
    start = document.text.index(words)
    span = Span(start, start + len(words))
    return Annotation(
        id=AnnotationId(f"00000000-0000-4000-8000-00000000000{number}"),
        document_id=DocumentId("d1"),
        selector=select(document, span, normalizer="1"),
        created="2024-05-06T08:00:00Z",
        modified="2024-05-07T08:00:00Z",
        span=span,
        **more,  # type: ignore[arg-type]
    )


@pytest.fixture
def noted() -> NotedDocument:
    document = _document()
    orphan = Annotation(
        id=AnnotationId("00000000-0000-4000-8000-000000000009"),
        document_id=DocumentId("d1"),
        selector=Selector(Span(0, 4), TextQuote("已经删去的一句话", "前", "后", 1), "0" * 64, "1"),
        created="2024-05-06T08:00:00Z",
        modified="2024-05-06T08:00:00Z",
        note="=1+1",
        state=AnchorState.ORPHANED,
    )
    annotations = (
        _annotation(document, "新增公共停车泊位812个，𠮷祥路", 1, note="与2022年**口径**一致？", tags=("停车", "数据")),
        _annotation(document, "公共停车泊位", 2, style=MarkStyle.UNDERLINE, colour=MarkColour.BLUE, creator="张三"),
        _annotation(document, "启用。\n下一步，将继续", 3, colour=MarkColour.PINK, task=TaskState.TODO),
        orphan,
    )
    return NotedDocument(
        source=Source("停车.txt", "text/plain", "ab" * 32, 300),
        metadata=Metadata(
            title="关于增加停车泊位的答复",
            kind=DocumentKind.REPLY_TO_DEPUTY,
            number="054",
            issuing_unit="某某区城市管理局",
            date="2023-05-06",
        ),
        document=document,
        annotations=annotations,
    )
