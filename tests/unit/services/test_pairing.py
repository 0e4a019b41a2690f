"""The same reply as two files is offered, and nothing happens to it unless a person says so."""

from pathlib import Path

import pytest

from tests.unit.services.conftest import ImportNow
from tests.unit.services.test_original_pages import LINES, write_pdf
from viewer.core.annotation import NoteContent
from viewer.core.document import DocumentId
from viewer.core.errors import ViewerError
from viewer.core.pair import OfferedPair
from viewer.core.progress import CancelToken
from viewer.core.span import Span
from viewer.services.opening import Services

Twins = tuple[DocumentId, DocumentId]


@pytest.fixture
def twins(import_now: ImportNow, tmp_path: Path) -> Twins:
    (first,) = import_now(write_pdf(tmp_path / "答复.pdf")).imported
    (tmp_path / "答复.txt").write_text("\n\n".join(LINES), encoding="utf-8")
    (second,) = import_now(tmp_path / "答复.txt").imported
    return first, second


def offer(services: Services, *ids: DocumentId) -> OfferedPair:
    (pair,) = services.pairing.offers(ids, cancel=CancelToken())
    return pair


def shown(services: Services) -> set[DocumentId]:
    return {summary.id for summary in services.catalog.summaries()}


def test_the_pair_is_offered_once_and_both_stay(services: Services, twins: Twins) -> None:
    pair = offer(services, *twins)
    assert (pair.kept.id, pair.joined.id) == twins
    assert pair.likeness > 0.95
    assert shown(services) == set(twins)


def test_another_reply_of_the_same_form_is_not_offered(
    services: Services, twins: Twins, import_now: ImportNow, tmp_path: Path
) -> None:
    other = "\n\n".join(LINES).replace("021号", "022号").replace("停车泊位", "社区食堂")
    (tmp_path / "另一份.txt").write_text(other, encoding="utf-8")
    (third,) = import_now(tmp_path / "另一份.txt").imported
    assert services.pairing.offers([third], cancel=CancelToken()) == []
    assert third not in twins


def test_joined_they_are_one_document_with_two_originals(services: Services, twins: Twins) -> None:
    services.pairing.join(*twins)
    assert shown(services) == {twins[0]}
    assert [each.name for each in services.pages.originals(twins[0])] == ["答复.pdf", "答复.txt"]
    assert services.catalog.removed() == []


def test_taken_apart_they_are_two_again(services: Services, twins: Twins) -> None:
    services.pairing.join(*twins)
    assert services.pairing.separate(twins[1]) == twins[0]
    assert shown(services) == set(twins)


def test_a_second_original_imported_again_is_known(
    services: Services, twins: Twins, import_now: ImportNow, tmp_path: Path
) -> None:
    services.pairing.join(*twins)
    report = import_now(tmp_path / "答复.txt")
    assert [document_id for _, document_id in report.duplicates] == [twins[0]]
    assert shown(services) == {twins[0]}


def test_a_declined_pair_is_not_offered_again_until_that_is_taken_back(services: Services, twins: Twins) -> None:
    pair = offer(services, *twins)
    services.pairing.decline(pair)
    assert services.pairing.offers(twins, cancel=CancelToken()) == []
    services.pairing.offer_again(pair)
    assert offer(services, *twins) == pair


def test_a_document_with_notes_is_not_put_out_of_sight(services: Services, twins: Twins) -> None:
    services.annotating.annotate(twins[1], Span(0, 4), NoteContent())
    assert offer(services, twins[1]).kept.id == twins[1]
    with pytest.raises(ViewerError, match="批注"):
        services.pairing.join(*twins)


def test_places_of_a_second_original_serve_the_text_of_the_first(services: Services, twins: Twins) -> None:
    services.pairing.join(twins[1], twins[0])
    text = services.documents.open(twins[1]).reading.document.text
    places = services.pages.places(twins[0], of=twins[1], cancel=CancelToken())
    start = text.index("812个")
    assert [placed.page for placed in places.boxes(Span(start, start + 4))] == [1]
