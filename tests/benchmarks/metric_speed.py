"""Prints how fast figures are found: time per character from 1k to 1M, on replies and on texts made to be slow."""

import random
import time
from collections.abc import Callable
from pathlib import Path

from viewer.core.document import Document, Paragraph
from viewer.core.metadata import Metadata
from viewer.core.span import Span
from viewer.extract.metrics import find_metrics
from viewer.importing.registry import read
from viewer.text.reflow import reflow

CORPUS = Path(__file__).parents[2] / "corpus"
SIZES = (1_000, 10_000, 100_000, 1_000_000)
METADATA = Metadata(date="2024-04-25", issuing_unit="上海市长宁区发展和改革委员会")
RANDOM_SEED = 20240425


def main() -> None:
    """Print one line per kind of text: microseconds per character at each size, and characters a second."""
    print("text".ljust(22), *(f"{size:>10,}" for size in SIZES), "   characters/s")
    for name, make in _texts().items():
        costs = [_cost(make(size)) for size in SIZES]
        print(name.ljust(22), *(f"{1e6 * cost:10.2f}" for cost in costs), f"{1 / costs[-1]:15,.0f}")


def _texts() -> dict[str, Callable[[int], str]]:
    replies = "\n".join(reflow(read(path)).text for path in sorted(CORPUS.glob("*.txt")))
    dense = "2023年，全区完成税收约310亿元，同比增长18%；新建学校5所，改造公路120余公里，占比达到55%以上。"
    noise = random.Random(RANDOM_SEED)
    alphabet = "".join(sorted(set(replies)))
    return {
        "five replies": lambda size: _repeated(replies, size),
        "one figure in ten": lambda size: _repeated(dense, size),
        "replies, one line": lambda size: _repeated(replies.replace("\n", ""), size),
        "no punctuation": lambda size: _repeated("".join(filter(str.isalnum, replies)), size),
        "random characters": lambda size: "".join(noise.choices(alphabet, k=size)),
        "digits": lambda size: _repeated("1234567890", size),
        "thousands": lambda size: _repeated("1,234,", size),
        "Chinese numerals": lambda size: _repeated("一二三十百千万亿", size),
        "list of counts": lambda size: _repeated("3个、", size),
        "分别 and shares": lambda size: _repeated("分别占1%、", size),
        "opening brackets": lambda size: _repeated("（“《", size),
        "blanks": lambda size: _repeated("3 ", size),
        "years": lambda size: _repeated("2023年3月", size),
        "每": lambda size: _repeated("每", size),
    }


def _repeated(text: str, size: int) -> str:
    return (text * (size // len(text) + 1))[:size]


def _cost(text: str) -> float:
    """Return the processor seconds per character; small texts are read several times."""
    document = _document(text)
    rounds = max(1, SIZES[-2] // len(text))
    started = time.process_time()
    for _ in range(rounds):
        find_metrics(document, METADATA)
    return (time.process_time() - started) / rounds / len(text)


def _document(text: str) -> Document:
    paragraphs, position = [], 0
    for line in text.split("\n"):
        paragraphs.append(Paragraph(Span(position, position + len(line))))
        position += len(line) + 1
    return Document(text, tuple(paragraphs))


if __name__ == "__main__":
    main()
