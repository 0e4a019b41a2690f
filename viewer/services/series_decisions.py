"""What a person decided about series, in the form the linking asks for."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, cast

from viewer.core.document import DocumentId
from viewer.core.metric import Metric
from viewer.core.series import FigureKey
from viewer.store.series_table import Decision

MERGE, SPLIT, RENAME, PIN, CONFIRM = "merge", "split", "rename", "pin", "confirm"
CONTEXT = 12
"""Code points of surroundings that tell one place of a figure from the others."""


class Decided:
    """Decisions about keys; a later one of a kind overrules an earlier one."""

    def __init__(self, decisions: Iterable[Decision]) -> None:
        self._by_action: dict[str, list[Decision]] = {}
        for each in decisions:
            self._by_action.setdefault(each.action, []).append(each)
        self.together = [_strings(each, "keys") for action in (MERGE, CONFIRM) for each in self._of(action)]
        self._names = {str(each.detail["key"]): str(each.detail["name"]) for each in self._of(RENAME)}
        self._pinned = {str(each.detail["key"]) for each in self._of(PIN)}

    def partners(self, signatures: set[str]) -> set[str]:
        """Return the keys a person put together with some of these."""
        return {each for group in self.together if signatures.intersection(group) for each in group} - signatures

    def is_confirmed(self, signatures: set[str]) -> bool:
        """Tell whether a person said that exactly these, or more, belong together."""
        said = (set(_strings(each, "keys")) for action in (MERGE, CONFIRM) for each in self._of(action))
        return any(signatures <= each for each in said)

    def name_of(self, signatures: set[str]) -> str | None:
        """Return the name a person gave, the newest where several did."""
        return next((name for key, name in reversed(self._names.items()) if key in signatures), None)

    def is_pinned(self, signatures: set[str]) -> bool:
        """Tell whether a person pinned one of these."""
        return not self._pinned.isdisjoint(signatures)

    def _of(self, action: str) -> list[Decision]:
        return self._by_action.get(action, [])


class Splits:
    """The figures a person split off from their series."""

    def __init__(self, decisions: Iterable[Decision]) -> None:
        self._places: dict[str, list[tuple[str, dict[str, Any]]]] = {}
        for each in decisions:
            if each.action == SPLIT:
                for place in cast("list[dict[str, Any]]", each.detail["figures"]):
                    self._places.setdefault(place["document"], []).append((each.id, place))

    def branched(self, key: FigureKey, document_id: DocumentId, text: str, metric: Metric) -> FigureKey:
        """Return the key of a figure, on its own branch where a person split it off."""
        for branch, place in self._places.get(document_id, ()):
            if place == figure_place(document_id, text, metric):
                key = replace(key, branch=branch)
        return key


def figure_place(document_id: DocumentId, text: str, metric: Metric) -> dict[str, str]:
    """Return what finds a figure again in another reading of its document."""
    start, end = metric.span.start, metric.span.end
    return {
        "document": document_id,
        "surface": metric.surface,
        "before": text[max(0, start - CONTEXT) : start],
        "after": text[end : end + CONTEXT],
    }


def concerned_keys(decision: Decision) -> Sequence[str]:
    """Return the keys a decision is about."""
    return _strings(decision, "keys") or [str(decision.detail["key"])] if decision.action != SPLIT else ()


def concerned_documents(decision: Decision) -> list[DocumentId]:
    """Return the documents whose figures a decision is about."""
    if decision.action != SPLIT:
        return []
    return [DocumentId(place["document"]) for place in cast("list[dict[str, Any]]", decision.detail["figures"])]


def _strings(decision: Decision, name: str) -> list[str]:
    return [str(each) for each in cast("list[object]", decision.detail.get(name, []))]
