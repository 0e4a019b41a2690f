"""Does the right reply come first? nDCG@10 over questions of people, beside plain BM25 over jieba's words.

    python tests/benchmarks/relevance.py [--ballast 2000] [--misses]

``questions.toml`` says how the questions came about. Two sets are made of them: whole replies with letterhead, title
and the sentences all replies share, among generated replies of 2-5k characters; and bare passages without a title
among paragraphs of generated replies. Every question has one right answer, so nDCG@10 is 1 / log2(rank + 1).
"""

import argparse
import logging
import math
import random
import tempfile
import tomllib
import warnings
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.text_library import TextLibrary, generated_documents, stored
from viewer.core.catalog import StoredDocument
from viewer.core.hit import SearchRequest
from viewer.core.metadata import Metadata
from viewer.search.engine import SearchEngine
from viewer.search.index import IndexFolder
from viewer.text.segment import Segmenter

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import jieba

_HERE = Path(__file__).parent
_CORPUS = _HERE.parents[1] / "corpus"
_DEEPEST = 10
_SHARED = (
    "感谢您对我区工作的关心和支持，希望今后继续提出宝贵意见。",
    "下一步，我们将继续加强统筹协调，压实各方责任，推动各项措施落地见效。",
    "您提出的建议很有针对性，对我们进一步做好工作具有积极的参考价值。",
    "近年来，在区委、区政府的坚强领导下，各部门和街镇通力合作，相关工作取得了阶段性成效。",
    "我们将把这项工作列入年度重点任务，定期督查，及时向社会公布进展情况。",
    "同时加大宣传力度，引导市民共同参与，营造良好的社会氛围。",
    "目前仍存在资源不足、标准不高、协同不够的问题，需要在今后的工作中逐步解决。",
    "如有问题和建议，请及时与我们联系，我们一定认真研究，努力让居民满意。",
)

Ranker = Callable[[str], Sequence[str]]
"""The ids of the best ten for a question."""


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """Documents, and questions with the id of the one that answers."""

    name: str
    documents: Sequence[StoredDocument]
    questions: Sequence[tuple[str, str]]


class PlainBm25:
    """BM25 over jieba's words, as every comparison begins: k1 1.5, b 0.75, nothing else."""

    def __init__(self, documents: Sequence[StoredDocument]) -> None:
        self._ids = [str(document.id) for document in documents]
        bags = [Counter(_jieba_words(document.reading.document.text)) for document in documents]
        self._lengths = [bag.total() for bag in bags]
        self._average = sum(self._lengths) / len(self._lengths)
        self._postings: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for number, bag in enumerate(bags):
            for word, count in bag.items():
                self._postings[word].append((number, count))

    def rank(self, question: str) -> list[str]:
        """Return the best ten."""
        scores: dict[int, float] = defaultdict(float)
        for word in set(_jieba_words(question)):
            found = self._postings.get(word, [])
            rarity = math.log(1 + (len(self._ids) - len(found) + 0.5) / (len(found) + 0.5))
            for number, count in found:
                norm = 1.5 * (0.25 + 0.75 * self._lengths[number] / self._average)
                scores[number] += rarity * count * 2.5 / (count + norm)
        return [self._ids[number] for number in sorted(scores, key=lambda known: -scores[known])[:_DEEPEST]]


def reply_set(ballast: int) -> QuestionSet:
    """Return whole replies among generated ones."""
    table = _table()
    generator = random.Random(4)
    documents, questions = [], []
    for number, row in enumerate(table["reply"]):
        shared = generator.sample(_SHARED, 5)
        title = f"对区十七届人大三次会议第{number * 7 + 11:03}号代表建议的答复"
        opening = f"您提出的“{row['title']}”收悉，经研究，现将办理情况答复如下："
        lines = [title, "办理结果：解决采纳", "张三代表：", opening, shared[0], *row["text"].split("\n"), *shared[1:]]
        text = "\n".join([*filter(None, lines), f"区{row['unit']}", "2023年5月6日"])
        metadata = Metadata(title=title, subject=row["title"], issuing_unit=row["unit"], date="2023-05-06")
        documents.append(stored(f"reply{number}", f"reply{number}", text, metadata, titles=1))
        questions += [(question, f"reply{number}") for question in row["questions"]]
    for row in table["founding"]:
        path = next(_CORPUS.glob(f"{row['name']}_*.txt"))
        text = "\n".join(filter(None, map(str.strip, path.read_text("utf-8").splitlines())))
        documents.append(stored(row["name"], path.stem, text, Metadata(title=text.split("\n", 1)[0]), titles=1))
        questions += [(question, row["name"]) for question in row["questions"]]
    return QuestionSet("replies", [*documents, *generated_documents(ballast)], questions)


def passage_set(ballast: int) -> QuestionSet:
    """Return bare passages among paragraphs of generated replies."""
    documents, questions = [], []
    for number, row in enumerate(_table()["reply"]):
        documents.append(stored(f"passage{number}", f"{number:06}", row["text"].strip(), Metadata()))
        questions += [(question, f"passage{number}") for question in row["questions"]]
    others = (
        stored(f"other{number}", f"1{number:05}", line.strip(), Metadata())
        for number, line in enumerate(_generated_lines(ballast))
    )
    return QuestionSet("passages", [*documents, *others], questions)


def measure(ranker: Ranker, questions: Sequence[tuple[str, str]]) -> tuple[float, float, list[tuple[str, int | None]]]:
    """Return nDCG@10, the share of questions answered first, and every rank that is not the first."""
    gained, misses = 0.0, []
    for question, right in questions:
        ranked = list(ranker(question))
        rank = ranked.index(right) + 1 if right in ranked else None
        gained += 1 / math.log2(rank + 1) if rank else 0.0
        if rank != 1:
            misses.append((question, rank))
    return gained / len(questions), 1 - len(misses) / len(questions), misses


def engine_ranker(engine: SearchEngine) -> Ranker:
    """Return what the program's search ranks first."""
    return lambda question: [str(hit.id) for hit in engine.search(SearchRequest(question, limit=_DEEPEST)).hits]


def compare(chosen: QuestionSet, *, show_misses: bool) -> Iterator[str]:
    """Yield a line per ranker."""
    rankers: dict[str, Ranker] = {"BM25 + jieba": PlainBm25(chosen.documents).rank}
    with tempfile.TemporaryDirectory() as folder:
        segmenter = Segmenter(Path(folder) / "cache")
        IndexFolder(Path(folder) / "index", "benchmark", segmenter).rebuild(chosen.documents)
        engine = SearchEngine(Path(folder) / "index", TextLibrary(chosen.documents), segmenter)
        rankers["Andu"] = engine_ranker(engine)
        for name, ranker in rankers.items():
            gain, first, misses = measure(ranker, chosen.questions)
            size = f"{len(chosen.questions)} questions, {len(chosen.documents)} documents"
            yield f"{chosen.name:9} {name:13} nDCG@10 {gain:.3f}  first {first:.0%}  ({size})"
            yield from (f"    {rank or '-':>3}  {question}" for question, rank in misses if show_misses)
        engine.close()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ballast", type=int, default=2_000)
    parser.add_argument("--misses", action="store_true")
    arguments = parser.parse_args()
    for chosen in (reply_set(arguments.ballast), passage_set(arguments.ballast * 2)):
        for line in compare(chosen, show_misses=arguments.misses):
            print(line)


def _generated_lines(count: int) -> Iterator[str]:
    lines = (
        line
        for document in generated_documents(count)
        for line in document.reading.document.text.split("\n")
        if len(line) > 60
    )
    return (line for _, line in zip(range(count), lines, strict=False))


def _table() -> dict[str, list[dict[str, str]]]:
    return tomllib.loads((_HERE / "questions.toml").read_text("utf-8"))


def _jieba_words(text: str) -> list[str]:
    return [word for word in jieba.cut(text) if word.strip() and any(map(str.isalnum, word))]


if __name__ == "__main__":
    logging.getLogger("jieba").setLevel(logging.CRITICAL)
    main()
