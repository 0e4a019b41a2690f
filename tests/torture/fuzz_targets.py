"""What is fuzzed: for each target how an input is made from samples, and what taking it in must keep to."""

import dataclasses
import itertools
import json
import random
import tempfile
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from tests.torture import samples
from tests.torture.fuzz_across import across_target
from tests.torture.fuzz_pages import page_targets
from tests.torture.fuzz_target import Target, check_refusal, need
from tests.torture.mutation import mutated_bytes, mutated_markup, mutated_package, mutated_text
from viewer.core.annotation import MarkColour, NoteContent, NoteFormat
from viewer.core.catalog import StoredDocument
from viewer.core.document import Document, DocumentId
from viewer.core.errors import QueryError, ViewerError
from viewer.core.hit import SearchRequest
from viewer.core.progress import CancelToken, ignore_progress
from viewer.core.raw import RawDocument
from viewer.core.reading import Reading, Source
from viewer.core.selector import AnchorState
from viewer.core.span import Span
from viewer.extract.entities import find_entities, load_tagger
from viewer.extract.metadata import read_metadata
from viewer.extract.metrics import find_metrics
from viewer.extract.tagger.tagger import Tagger
from viewer.importing import registry
from viewer.importing.archive import Unpacked, is_archive, unpack
from viewer.search.analyzer import analyze
from viewer.services.annotating import Annotating
from viewer.services.backing_up import Backups, restore
from viewer.services.exchanging_notes import NoteExchange
from viewer.services.file_walk import document_suffixes
from viewer.services.opening import Services, open_services
from viewer.store.library import Library
from viewer.text.anchor import resolve, select
from viewer.text.fold import FoldedText
from viewer.text.reflow import reflow
from viewer.text.segment import Segmenter


def targets() -> tuple[Target, ...]:
    """Return all targets; libraries and dictionaries are only made when one is used."""
    weights = {"pdf": 3.0, "docx": 2.0, "doc": 2.0, "ofd": 2.0, "html": 2.0, "mht": 0.5, "epub": 0.5, "md": 0.5}
    readers = [
        Target(suffix, suffix, weights.get(suffix, 1.0), _maker(suffix), _take_file)
        for suffix in samples.samples()
        if suffix != "zip"
    ]
    return (
        *readers,
        Target("zip", "zip", 0.5, _maker("zip"), _take_archive),
        Target("text", "txt", 5.0, _make_text, _take_file),
        Target("query", "txt", 2.0, _make_query, _take_query),
        Target("anchor", "json", 1.5, _make_anchor, _take_anchor),
        Target("jsonld", "json", 1.5, _make_notes, _take_notes),
        Target("backup", "zip", 0.7, _make_backup, _take_backup),
        across_target(),
        *page_targets(),
    )


def _maker(suffix: str) -> Callable[[random.Random], bytes]:
    def make(chance: random.Random) -> bytes:
        everything = _samples()
        content = chance.choice(everything[suffix])
        kind = chance.random()
        if suffix in {"docx", "odt", "ofd", "epub", "zip"} and kind < 0.85:
            return mutated_package(content, chance)
        if suffix in {"html", "mht"} and kind < 0.7:
            return mutated_markup(content, chance)
        return mutated_bytes(content, chance, everything[chance.choice(list(everything))])

    return make


@cache
def _samples() -> dict[str, tuple[bytes, ...]]:
    return samples.samples()


def _take_file(path: Path) -> str:
    try:
        raw = registry.read(path)
    except ViewerError as error:
        check_refusal(error)
        return "refused"
    _check_reading(raw, with_tagger=len(raw.text) < 2000)
    return "read"


def _check_reading(raw: RawDocument, *, with_tagger: bool) -> None:
    for block in raw.blocks:
        need(0 <= block.span.start <= block.span.end <= len(raw.text), "a block outside the source")
    document = reflow(raw)
    need("\ud800" not in document.text and "\0" not in document.text, "NUL or a lone surrogate in the text")
    document.text.encode()
    metadata = read_metadata(document)
    for name, span in metadata.spans.items():
        need(span.end <= len(document.text), f"{name} outside the text")
    entities = find_entities(document, metadata, tagger=_tagger() if with_tagger else None)
    for before, after in itertools.pairwise(entities):
        need(before.span.end <= after.span.start, "names overlap")
    for entity in entities:
        need(entity.span.of(document.text) == entity.surface != "", "a name that is not what stands there")
    metrics = find_metrics(document, metadata)
    for metric in metrics:
        need(metric.span.of(document.text) == metric.surface != "", "a figure that is not what stands there")
        need(metric.sentence.contains(metric.span), "a figure outside its sentence")
        need(metric.value == metric.value and abs(metric.value) != float("inf"), "a figure without a finite value")
    reading = Reading(Source("x", raw.media_type, "0" * 64, 0), document, metadata, entities, metrics, raw.warnings)
    analyze(StoredDocument(DocumentId("0"), "", reading), _segmenter())
    folded = FoldedText(document.text)
    need(folded.span(0, len(folded.folded)).end <= len(document.text), "folding leads out of the text")


@cache
def _tagger() -> Tagger | None:
    return load_tagger()


@cache
def _segmenter() -> Segmenter:
    return Segmenter(_folder() / "cache")


@cache
def _folder() -> Path:
    return Path(tempfile.mkdtemp(prefix="andu-fuzz-"))


def _take_archive(path: Path) -> str:
    need(is_archive(path) or True, "")
    with tempfile.TemporaryDirectory() as folder:
        try:
            members = unpack(path, Path(folder), path.name, document_suffixes())
        except ViewerError as error:
            check_refusal(error)
            return "refused"
        for member in members:
            if isinstance(member, Unpacked):
                need(member.path.resolve().is_relative_to(Path(folder).resolve()), "a member outside its folder")
    return "read"


def _make_text(chance: random.Random) -> bytes:
    text = chance.choice(samples.texts())
    lines = text.split("\n")
    start = chance.randrange(len(lines)) if chance.random() < 0.5 else 0
    part = "\n".join(lines[start : start + chance.choice((8, 20, 60))])
    return mutated_text(part, chance)[:_LONGEST].encode("utf-8", "surrogatepass")


_LONGEST = 200_000  # characters: what is longer only shows that long texts take long
_QUERY_PIECES = (
    "停车", "人工智能", '"', "“", "”", "(", ")", "（", "）", " ", " OR ", " AND ", " NOT ",
    "或", "非", "与", "|", "-", "*", "?", "~8", "~", ":", "：",
    "标题:", "编号:", "年:", "年:2022..2024", "..", "标签:", "批注:",
    "人:", "指标:", "title:", "number:", "year:", "\\", "𠮷", "\u202e", "\0", "０１２",
    "≥", "<=", "5000", "亿元", "万", "%", "^2", "[", "]", "{", "}", "+", "/", "&",
    "\n", "\t", "　", "e\u0301", "A", "区", "的", "054", "〔2024〕",
)  # fmt: skip


def _make_query(chance: random.Random) -> bytes:
    pieces = [chance.choice(_QUERY_PIECES) for _ in range(chance.choice((1, 2, 3, 5, 8, 20, 60)))]
    query = "".join(pieces)
    if chance.random() < 0.05:
        query *= 200
    if chance.random() < 0.1:
        query = "(" * chance.choice((5, 300, 3000)) + query
    return query.encode()


def _take_query(path: Path) -> str:
    query = path.read_bytes().decode()
    request = SearchRequest(query)
    try:
        result = _searched().searcher.search(request, cancel=CancelToken())
    except QueryError as error:
        need(0 <= error.position <= len(query), "an error at no place of the query")
        need(bool(error.message), "an error without words")
        return "refused"
    for hit in result.hits:
        text = _text_of(hit.id)
        need(all(span.end <= len(text) for span in hit.spans), "a mark outside the text")
        for snippet in hit.snippets:
            need(text[snippet.start : snippet.start + len(snippet.text)] == snippet.text, "a snippet that is not there")
    return "read"


@cache
def _searched() -> Services:
    services = open_services(_folder() / "searched")
    services.importer.import_paths([samples.ROOT / "corpus"], progress=ignore_progress, cancel=CancelToken())
    services.index.wait(progress=ignore_progress, cancel=CancelToken())
    services.index.close()
    services._workers.close()
    return services


@cache
def _text_of(document_id: DocumentId) -> str:
    return _searched().documents.open(document_id).reading.document.text


def _make_anchor(chance: random.Random) -> bytes:
    text = _plain_document(chance.choice(samples.texts())[:1500]).text
    start = chance.randrange(len(text) - 1)
    end = min(len(text), start + chance.choice((1, 5, 30, 200)))
    changed = text if chance.random() < 0.05 else mutated_text(text, chance)
    return json.dumps({"text": text, "start": start, "end": end, "changed": changed}).encode()


def _take_anchor(path: Path) -> str:
    case = json.loads(path.read_bytes())
    try:
        before, after = _plain_document(case["text"]), _plain_document(case["changed"])
    except ViewerError as error:  # changed so much that it is no text any more
        check_refusal(error)
        return "refused"
    selector = select(before, Span(case["start"], case["end"]), normalizer="1")
    found = resolve(after, selector)
    if found.span is not None:
        need(found.span.end <= len(after.text), "a note outside the text")
    if found.state is AnchorState.ANCHORED and found.span is not None:
        digits = [letter for letter in selector.quote.exact if letter.isdecimal()]
        there = [letter for letter in found.span.of(after.text) if letter.isdecimal()]
        need(digits == there, "a note moved silently to other figures")
    return "read" if found.state is AnchorState.ANCHORED else "refused"


def _plain_document(text: str) -> Document:
    path = _folder() / "plain.txt"
    path.write_bytes(text.encode("utf-8", "replace"))
    return reflow(registry.read(path))


def _make_notes(chance: random.Random) -> bytes:
    notes = _exported_notes()
    if chance.random() < 0.5:
        return mutated_bytes(notes, chance)
    content = json.loads(notes)
    for _ in range(chance.choice((1, 1, 2, 4))):
        _damage_json(content, chance)
    return json.dumps(content, ensure_ascii=False).encode("utf-8", "surrogatepass")


def _damage_json(content: object, chance: random.Random) -> None:
    """Replace one value somewhere inside."""
    while isinstance(content, (dict, list)) and content:
        key = chance.choice(list(content)) if isinstance(content, dict) else chance.randrange(len(content))
        value = content[key]
        if not isinstance(value, (dict, list)) or not value or chance.random() < 0.25:
            odd: tuple[object, ...] = (
                None, True, 0, -1, 1 << 70, 1e308, "", "x" * 5000, "\ud800", [], {},
                [[]], [value] * 3, "2023-13-45T99:99:99Z", "anchored", "urn:x", "\0",
            )  # fmt: skip
            if chance.random() < 0.15:
                del content[key]
            else:
                content[key] = chance.choice(odd)
            return
        content = value


@cache
def _exported_notes() -> bytes:
    library = _noted_library()
    return NoteExchange(library).export(NoteFormat.JSONLD)


@cache
def _noted_library() -> Library:
    """Return a library with two documents and notes of every kind."""
    library = Library.open(_folder() / "noted")
    annotating = Annotating(library, creator="张三")
    for number, text in enumerate(samples.texts()[:2]):
        document = _plain_document(text[:2000])
        source = Source(f"{number}.txt", "text/plain", f"{number:064x}", 1)
        with library.transaction() as documents:
            added = documents.add(Reading(source, document, read_metadata(document)), pipeline_version="1")
        for place in range(5):
            colour = list(MarkColour)[place]
            content = NoteContent(note=f"批注{place}\n\n**重**", tags=("停车", "甲"), colour=colour)
            annotating.annotate(added, Span(place * 50, place * 50 + 20), content)
    return library


def _take_notes(path: Path) -> str:
    library = _noted_library()
    before = len(library.annotations().all())
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        return "refused"
    try:
        report = NoteExchange(library).import_notes(text)
    except ViewerError as error:
        need(len(library.annotations().all()) == before, "a refused file was half taken in")
        check_refusal(error)
        return "refused"
    after = library.annotations().all()
    need(len(after) >= before, "an import took notes away")
    NoteExchange(library).export(NoteFormat.JSONLD)
    _drop_new_notes(library)
    need(sum(dataclasses.astuple(report)[:2]) >= 0, "no report")
    return "read"


def _drop_new_notes(library: Library) -> None:
    """Begin again from the first state when many notes have gathered."""
    if len(library.annotations().all()) > 60:
        for each in library.annotations().all()[10:]:
            with library.transaction():
                library.annotations().remove(each.id)


def _make_backup(chance: random.Random) -> bytes:
    content = _backup()
    return mutated_package(content, chance) if chance.random() < 0.4 else mutated_bytes(content, chance)


@cache
def _backup() -> bytes:
    path = _folder() / "whole.andu"
    Backups(_noted_library()).archive(path, progress=ignore_progress, cancel=CancelToken())
    return path.read_bytes()


def _take_backup(path: Path) -> str:
    with tempfile.TemporaryDirectory() as folder:
        there = Path(folder) / "library"
        there.mkdir()
        (there / "kept.txt").write_text("x", encoding="utf-8")
        try:
            restore(path, there, progress=ignore_progress, cancel=CancelToken())
        except ViewerError as error:
            check_refusal(error)
            need([each.name for each in Path(folder).iterdir()] == ["library"], "a refused backup left something")
            need((there / "kept.txt").exists(), "a refused backup changed what was there")
            return "refused"
        need(zipfile.is_zipfile(path), "restored from no archive")
        library = Library.open(there)
        try:
            library.check()
            need(len(library.annotations().all()) >= 10, "a damaged backup was restored with notes missing")
        finally:
            library.close()
    return "read"
