"""Answers found a moment ago: another page, order or filter of a question need not ask the texts again."""

import threading
from collections import OrderedDict

from viewer.core.progress import CancelToken
from viewer.core.query import And, Figures, Having, Not, Or, Query, YearRange
from viewer.search.answer import Answer
from viewer.search.reader import IndexReader
from viewer.search.schema import LIVE_FIELDS

_MOST = 16


class RecentAnswers:
    """May be shared by threads. Keeps no answer that may change while the index stays: of tags, notes and figures."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Query, Answer] = OrderedDict()
        self._lock = threading.Lock()

    def find(self, query: Query, reader: IndexReader, cancel: CancelToken) -> Answer | None:
        """Return the answer to a query from the same generation of the index, if it is still there."""
        with self._lock:
            answer = self._kept.get(query)
            if answer is None or answer.reader is not reader:
                return None
            self._kept.move_to_end(query)
        return answer.for_another(cancel)

    def keep(self, query: Query, answer: Answer) -> None:
        """Keep an answer, and let go of those from other generations and of the oldest."""
        if _may_change(query):
            return
        with self._lock:
            for known in [known for known, other in self._kept.items() if other.reader is not answer.reader]:
                del self._kept[known]
            self._kept[query] = answer
            while len(self._kept) > _MOST:
                self._kept.popitem(last=False)


def _may_change(query: Query) -> bool:
    match query:
        case And(parts) | Or(parts):
            return any(map(_may_change, parts))
        case Not(part):
            return _may_change(part)
        case Figures():
            return True
        case YearRange():
            return False
        case Having(field):
            return field in LIVE_FIELDS
        case leaf:
            return leaf.field in LIVE_FIELDS
