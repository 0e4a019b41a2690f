"""Prints how often annotations find their place after synthetic edits, and how often they lie about it.

Run: ``python tests/benchmarks/quality_anchoring.py [edits per kind]``. Every edit knows the truth: where the annotated
words stand afterwards, or that they are gone. "wrong" counts silent moves to another place: it must be 0.
"""

import random
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from viewer.core.document import Document, Paragraph
from viewer.core.selector import AnchorState
from viewer.core.span import Span
from viewer.text.anchor import resolve, select

CORPUS = Path(__file__).parents[2] / "corpus"
BOILERPLATE = "感谢您对我区工作的关心和支持，我们将认真研究吸纳所提建议，切实抓好落实。"


@dataclass(frozen=True)
class Case:
    """Paragraphs before and after an edit; the annotated words before, and after (``None`` = gone or changed)."""

    before: tuple[str, ...]
    after: tuple[str, ...]
    span: tuple[int, int, int]  # paragraph, start, end before
    truth: tuple[int, int, int] | None  # the same after
    must_anchor: bool


def document_of(paragraphs: Sequence[str]) -> Document:
    """Build a document whose paragraphs are these."""
    built, start = [], 0
    for paragraph in paragraphs:
        built.append(Paragraph(Span(start, start + len(paragraph))))
        start += len(paragraph) + 1
    return Document("\n".join(paragraphs), tuple(built))


def absolute(paragraphs: Sequence[str], place: tuple[int, int, int]) -> Span:
    """Turn a place inside a paragraph into a span of the whole text."""
    index, start, end = place
    base = sum(len(each) + 1 for each in paragraphs[:index])
    return Span(base + start, base + end)


def corpus_paragraphs() -> list[tuple[str, ...]]:
    """Return the paragraphs of the corpus: runs of lines that end like a paragraph."""
    documents = []
    for path in sorted(CORPUS.glob("*.txt")):
        joined = re.sub(r"(?<![。：）])\n+", "", path.read_text(encoding="utf-8"))
        documents.append(tuple(re.sub(r"\s+", "", line) for line in joined.split("\n") if len(line.strip()) > 1))
    return documents


def pick(paragraphs: Sequence[str], rng: random.Random) -> tuple[int, int, int]:
    """Choose a passage of 6 to 80 characters, as a person selects one."""
    index = rng.choice([i for i, each in enumerate(paragraphs) if len(each) >= 40])
    length = min(len(paragraphs[index]) - 2, rng.randint(6, 80))
    start = rng.randint(0, len(paragraphs[index]) - length)
    return index, start, start + length


def unchanged(p: tuple[str, ...], rng: random.Random) -> Case:
    """Re-import of the same text."""
    place = pick(p, rng)
    return Case(p, p, place, place, must_anchor=True)


def paragraph_inserted(p: tuple[str, ...], rng: random.Random) -> Case:
    """Another paragraph appears before the passage."""
    index, start, end = pick(p, rng)
    at = rng.randint(0, index)
    after = (*p[:at], "根据有关规定，现将本件予以公开，特此说明。", *p[at:])
    return Case(p, after, (index, start, end), (index + 1, start, end), must_anchor=True)


def paragraph_moved(p: tuple[str, ...], rng: random.Random) -> Case:
    """The paragraph stands elsewhere."""
    index, start, end = pick(p, rng)
    rest = [*p[:index], *p[index + 1 :]]
    at = rng.randint(0, len(rest))
    rest.insert(at, p[index])
    return Case(p, tuple(rest), (index, start, end), (at, start, end), must_anchor=True)


def neighbours_edited(p: tuple[str, ...], rng: random.Random) -> Case:
    """Some characters near the passage change."""
    index, start, end = pick(p, rng)
    text = list(p[index])
    outside = [i for i in range(len(text)) if not start <= i < end]
    for i in rng.sample(outside, min(3, len(outside))):
        text[i] = "某"
    after = (*p[:index], "".join(text), *p[index + 1 :])
    return Case(p, after, (index, start, end), (index, start, end), must_anchor=True)


def re_extracted(p: tuple[str, ...], rng: random.Random) -> Case:
    """Another format: blanks round digits, the paragraph cut in two before the passage."""
    index, start, end = pick(p, rng)
    cut = rng.randint(0, start)
    first, second = p[index][:cut], p[index][cut:]
    spaced = re.sub(r"(?<=[一-鿿])(?=\d)|(?<=\d)(?=[一-鿿])", " ", second)
    shift = [0]
    for i in range(1, len(second) + 1):
        here = second[i - 1 : i + 1]
        shift.append(shift[-1] + (1 if re.fullmatch(r"[一-鿿]\d|\d[一-鿿]", here) else 0))
    begin, finish = start - cut, end - cut
    new_start = begin + shift[begin]
    new_end = finish - 1 + shift[finish - 1] + 1
    after = (*p[:index], *([first] if first else []), spaced, *p[index + 1 :])
    truth = (index + (1 if first else 0), new_start, new_end)
    return Case(p, after, (index, start, end), truth, must_anchor=True)


def words_changed(p: tuple[str, ...], rng: random.Random) -> Case:
    """One plain word inside a longer passage changes."""
    while True:
        index, start, end = pick(p, rng)
        passage = p[index][start:end]
        plain = [m.start() for m in re.finditer(r"(?<=[一-鿿])[发展推动建设服务创新](?=[一-鿿])", passage)]
        if end - start >= 30 and plain:
            break
    at = start + rng.choice(plain)
    if at in (start, end - 1):
        at = start + len(passage) // 2
    after = (*p[:index], p[index][:at] + "改" + p[index][at + 1 :], *p[index + 1 :])
    changed_figure = p[index][at] in "0123456789%一二三四五六七八九十百千万亿年月日不无未非没"
    return Case(p, after, (index, start, end), (index, start, end), must_anchor=not changed_figure)


def digit_changed(p: tuple[str, ...], rng: random.Random) -> Case:
    """A figure inside the passage changes: no machine may claim it is the same."""
    while True:
        index, start, end = pick(p, rng)
        digits = [i for i in range(start, end) if p[index][i].isdecimal()]
        if digits:
            break
    at = rng.choice(digits)
    other = str((int(p[index][at]) + rng.randint(1, 9)) % 10)
    after = (*p[:index], p[index][:at] + other + p[index][at + 1 :], *p[index + 1 :])
    return Case(p, after, (index, start, end), None, must_anchor=False)


def paragraph_deleted(p: tuple[str, ...], rng: random.Random) -> Case:
    """The paragraph is gone."""
    index, start, end = pick(p, rng)
    return Case(p, (*p[:index], *p[index + 1 :]), (index, start, end), None, must_anchor=False)


def boilerplate_ten_times(p: tuple[str, ...], rng: random.Random) -> Case:
    """The same sentence ends ten paragraphs; one more paragraph appears on top."""
    picked = [i for i, each in enumerate(p) if len(each) >= 40][:10]
    before = tuple(each + BOILERPLATE if i in picked else each for i, each in enumerate(p))
    index = rng.choice(picked)
    start = len(p[index]) + rng.randint(0, 8)
    end = len(before[index]) - rng.randint(0, 8)
    after = ("现答复如下，供参考。", *before)
    return Case(before, after, (index, start, end), (index + 1, start, end), must_anchor=True)


def annotated_twin_deleted(p: tuple[str, ...], rng: random.Random) -> Case:
    """Of ten look-alike sentences the annotated one is deleted: the others are not it."""
    case = boilerplate_ten_times(p, rng)
    index, _, _ = case.span
    after = (*case.before[:index], p[index], *case.before[index + 1 :])
    return Case(case.before, after, case.span, None, must_anchor=False)


def look_alike_with_other_figure(p: tuple[str, ...], rng: random.Random) -> Case:
    """The annotated sentence is deleted; one like it, with another figure, stays."""
    sentence = "截至{}年底，全区累计完成老旧小区加装电梯{}台，受益居民{}户。"
    year, count, homes = rng.randint(2015, 2022), rng.randint(10, 400), rng.randint(100, 9000)
    annotated = sentence.format(year, count, homes)
    other = sentence.format(year + 1, count + rng.randint(1, 9), homes)
    at = rng.randint(1, len(p) - 1)
    before = (*p[:at], annotated, other, *p[at:])
    return Case(before, (*p[:at], other, *p[at:]), (at, 0, len(annotated)), None, must_anchor=False)


KINDS: tuple[Callable[[tuple[str, ...], random.Random], Case], ...] = (
    unchanged,
    paragraph_inserted,
    paragraph_moved,
    neighbours_edited,
    re_extracted,
    words_changed,
    boilerplate_ten_times,
    digit_changed,
    paragraph_deleted,
    annotated_twin_deleted,
    look_alike_with_other_figure,
)


@dataclass
class Tally:
    """What became of the cases of one kind."""

    right: int = 0
    to_confirm: int = 0
    orphaned: int = 0
    wrong: int = 0
    wanted: int = 0


def judge(case: Case, tally: Tally) -> None:
    """Resolve one case and count the outcome."""
    selector = select(document_of(case.before), absolute(case.before, case.span), normalizer="1")
    answer = resolve(document_of(case.after), selector)
    tally.wanted += case.must_anchor
    if answer.state is AnchorState.TO_CONFIRM:
        tally.to_confirm += 1
    elif answer.state is AnchorState.ORPHANED:
        tally.orphaned += 1
    elif case.truth is not None and answer.span == absolute(case.after, case.truth):
        tally.right += 1
    else:
        tally.wrong += 1


def measure(per_kind: int, seed: int = 7) -> dict[str, Tally]:
    """Return the tally of every kind of edit."""
    rng = random.Random(seed)
    documents = corpus_paragraphs()
    tallies: dict[str, Tally] = {}
    for kind in KINDS:
        tally = tallies.setdefault(kind.__name__, Tally())
        for number in range(per_kind):
            judge(kind(documents[number % len(documents)], rng), tally)
    return tallies


def main() -> None:
    """Print the table."""
    per_kind = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    tallies = measure(per_kind)
    print(f"{'edit':32} {'right':>6} {'confirm':>8} {'orphan':>7} {'WRONG':>6}")
    for name, tally in tallies.items():
        print(f"{name:32} {tally.right:6} {tally.to_confirm:8} {tally.orphaned:7} {tally.wrong:6}")
    wanted = sum(tally.wanted for tally in tallies.values())
    right = sum(tally.right for tally in tallies.values() if tally.wanted)
    wrong = sum(tally.wrong for tally in tallies.values())
    print(f"re-anchored {right} of {wanted} ({100 * right / wanted:.1f} %), wrong silent moves {wrong}")


if __name__ == "__main__":
    main()
