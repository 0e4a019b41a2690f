"""The JSON that scripts rely on: its keys, its nulls, its offsets."""

import json
from types import MappingProxyType

from viewer.core.catalog import DocumentSummary, ImportFailure, ImportReport, StoredDocument
from viewer.core.document import Document, DocumentId, Paragraph, ParagraphRole
from viewer.core.entity import Entity, EntityType, MarkSource
from viewer.core.errors import LibraryError, QueryError
from viewer.core.hit import Hit, SearchResult, Snippet
from viewer.core.metadata import DocumentKind, Metadata
from viewer.core.metric import Comparator, Metric, MetricRole, MetricType, Period
from viewer.core.reading import Reading, Source
from viewer.core.span import Span
from viewer.services import json_shapes

METADATA_KEYS = [
    "title",
    "kind",
    "session",
    "number",
    "result",
    "result_raw",
    "signer",
    "doc_no",
    "addressees",
    "subject",
    "issuing_unit",
    "date",
    "disclosure",
    "contact_person",
    "contact_phone",
    "address",
    "postcode",
    "spans",
]

READING = Reading(
    Source("x.txt", "text/plain", "ab", 9),
    Document("𠮷标题\n正文", (Paragraph(Span(0, 3), ParagraphRole.TITLE), Paragraph(Span(4, 6)))),
    Metadata(title="𠮷标题", number="054", spans={"number": Span(1, 3)}),
    (Entity(Span(0, 1), "𠮷", EntityType.PERSON, MarkSource.RULE),),
    (
        Metric(
            Span(4, 6),
            "正文",
            MetricType.MONEY,
            31000000000.0,
            "元",
            Span(4, 6),
            Comparator.MORE,
            MetricRole.TARGET,
            period=Period("2023年", "2023-01-01", "2023-12-31"),
        ),
        Metric(Span(4, 6), "正文", MetricType.PERCENT, 91.89, "%", Span(4, 6), value_max=95.0),
    ),
)


def test_a_reading_has_the_published_shape() -> None:
    shape = json_shapes.reading(READING)
    assert list(shape) == ["schema", "source", "text", "paragraphs", "metadata", "entities", "metrics"]
    assert shape["schema"] == "andu/1"
    assert shape["source"] == {
        "name": "x.txt",
        "media_type": "text/plain",
        "sha256": "ab",
        "bytes": 9,
        "pages": None,
        "ocr": False,
    }
    assert shape["paragraphs"][0] == {"start": 0, "end": 3, "role": "title", "level": 0, "page": None}


def test_metadata_has_every_key_and_null_where_nothing_is_said() -> None:
    shape = json_shapes.metadata(READING.metadata)
    assert list(shape) == METADATA_KEYS
    assert (shape["kind"], shape["signer"], shape["addressees"]) == ("其他", None, [])
    assert shape["spans"] == {"number": [1, 3]}


def test_an_entity_has_the_published_shape() -> None:
    assert json_shapes.reading(READING)["entities"] == [
        {"start": 0, "end": 1, "surface": "𠮷", "type": "PER", "canonical": None, "source": "rule"}
    ]


def test_a_metric_has_the_published_shape_and_whole_numbers_stay_whole() -> None:
    money, percent = json_shapes.reading(READING)["metrics"]
    assert money == {
        "start": 4,
        "end": 6,
        "surface": "正文",
        "type": "money",
        "indicator": None,
        "series": None,
        "value": 31000000000,
        "value_max": None,
        "unit": "元",
        "qualifier": None,
        "comparator": ">",
        "role": "target",
        "period": {"text": "2023年", "start": "2023-01-01", "end": "2023-12-31"},
        "scope": None,
        "sentence": [4, 6],
    }
    assert isinstance(money["value"], int)
    assert (percent["value"], percent["value_max"], percent["period"]) == (91.89, 95, None)


def test_a_stored_document_is_a_reading_with_its_id_and_annotations() -> None:
    shape = json_shapes.stored_document(StoredDocument(DocumentId("a1"), "2024-01-01T00:00:00Z", READING))
    assert set(shape) == {*json_shapes.reading(READING), "id", "imported_at", "annotations"}


def test_a_row_of_the_list_has_source_and_metadata() -> None:
    summary = DocumentSummary(DocumentId("a1"), READING.source, Metadata(), "2024", 6, indexed=True)
    shape = json_shapes.summaries([summary])
    assert (shape["schema"], shape["total"]) == ("andu/1", 1)
    assert shape["documents"][0]["title"] == "x.txt"
    assert list(shape["documents"][0]["metadata"]) == METADATA_KEYS


def test_a_search_result_has_the_published_shape() -> None:
    hit = Hit(
        DocumentId("a1"),
        "标题",
        None,
        7.25,
        (Span(10, 14),),
        (Snippet(5, "前文停车泊位", (Span(2, 6),)),),
        Metadata(kind=DocumentKind.REPORT),
    )
    facets = MappingProxyType({"year": (("2024", 7),), "session": (("一次会议", 1),)})
    shape = json_shapes.search_result(
        SearchResult("停车", total=1, elapsed_ms=8.123, complete=True, hits=(hit,), facets=facets)
    )
    assert list(shape) == [
        "query",
        "total",
        "elapsed_ms",
        "complete",
        "suggestion",
        "hits",
        "facets",
        "also",
        "missing",
        "nearest_by",
    ]
    assert list(shape["hits"][0]) == ["id", "title", "date", "score", "matches", "spans", "snippets", "metadata"]
    assert shape["hits"][0]["snippets"] == [{"start": 5, "text": "前文停车泊位", "marks": [[2, 6]]}]
    assert shape["facets"] == {
        "year": [["2024", 7]],
        "kind": [],
        "issuing_unit": [],
        "result": [],
        "tag": [],
        "session": [["一次会议", 1]],
    }


def test_an_import_report_names_what_failed() -> None:
    report = ImportReport((DocumentId("a1"),), (("b.txt", DocumentId("a1")),), (ImportFailure("c", "坏", "换"),))
    assert json_shapes.import_report(report) == {
        "schema": "andu/1",
        "imported": ["a1"],
        "duplicates": [{"path": "b.txt", "id": "a1"}],
        "failed": [{"path": "c", "reason": "坏", "advice": "换"}],
        "waiting": [],
        "cancelled": False,
    }


def test_an_error_says_its_kind_and_a_query_error_its_position() -> None:
    assert json_shapes.error(LibraryError("坏了"))["error"] == {
        "kind": "LibraryError",
        "message": "坏了",
        "advice": None,
    }
    assert json_shapes.error(QueryError("看不懂", position=3))["error"]["position"] == 3


def test_every_shape_is_json() -> None:
    text = json.dumps(json_shapes.reading(READING), ensure_ascii=False, allow_nan=False)
    assert json.loads(text)["text"] == READING.document.text
