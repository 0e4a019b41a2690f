"""Annotations leave as W3C JSON-LD and come back without loss."""

import contextlib
import dataclasses
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer.core.annotation import Annotation
from viewer.core.errors import ViewerError
from viewer.core.selector import AnchorState
from viewer.exporting.jsonld import dump, load
from viewer.exporting.noted_document import NotedDocument


def as_written(annotation: Annotation) -> Annotation:
    """What a file can know: everything but the library's own document id and the place in its text."""
    return dataclasses.replace(annotation, document_id=None, span=None, state=AnchorState.TO_CONFIRM)


def test_every_annotation_comes_back_as_it_was_written(noted: NotedDocument) -> None:
    back = [each.annotation for each in load(dump([noted]))]
    assert back == [as_written(each) for each in noted.annotations]


def test_the_reply_can_be_recognised_on_another_pc(noted: NotedDocument) -> None:
    key = load(dump([noted]))[0].document
    assert (key.sha256, key.title, key.number) == ("ab" * 32, "关于增加停车泊位的答复", "054")


def test_the_file_says_that_it_counts_code_points(noted: NotedDocument) -> None:
    item = json.loads(dump([noted]))["first"]["items"][0]
    assert item["target"]["andu:text"]["unit"] == "codepoint"


def test_a_plain_list_of_annotations_is_read_too(noted: NotedDocument) -> None:
    items = json.loads(dump([noted]))["first"]["items"]
    assert len(load(json.dumps(items))) == len(noted.annotations)


def test_an_annotation_of_another_program_needs_only_a_quote() -> None:
    foreign = {
        "id": "http://example.org/1",
        "type": "Annotation",
        "created": "2024-01-01T00:00:00Z",
        "body": {"type": "TextualBody", "value": "看这里"},
        "target": {"source": "http://example.org/x", "selector": {"type": "TextQuoteSelector", "exact": "停车泊位"}},
    }
    annotation = load(json.dumps([foreign]))[0].annotation
    assert (annotation.selector.quote.exact, annotation.note) == ("停车泊位", "看这里")


def test_an_entry_that_cannot_be_read_is_named_by_its_number(noted: NotedDocument) -> None:
    items = json.loads(dump([noted]))["first"]["items"]
    del items[1]["target"]
    with pytest.raises(ViewerError, match="第 2 条"):
        load(json.dumps(items))


@pytest.mark.parametrize("text", ["", "[", '"文字"', "{}", "[1]", '[{"id": 3}]', "[" * 100_000])
def test_rubbish_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(ViewerError):
        load(text)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["id", "target", "selector"]), inner),
    max_leaves=12,
)


@given(st.lists(JSON, max_size=3))
def test_no_json_crashes_the_reader(items: list[object]) -> None:
    with contextlib.suppress(ViewerError):
        load(json.dumps(items))
