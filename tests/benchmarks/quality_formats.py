"""Prints how faithfully each format is read: characters, paragraph borders and metadata against the import as text.

Run: ``python tests/benchmarks/quality_formats.py [--keep FOLDER] [--errors]``. LibreOffice makes the files; without
it only the OFD rows are measured. Rows: ``plain`` is text pasted into Word, ``box`` and ``table`` are set by GB/T 9704
with the red name in a text box or a table, ``wrapped`` are the hard-wrapped sources opened and saved by LibreOffice.
Characters and borders leave blanks aside.
"""

import argparse
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from tests.benchmarks.rendered_replies import (
    Reply,
    convert,
    has_office,
    replies,
    write_ofd,
    write_official_docx,
    write_plain_docx,
)
from viewer.core.document import Document
from viewer.core.metadata import Metadata
from viewer.extract.metadata import read_metadata
from viewer.importing.hard_wraps import is_hard_wrapped
from viewer.importing.registry import read
from viewer.text.reflow import reflow

FORMATS = ("pdf", "doc", "odt", "html", "rtf")


@dataclass(frozen=True, slots=True)
class Score:
    """One file against the text import: characters that differ, paragraph borders, fields that differ."""

    characters: int
    wrong: int
    true_borders: int
    found_borders: int
    common_borders: int
    fields: tuple[str, ...]


def squeezed(document: Document) -> tuple[str, list[int]]:
    """Return the text without blanks, and where in it the paragraphs begin."""
    text, borders = "", []
    for each in document.paragraphs:
        borders.append(len(text))
        text += "".join(document.paragraph_text(each).split())
    return text, borders


def score(truth: Document, found: Document) -> Score:
    """Compare a reading with the reading of the text file."""
    true_text, true_borders = squeezed(truth)
    text, borders = squeezed(found)
    place = _alignment(text, true_text)
    common = {place[border] for border in borders if border in place} & set(true_borders)
    return Score(
        characters=len(true_text),
        wrong=Levenshtein.distance(true_text, text),
        true_borders=len(true_borders),
        found_borders=len(borders),
        common_borders=len(common),
        fields=tuple(differing(read_metadata(truth), read_metadata(found))),
    )


def _alignment(text: str, true_text: str) -> dict[int, int]:
    """Return, for the characters that are right, their place in the true text."""
    return {
        code.src_start + step: code.dest_start + step
        for code in Levenshtein.opcodes(text, true_text)
        if code.tag == "equal"
        for step in range(code.src_end - code.src_start)
    }


def differing(truth: Metadata, found: Metadata) -> Iterator[str]:
    """Yield the names of the fields whose values differ, blanks aside."""
    for each in fields(Metadata):
        if each.name != "spans" and _plain(getattr(truth, each.name)) != _plain(getattr(found, each.name)):
            yield f"{each.name}: {getattr(truth, each.name)!r} ≠ {getattr(found, each.name)!r}"


def _plain(value: object) -> object:
    return "".join(value.split()) if isinstance(value, str) else value


Writer = Callable[[Reply, Path], Path]
STYLES: dict[str, Writer] = {
    "plain": write_plain_docx,
    "box": lambda reply, path: write_official_docx(reply, path, letterhead="box"),
    "table": lambda reply, path: write_official_docx(reply, path, letterhead="table"),
}


def rendered(all_replies: Sequence[Reply], folder: Path) -> Iterator[tuple[str, str, list[Path]]]:
    """Yield style, format and the files, one for every reply."""
    if has_office():
        for style, write in STYLES.items():
            sources = [write(each, _place(folder, style, "docx", each)) for each in all_replies]
            yield style, "docx", sources
            for to in FORMATS:
                yield style, to, convert(sources, to, folder / style / to)
        wrapped = [each for each in all_replies if is_hard_wrapped(each.path.read_text(encoding="utf-8").splitlines())]
        copies = [Path(shutil.copy(each.path, _place(folder, "wrapped", "txt", each))) for each in wrapped]
        for to in ("docx", *FORMATS):
            yield "wrapped", to, convert(copies, to, folder / "wrapped" / to, from_text=True)
    for style, split in (("gb9704", False), ("runs apart", True)):
        yield style, "ofd", [write_ofd(each, _place(folder, style, "ofd", each), split=split) for each in all_replies]


def _place(folder: Path, style: str, suffix: str, reply: Reply) -> Path:
    place = folder / style / suffix / f"{reply.name}.{suffix}"
    place.parent.mkdir(parents=True, exist_ok=True)
    return place


def show(style: str, suffix: str, scores: Sequence[Score]) -> None:
    """Print one row of the table."""
    total = Counter[str]()
    for each in scores:
        total.update(
            characters=each.characters,
            wrong=each.wrong,
            true=each.true_borders,
            found=each.found_borders,
            common=each.common_borders,
            fields=len(each.fields),
        )
    print(
        f"{style:11} {suffix:5} {100 * (1 - total['wrong'] / total['characters']):7.3f} "
        f"{100 * total['common'] / max(1, total['found']):7.2f} {100 * total['common'] / total['true']:7.2f} "
        f"{total['fields']:4}"
    )


def main() -> None:
    """Render, read, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--keep", type=Path, help="leave the files here, and use those that are there")
    parser.add_argument("--errors", action="store_true", help="show what differs")
    options = parser.parse_args()
    all_replies = replies()
    with tempfile.TemporaryDirectory() as folder:
        print("style       file   chars%  borderP borderR meta≠")
        for style, suffix, paths in rendered(all_replies, options.keep or Path(folder)):
            scores = []
            for path in paths:
                reply = next(each for each in all_replies if each.name == path.stem)
                found = reflow(read(path))
                scores.append(score(reply.document, found))
                if options.errors:
                    report(path, reply.document, found, scores[-1])
            show(style, suffix, scores)


def report(path: Path, truth: Document, found: Document, measured: Score) -> None:
    """Print the fields and the beginnings of paragraphs that only one of the readings has."""
    for each in measured.fields:
        print(f"  {path.name} {each}", file=sys.stderr)
    true_starts, starts = (
        ["".join(each.split())[:24] for each in map(document.paragraph_text, document.paragraphs)]
        for document in (truth, found)
    )
    for each in (Counter(true_starts) - Counter(starts)).elements():
        print(f"  {path.name} - {each}", file=sys.stderr)
    for each in (Counter(starts) - Counter(true_starts)).elements():
        print(f"  {path.name} + {each}", file=sys.stderr)


if __name__ == "__main__":
    main()
