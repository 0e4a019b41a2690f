"""Print how many fields of the golden letterheads are read right: ``python tests/benchmarks/metadata_accuracy.py``.

Each part of ``tests/golden/metadata`` is reported by itself: ``blind`` was written before the reader, ``tuned`` beside
it, ``fresh`` after it. A field counts as found only when its value is exactly the expected one. The first figures of
each part, before any rule was changed for it, were: blind 197 of 208 right (of 208 given), tuned 211 of 224 (of 219),
fresh 153 of 163 (of 157).
"""

import sys
import tomllib
from collections import Counter
from dataclasses import fields
from pathlib import Path

from viewer.core.document import Document, Paragraph
from viewer.core.metadata import Metadata
from viewer.core.span import Span
from viewer.extract.metadata import read_metadata

GOLDEN = Path(__file__).parent.parent / "golden" / "metadata"
FIELDS = tuple(field.name for field in fields(Metadata) if field.name != "spans")


def document_of(text: str) -> Document:
    """Return a document whose paragraphs are the text's lines, all of them body."""
    lines = [line for line in text.splitlines() if line.strip()]
    paragraphs, start = [], 0
    for line in lines:
        paragraphs.append(Paragraph(Span(start, start + len(line))))
        start += len(line) + 1
    return Document("\n".join(lines), tuple(paragraphs))


def values_of(metadata: Metadata) -> dict[str, object]:
    """Return the fields that have a value, in the form the expectations use."""
    values = {name: getattr(metadata, name) for name in FIELDS}
    values["addressees"] = list(metadata.addressees)
    return {name: value for name, value in values.items() if value}


def measure(folder: Path) -> Counter[tuple[str, str]]:
    """Count right, wrong and missed values by field; print every difference."""
    counts: Counter[tuple[str, str]] = Counter()
    for path in sorted(folder.glob("*.txt")):
        expected = tomllib.loads(path.with_suffix(".toml").read_text(encoding="utf-8"))
        actual = values_of(read_metadata(document_of(path.read_text(encoding="utf-8"))))
        for name in FIELDS:
            want, have = expected.get(name), actual.get(name)
            counts[name, "expected"] += want is not None
            counts[name, "given"] += have is not None
            counts[name, "right"] += want is not None and want == have
            if want != have:
                print(f"  {path.stem}: {name}: expected {want!r}, got {have!r}")
    return counts


def table(counts: Counter[tuple[str, str]]) -> None:
    """Print precision and recall per field."""
    print(f"{'field':<15}{'expected':>9}{'given':>7}{'right':>7}{'precision':>11}{'recall':>8}")
    for name in FIELDS:
        row(name, *(counts[name, part] for part in ("expected", "given", "right")))
    row("all", *(sum(counts[name, part] for name in FIELDS) for part in ("expected", "given", "right")))


def row(name: str, expected: int, given: int, right: int) -> None:
    """Print one line of the table."""
    precision = right / given if given else 1.0
    recall = right / expected if expected else 1.0
    print(f"{name:<15}{expected:>9}{given:>7}{right:>7}{precision:>11.3f}{recall:>8.3f}")


def main() -> None:
    """Report every half that exists, or the folders given as arguments."""
    folders = [Path(argument) for argument in sys.argv[1:]] or sorted({path.parent for path in GOLDEN.glob("*/*.txt")})
    for folder in folders:
        print(f"\n{folder.name}: {len(list(folder.glob('*.txt')))} documents")
        table(measure(folder))


if __name__ == "__main__":
    main()
