"""Check the finders against tuning: ``python tests/benchmarks/quality_variants.py``.

The founding replies with gold are read again after changes that leave their meaning alone: wrapped to other widths, in
other words for the same thing, with another district's name throughout, in Traditional characters, and with the sure
names of the other four replies (leave one out). What the rules learnt by heart would be lost on the way.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.quality_entities import (
    CORPUS,
    HEADER,
    Mention,
    Score,
    compact_offsets,
    document_of,
    score,
    seed_cases,
)
from viewer.core.document import Document
from viewer.core.entity import EntityType, MarkSource
from viewer.extract.entities import find_entities, load_tagger
from viewer.extract.metadata import read_metadata
from viewer.extract.metrics import find_metrics
from viewer.importing.registry import read
from viewer.text.reflow import reflow

WIDTHS = (24, 32, 44)
REWORDED = {
    "目前，": "截至目前，",
    "近年来，": "这几年来，",
    "下一步，": "今后，",
    "进一步": "更好地",
    "积极推动": "大力推动",
    "持续推进": "不断推进",
    "加快推进": "抓紧推进",
    "全力打造": "着力打造",
    "着力": "努力",
    "我区": "本区",
    "同时，": "与此同时，",
    "此外，": "另外，",
    "充分发挥": "更好发挥",
    "引进": "引入",
    "拥有": "现有",
}
ELSEWHERE = (("长宁", "武侯"), ("长宁", "思明"), ("长宁", "渝北"))
SURE_IN = 2

Change = Callable[[str], str]


def reworded(text: str) -> str:
    """Return the text in other words."""
    for before, after in REWORDED.items():
        text = text.replace(before, after)
    return text


def moved(before: str, after: str) -> Change:
    """Return what gives a text another district's name, of the same length."""
    return lambda text: text.replace(before, after)


def variant_score(change: Change) -> Score:
    """Return the score of the gold mentions that survive a change, found by their words and order."""
    total = Score(0, 0, 0, 0, 0, 0)
    tagger = load_tagger()
    for _, document, gold in seed_cases():
        text = change(document.text)
        changed = document_of(text)
        offsets = compact_offsets(text)
        found = [
            Mention(offsets[each.span.start], offsets[each.span.end], each.type.value, each.surface)
            for each in find_entities(changed, read_metadata(changed), tagger=tagger)
        ]
        total += score(followed(gold, change, "".join(text.split())), found)[0]
    return total


def followed(gold: Iterable[Mention], change: Change, compact: str) -> list[Mention]:
    """Return the gold at its new places: every mention is looked for behind the one before it."""
    places: list[Mention] = []
    reached = 0
    for mention in sorted(gold, key=lambda each: each.start):
        words = "".join(change(mention.text).split())
        start = compact.find(words, reached)
        if start >= 0:
            places.append(Mention(start, start + len(words), mention.type, words, mention.optional))
            reached = start + len(words)
    return places


def wrapped_score(width: int) -> tuple[Score, float]:
    """Return the score of the names when the text comes wrapped, and how many figures stay the same, in per cent."""
    total = Score(0, 0, 0, 0, 0, 0)
    same = all_figures = 0
    tagger = load_tagger()
    for _, document, gold in seed_cases():
        with TemporaryDirectory() as folder:
            again = reflow(read(_written(document, width, Path(folder))))
        offsets = compact_offsets(again.text)
        found = [
            Mention(offsets[each.span.start], offsets[each.span.end], each.type.value, each.surface)
            for each in find_entities(again, read_metadata(again), tagger=tagger)
        ]
        total += score(gold, found)[0]
        before = [(each.value, each.unit) for each in find_metrics(document, read_metadata(document))]
        after = [(each.value, each.unit) for each in find_metrics(again, read_metadata(again))]
        all_figures += len(before)
        same += sum(one in after for one in before)
    return total, 100 * same / all_figures


def _written(document: Document, width: int, folder: Path) -> Path:
    lines = chain.from_iterable(_wrapped("　　" + document.paragraph_text(each), width) for each in document.paragraphs)
    path = folder / f"{width}.txt"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _wrapped(text: str, width: int) -> Iterator[str]:
    """Yield lines of so many characters; like a word processor, no number and no Latin word is broken."""
    while len(text) > width:
        cut = width
        while cut > 1 and text[cut - 1 : cut + 1].isascii() and text[cut - 1 : cut + 1].isalnum():
            cut -= 1
        yield text[:cut]
        text = text[cut:]
    yield text


def left_out_scores() -> Mapping[str, Score]:
    """Return the scores of each gold reply without and with the sure names of the other replies."""
    tagger = load_tagger()
    readings = {path.stem: reflow(read(path)) for path in sorted(CORPUS.glob("*.txt"))}
    own = {stem: find_entities(each, read_metadata(each), tagger=tagger) for stem, each in readings.items()}
    totals = {"alone": Score(0, 0, 0, 0, 0, 0), "with the others' names": Score(0, 0, 0, 0, 0, 0)}
    for number, document, gold in seed_cases():
        known: dict[tuple[str, EntityType], set[str]] = {}
        for stem, entities in own.items():
            for each in entities:
                if not stem.startswith(number) and each.source in (MarkSource.RULE, MarkSource.MODEL):
                    known.setdefault((each.surface, each.type), set()).add(stem)
        names = [name for name, stems in known.items() if len(stems) >= SURE_IN and name[1] is not EntityType.TIME]
        offsets = compact_offsets(document.text)
        for label, library_names in (("alone", []), ("with the others' names", names)):
            entities = find_entities(document, read_metadata(document), library_names=library_names, tagger=tagger)
            found = [Mention(offsets[e.span.start], offsets[e.span.end], e.type.value, e.surface) for e in entities]
            totals[label] += score(gold, found)[0]
    return totals


def rows() -> list[list[str]]:
    """Return the rows of the quality table: one for every change."""
    table = [_row(f"leave one out, {label}", total) for label, total in left_out_scores().items()]
    for width in WIDTHS:
        total, same = wrapped_score(width)
        table.append(_row(f"wrapped at {width} columns (same figures: {same:.1f})", total))
    table.append(_row("in other words", variant_score(reworded)))
    table += [_row(f"{before} becomes {after}", variant_score(moved(before, after))) for before, after in ELSEWHERE]
    return table


def _row(name: str, total: Score) -> list[str]:
    recall = 100 * total.highlighted / total.expected if total.expected else 0.0
    figures = (total.f1(total.typed), total.f1(total.untyped), total.relaxed, recall)
    return [name, str(total.expected), *(f"{figure:.1f}" for figure in figures)]


def main() -> None:
    """Print the table."""
    for row in [HEADER, *rows()]:
        print(" | ".join(row))


if __name__ == "__main__":
    main()
