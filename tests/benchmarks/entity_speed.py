"""Print the entity finder's time per character for growing and for hostile texts.

``python tests/benchmarks/entity_speed.py [--tagger]``. The time per character should stay flat from 1,000 to 1,000,000.
"""

import argparse
import random
import time
from pathlib import Path

from viewer.core.document import Document, Paragraph
from viewer.core.metadata import Metadata
from viewer.core.span import Span
from viewer.extract.entities import find_entities, load_tagger
from viewer.extract.metrics import find_metrics
from viewer.extract.tagger.tagger import Tagger
from viewer.importing.registry import read
from viewer.text.reflow import reflow

CORPUS = Path(__file__).parent.parent.parent / "corpus"
SIZES = (1_000, 10_000, 100_000, 1_000_000)


def document_of(text: str) -> Document:
    """Return a document whose paragraphs are the text's lines."""
    paragraphs, start = [], 0
    for line in text.split("\n"):
        paragraphs.append(Paragraph(Span(start, start + len(line))))
        start += len(line) + 1
    return Document(text, tuple(paragraphs))


def texts() -> dict[str, str]:
    """Return long texts of several kinds."""
    replies = "\n".join(reflow(read(path)).text for path in sorted(CORPUS.glob("*.txt")))
    chance = random.Random(7)
    return {
        "replies": replies,
        "no punctuation": "".join(char for char in replies if char.isalnum()),
        "one line": replies.replace("\n", ""),
        "random ideographs": "".join(chr(chance.randrange(0x4E00, 0x9FA6)) for _ in range(100_000)),
        "opening quotes": "“数字" * 20_000,
        "等": "、等企业" * 20_000,
        "numbers": "2023\t310\t18.5%\t2600\n" * 10_000,
        "traditional": "".join(
            dict(zip("区数业发经对关产动", "區數業發經對關產動", strict=True)).get(c, c) for c in replies
        ),
        "English": "The district has issued the plan for 2023 and 310 projects were built. " * 1_500,
        "poem": "床前明月光，疑是地上霜。举头望明月，低头思故乡。\n" * 4_000,
        "mojibake": replies.encode("utf-8").decode("latin-1")[:100_000],
    }


def measure(text: str, tagger: Tagger | None, *, figures: bool = False) -> tuple[float, int]:
    """Return the processor seconds of one reading and how many names there are; with ``figures``, read those too."""
    document = document_of(text)
    start = time.process_time()
    found = find_entities(document, Metadata(), tagger=tagger)
    if figures:
        find_metrics(document, Metadata())
    return time.process_time() - start, len(found)


def main() -> None:
    """Print the table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--tagger", action="store_true")
    tagger = load_tagger() if arguments.parse_args().tagger else None
    measure("预热", tagger, figures=True)
    print(f"{'text':<20}{'characters':>12}{'seconds':>9}{'µs/char':>9}{'chars/s':>10}{'names':>9}")
    for name, text in texts().items():
        for size in SIZES if name == "replies" else SIZES[1:3] if tagger is None else SIZES[1:2]:
            sample = (text * (size // len(text) + 1))[:size]
            _print(name, size, *measure(sample, tagger))
    replies = texts()["replies"]
    for size in SIZES[1:]:
        sample = (replies * (size // len(replies) + 1))[:size]
        _print("names and figures", size, *measure(sample, tagger, figures=True))


def _print(name: str, size: int, seconds: float, names: int) -> None:
    print(f"{name:<20}{size:>12,}{seconds:>9.3f}{seconds / size * 1e6:>9.2f}{size / seconds:>10,.0f}{names:>9,}")


if __name__ == "__main__":
    main()
