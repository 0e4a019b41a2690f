"""Promises listed, judged and followed in later replies."""

from dataclasses import replace
from pathlib import Path

import pytest

from tests.unit.services.conftest import ImportNow
from viewer.core.commitment import CommitmentState, EvidenceVerdict, LedgerEntry, LedgerFilter, Strength
from viewer.core.progress import CancelToken, ignore_progress
from viewer.services.opening import Services

PROMISE = "下一步，我委将加快推进梧桐路公共停车场建设，确保2023年底前建成公共停车泊位300个。"
LATER = "2023年，梧桐路公共停车场建成投用，提供公共停车泊位312个。"


@pytest.fixture
def entry(services: Services, import_now: ImportNow, tmp_path: Path) -> LedgerEntry:
    for name, body, date in (
        ("1", PROMISE, "2022年6月1日"),
        ("2", LATER, "2024年6月1日"),
        ("3", "有关垃圾分类的答复。", "2024年6月2日"),
    ):
        text = f"对区政协第00{name}号提案的答复\n\n张三委员：\n\n　　{body}\n\n长宁区建设和管理委员会\n\n{date}\n"
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    import_now(*(tmp_path / f"{name}.txt" for name in "123"))
    services.tables.bring_up_to_date(progress=ignore_progress, cancel=CancelToken())
    return services.ledger.entries(LedgerFilter(strength=Strength.FIRM))[0]


def test_a_promise_stands_in_the_ledger_unjudged(services: Services, entry: LedgerEntry) -> None:
    assert (entry.state, entry.commitment.deadline, services.ledger.count()) == (CommitmentState.OPEN, "2023-12-31", 1)


def test_what_a_person_noted_is_kept_and_taken_back(services: Services, entry: LedgerEntry) -> None:
    before = services.ledger.note(replace(entry, state=CommitmentState.KEPT, note="已现场核实"))
    (noted,) = services.ledger.entries(LedgerFilter(state=CommitmentState.KEPT))
    assert noted.note == "已现场核实"
    services.ledger.note(before)
    assert services.ledger.entries()[0].state is CommitmentState.OPEN


def test_what_is_no_promise_leaves_the_list_and_is_found_again(services: Services, entry: LedgerEntry) -> None:
    services.ledger.note(replace(entry, dismissed=True))
    assert (services.ledger.entries(), len(services.ledger.entries(LedgerFilter(dismissed=None)))) == ([], 1)


def test_later_replies_are_offered_as_evidence(services: Services, entry: LedgerEntry) -> None:
    found = services.ledger.evidence(entry, cancel=CancelToken())
    assert found[0].passage == LATER
    assert all(each.date is not None and each.date > "2022-06-01" for each in found)


def test_confirmed_evidence_stays_and_counts(services: Services, entry: LedgerEntry) -> None:
    first = services.ledger.evidence(entry, cancel=CancelToken())[0]
    services.ledger.judge(entry, first, EvidenceVerdict.CONFIRMED)
    assert services.ledger.evidence(entry, cancel=CancelToken())[0].verdict is EvidenceVerdict.CONFIRMED
    assert services.ledger.entries()[0].evidence == 1
    services.ledger.judge(entry, first, EvidenceVerdict.SUGGESTED)
    assert services.ledger.entries()[0].evidence == 0


def test_what_is_no_evidence_stands_below_what_may_be(
    services: Services, entry: LedgerEntry, import_now: ImportNow, tmp_path: Path
) -> None:
    words = f"对区政协第004号提案的答复\n\n李四委员：\n\n　　{LATER[5:]}\n\n长宁区建设和管理委员会\n\n2025年6月1日\n"
    (tmp_path / "4.txt").write_text(words, encoding="utf-8")
    import_now(tmp_path / "4.txt")
    first, second = services.ledger.evidence(entry, cancel=CancelToken())[:2]
    services.ledger.judge(entry, first, EvidenceVerdict.DISMISSED)
    assert [each.passage for each in services.ledger.evidence(entry, cancel=CancelToken())] == [
        second.passage,
        first.passage,
    ]


def test_notes_survive_a_new_reading_of_the_same_words(services: Services, entry: LedgerEntry) -> None:
    services.ledger.note(replace(entry, state=CommitmentState.RUNNING))
    services.documents.remove([entry.document_id])
    services.documents.restore([entry.document_id])
    services.tables.bring_up_to_date(progress=ignore_progress, cancel=CancelToken())
    assert services.ledger.entries()[0].state is CommitmentState.RUNNING
