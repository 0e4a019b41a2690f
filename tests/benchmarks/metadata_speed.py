"""Print how long reading a letterhead takes: ``python tests/benchmarks/metadata_speed.py``.

Ordinary letters are the golden ones; the long documents show that the time does not grow with the length, the hostile
ones that no pattern runs away on lines made to provoke it.
"""

import time
from pathlib import Path

from viewer.core.document import Document, Paragraph
from viewer.core.span import Span
from viewer.extract.metadata import read_metadata

GOLDEN = Path(__file__).parent.parent / "golden" / "metadata"
SENTENCE = "我局已对全市古井逐一登记造册，设立保护标志，并于2023年3月5日前完成第二次会议部署的工作。"
CHARACTERS = 1_000_000
HOSTILE = (
    "对",
    "届第",
    "代表、",
    "第一届一次会议第1号",
    "张三、",
    "您提出的",
    "《关于",
    "（",
    "2023年1月1日",
    "局",
    "签发人：",
    "－1",
)


def document_of(lines: list[str]) -> Document:
    """Return a document with these paragraphs."""
    paragraphs, start = [], 0
    for line in lines:
        paragraphs.append(Paragraph(Span(start, start + len(line))))
        start += len(line) + 1
    return Document("\n".join(lines), tuple(paragraphs))


def report(name: str, documents: list[Document]) -> None:
    """Print the milliseconds one document takes."""
    start = time.perf_counter()
    for document in documents:
        read_metadata(document)
    elapsed = (time.perf_counter() - start) * 1000 / len(documents)
    characters = sum(len(document.text) for document in documents) // len(documents)
    print(f"{name:<34}{characters:>10} characters{elapsed:>10.2f} ms")


def main() -> None:
    """Report ordinary, long and hostile documents."""
    letters = [document_of(path.read_text(encoding="utf-8").splitlines()) for path in sorted(GOLDEN.glob("*/*.txt"))]
    head, tail = letters[0].text.splitlines()[:6], letters[0].text.splitlines()[-6:]
    report("first letter (tables are loaded)", letters[:1])
    report("golden letters", letters * 3)
    for part in (10, 1):
        body = [SENTENCE] * (CHARACTERS // part // len(SENTENCE))
        report(f"letter of {len(body)} paragraphs", [document_of([*head, *body, *tail])])
    report("one paragraph", [document_of([*head, SENTENCE * (CHARACTERS // len(SENTENCE)), *tail])])
    for piece in HOSTILE:
        report(f"lines of {piece}", [document_of([piece * (2000 // len(piece))] * 500)])


if __name__ == "__main__":
    main()
