"""Fuzzes what is said across documents: promises, series and their verdicts, relations, texts set side by side."""

import json
import random
import tempfile
from functools import cache
from pathlib import Path

from tests.torture import samples
from tests.torture.fuzz_target import Target, check_refusal, need
from tests.torture.mutation import mutated_text
from viewer.core.across import TableFormat
from viewer.core.document import DocumentId
from viewer.core.errors import ViewerError
from viewer.core.progress import CancelToken, ignore_progress
from viewer.core.reading import Reading, Source
from viewer.extract.entities import find_entities
from viewer.extract.metadata import read_metadata
from viewer.extract.metrics import find_metrics
from viewer.importing import registry
from viewer.services.opening import Services, open_services
from viewer.text.reflow import reflow

_LINES = 25


def across_target() -> Target:
    """Return the target."""
    return Target("across", "json", 2.0, _make, _take)


def _make(chance: random.Random) -> bytes:
    """Return a part of a reply and what became of it in another year, both damaged."""
    lines = chance.choice(samples.texts()).split("\n")
    start = chance.randrange(max(1, len(lines) - _LINES)) if chance.random() < 0.5 else 0
    part = "\n".join(lines[start : start + _LINES])
    pair = [mutated_text(part, chance)[:20_000], mutated_text(part.replace("2023", "2024"), chance)[:20_000]]
    return json.dumps(pair).encode()


def _take(path: Path) -> str:
    services = _services()
    ids = []
    try:
        for number, text in enumerate(json.loads(path.read_bytes())):
            ids.append(_added(services, text, number))
    except ViewerError as error:
        check_refusal(error)
        _purge(services, ids)
        return "refused"
    _look(services, ids)
    _purge(services, ids)
    services.tables.bring_up_to_date(progress=ignore_progress, cancel=CancelToken())
    need(services.ledger.count() == 0 and not services.indicators.list_series(), "something of a purged document stays")
    return "read"


@cache
def _services() -> Services:
    return open_services(Path(tempfile.mkdtemp(prefix="andu-fuzz-")) / "across", keep_index=False)


def _added(services: Services, text: str, number: int) -> DocumentId:
    path = services.folder.parent / f"{number}.txt"
    path.write_bytes(text.encode("utf-8", "replace"))
    raw = registry.read(path)
    document = reflow(raw)
    metadata = read_metadata(document)
    entities, metrics = find_entities(document, metadata), find_metrics(document, metadata)
    source = Source(path.name, raw.media_type, f"{number:064x}", 1)
    reading = Reading(source, document, metadata, entities, metrics)
    with services._library.transaction() as documents:
        return documents.add(reading, pipeline_version="1")


def _purge(services: Services, ids: list[DocumentId]) -> None:
    """Take the documents away without an index being brought in step."""
    with services._library.transaction() as documents:
        for each in ids:
            documents.remove(each)
            documents.purge(each)


def _look(services: Services, ids: list[DocumentId]) -> None:
    cancel = CancelToken()
    services.tables.bring_up_to_date(progress=ignore_progress, cancel=cancel)
    need(services.tables.freshness().waiting == 0, "a document is never looked at")
    texts = {each: services.documents.open(each).reading.document.text for each in ids}
    for entry in services.ledger.entries():
        commitment = entry.commitment
        need(commitment.span.of(texts[entry.document_id]) == commitment.words, "a promise of other words")
    for series in services.indicators.all_series(cancel=cancel):
        for statement in series.statements:
            metric = statement.figure.metric
            need(metric.span.of(texts[statement.figure.document_id]) == metric.surface, "a statement of other words")
        services.indicators.targets(series.summary.id)
    left, right = ids[0], ids[-1]
    services.relating.relations(left)
    for passage in services.relating.shared_with_others(left):
        need(bool(passage.span.of(texts[left]).strip()), "a shared passage of nothing")
    collation = services.relating.collate(left, right)
    for row in collation.rows:
        need(row.left is None or row.left.end <= len(texts[left]), "a row outside the text")
        need(row.right is None or row.right.end <= len(texts[right]), "a row outside the text")
    entries = services.ledger.entries()
    shown = [each.id for each in services.indicators.list_series()]
    for form in TableFormat:
        services.across_export.ledger(entries, form)
        services.across_export.series(shown, form)
        services.across_export.collation(left, right, ("一", "二"), form)
