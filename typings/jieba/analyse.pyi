# The part of jieba the benchmarks use.
from collections.abc import Iterator

class ChineseAnalyzer:
    def __call__(self, text: str) -> Iterator[object]: ...
