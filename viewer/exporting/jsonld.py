"""Annotations as W3C Web Annotation JSON-LD, out and back in without loss.

The model is https://www.w3.org/TR/annotation-model/; what it has no word for stands under ``andu:``.
Offsets are code points, which the file says.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from viewer.core.annotation import Annotation, AnnotationId, MarkColour, MarkStyle, TaskState
from viewer.core.errors import ViewerError
from viewer.core.selector import AnchorState, ParagraphFragment, Selector, TextQuote
from viewer.core.span import Span
from viewer.exporting.noted_document import NotedDocument

CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"andu": "urn:andu:"}]
_MAX_CHARACTERS = 256 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class DocumentKey:
    """What an exported annotation says about the reply it belongs to, to find that reply on another PC."""

    sha256: str | None
    text_sha256: str
    title: str | None
    number: str | None
    issuing_unit: str | None
    date: str | None


@dataclass(frozen=True, slots=True)
class ExchangedAnnotation:
    """An annotation read from a file: not yet placed, with the key of its document."""

    annotation: Annotation
    document: DocumentKey


def dump(documents: Iterable[NotedDocument]) -> str:
    """Return an AnnotationCollection of every annotation of the documents, also of those that are not here."""
    items = [_to_json(noted, annotation) for noted in documents for annotation in noted.annotations]
    page = {"type": "AnnotationPage", "items": items}
    collection = {"@context": CONTEXT, "type": "AnnotationCollection", "total": len(items), "first": page}
    return json.dumps(collection, ensure_ascii=False, indent=1)


def load(text: str) -> list[ExchangedAnnotation]:
    """Read what ``dump`` wrote, or a plain list of annotations.

    Raises ``ViewerError`` with a sentence saying which entry cannot be read; nothing is half read.
    """
    if len(text) > _MAX_CHARACTERS:
        message = "批注文件过大，无法导入。"
        raise ViewerError(message, advice="请分批导出后再导入。")
    return [_from_json(item, number) for number, item in enumerate(_items(_parsed(text)), start=1)]


def _parsed(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        message = "这不是可以读取的批注文件（JSON-LD）。"
        raise ViewerError(message, advice="请选择由“导出批注”生成的 .jsonld 文件。") from error


def _items(content: object) -> list[object]:
    if isinstance(content, Mapping):
        page = content.get("first", content)
        content = page.get("items") if isinstance(page, Mapping) else None
    if not isinstance(content, list):
        message = "文件里没有批注列表。"
        raise ViewerError(message, advice="请选择由“导出批注”生成的 .jsonld 文件。")
    return content


def _to_json(noted: NotedDocument, annotation: Annotation) -> dict[str, Any]:
    return {
        "id": f"urn:uuid:{annotation.id}",
        "type": "Annotation",
        "motivation": _motivations(annotation),
        "created": annotation.created,
        "modified": annotation.modified,
        "creator": {"type": "Person", "name": annotation.creator},
        "body": _bodies(annotation),
        "andu:style": annotation.style.value,
        "andu:colour": annotation.colour.value,
        "andu:task": annotation.task.value if annotation.task else None,
        "target": {"source": _source_to_json(noted), "selector": _selectors(annotation.selector)}
        | _text_state(annotation.selector),
    }


def _motivations(annotation: Annotation) -> list[str]:
    motivations = ["highlighting"]
    if annotation.note:
        motivations.append("commenting")
    if annotation.tags:
        motivations.append("tagging")
    return motivations


def _bodies(annotation: Annotation) -> list[dict[str, str]]:
    bodies = [{"type": "TextualBody", "purpose": "tagging", "value": tag} for tag in annotation.tags]
    if annotation.note:
        comment = {"type": "TextualBody", "purpose": "commenting", "format": "text/markdown", "value": annotation.note}
        bodies.insert(0, comment)
    return bodies


def _source_to_json(noted: NotedDocument) -> dict[str, str | None]:
    metadata = noted.metadata
    return {
        "id": f"urn:sha256:{noted.source.sha256}" if noted.source.sha256 else "",
        "andu:title": metadata.title,
        "andu:number": metadata.number,
        "andu:issuing_unit": metadata.issuing_unit,
        "andu:date": metadata.date,
    }


def _text_state(selector: Selector) -> dict[str, Any]:
    return {
        "andu:text": {"sha256": selector.text_sha256, "normalizer": selector.normalizer, "unit": "codepoint"},
    }


def _selectors(selector: Selector) -> list[dict[str, Any]]:
    quote = selector.quote
    found: list[dict[str, Any]] = [
        {"type": "TextPositionSelector", "start": selector.position.start, "end": selector.position.end},
        {
            "type": "TextQuoteSelector",
            "exact": quote.exact,
            "prefix": quote.prefix,
            "suffix": quote.suffix,
            "andu:occurrences": quote.occurrences,
        },
    ]
    if selector.fragment:
        fragment = selector.fragment
        value = f"para={fragment.paragraph}&char={fragment.start},{fragment.end}"
        found.append({"type": "FragmentSelector", "value": value})
    return found


class _Unreadable(Exception):  # noqa: N818 - never leaves this module
    pass


def _from_json(item: object, number: int) -> ExchangedAnnotation:
    try:
        return _read_item(_mapping(item))
    except (_Unreadable, ValueError) as error:
        message = f"第 {number} 条批注无法读取。"
        raise ViewerError(message, advice="文件可能被改动过；没有导入任何内容。") from error


def _read_item(item: Mapping[str, Any]) -> ExchangedAnnotation:
    target = _mapping(item.get("target"))
    bodies = [_mapping(body) for body in _list(item.get("body", []))]
    task = item.get("andu:task")
    selector = _read_selector(target)
    annotation = Annotation(
        id=AnnotationId(_text(item.get("id")).removeprefix("urn:uuid:")),
        document_id=None,
        selector=selector,
        created=_text(item.get("created")),
        modified=_text(item.get("modified", item.get("created"))),
        style=MarkStyle(_text(item.get("andu:style", MarkStyle.HIGHLIGHT))),
        colour=MarkColour(_text(item.get("andu:colour", MarkColour.YELLOW))),
        note="\n\n".join(_text(body.get("value")) for body in bodies if body.get("purpose") != "tagging"),
        tags=tuple(_text(body.get("value")) for body in bodies if body.get("purpose") == "tagging"),
        creator=_text(_mapping(item.get("creator", {})).get("name", "")),
        task=TaskState(_text(task)) if task is not None else None,
        state=AnchorState.TO_CONFIRM,
    )
    return ExchangedAnnotation(annotation, _read_source(target, selector))


def _read_source(target: Mapping[str, Any], selector: Selector) -> DocumentKey:
    source = target.get("source")
    described = source if isinstance(source, Mapping) else {"id": _text(source)}
    identifier = _text(described.get("id"))
    return DocumentKey(
        sha256=identifier.removeprefix("urn:sha256:") if identifier.startswith("urn:sha256:") else None,
        text_sha256=selector.text_sha256,
        title=_text_or_none(described.get("andu:title")),
        number=_text_or_none(described.get("andu:number")),
        issuing_unit=_text_or_none(described.get("andu:issuing_unit")),
        date=_text_or_none(described.get("andu:date")),
    )


def _read_selector(target: Mapping[str, Any]) -> Selector:
    by_type = {_text(each.get("type")): each for each in map(_mapping, _list(target.get("selector")))}
    quote = _mapping(by_type.get("TextQuoteSelector"))
    position = by_type.get("TextPositionSelector", {"start": 0, "end": 0})
    state = _mapping(target.get("andu:text", {}))
    fragment = by_type.get("FragmentSelector")
    occurrences = quote.get("andu:occurrences")
    return Selector(
        position=Span(_integer(position.get("start")), _integer(position.get("end"))),
        quote=TextQuote(
            exact=_text(quote.get("exact")),
            prefix=_text(quote.get("prefix", "")),
            suffix=_text(quote.get("suffix", "")),
            occurrences=_integer(occurrences) if occurrences is not None else None,
        ),
        text_sha256=_text(state.get("sha256", "")),
        normalizer=_text(state.get("normalizer", "")),
        fragment=_read_fragment(_text(fragment.get("value"))) if fragment else None,
    )


def _read_fragment(value: str) -> ParagraphFragment | None:
    parts = dict(part.partition("=")[::2] for part in value.split("&"))
    if not {"para", "char"} <= set(parts):
        return None
    start, _, end = parts["char"].partition(",")
    return ParagraphFragment(int(parts["para"]), int(start), int(end))


def _mapping(value: object) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise _Unreadable
    return value


def _list(value: object) -> list[Any]:
    if isinstance(value, list):
        return value
    if isinstance(value, Mapping):
        return [value]
    raise _Unreadable


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise _Unreadable
    return value


def _text_or_none(value: object) -> str | None:
    return None if value is None else _text(value)


def _integer(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise _Unreadable
    return value
