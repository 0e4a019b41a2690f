"""Corrections, terms, synonyms and decisions of a copy and its library come in step; none is lost, none comes twice."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.plain_reading import plain_reading
from tests.postgres_server import PostgresServer
from tests.unit.conftest import wipe
from viewer.core.commitment import CommitmentState, EvidenceVerdict, Judgement, PromiseRecord
from viewer.core.document import DocumentId
from viewer.core.entity import EntityType
from viewer.core.in_step import Keep, SyncReport, TaughtConflict
from viewer.core.knowledge import LessonId, MetricCorrection, Scope
from viewer.core.label import LabelChange
from viewer.core.lexicon import LexiconTerm
from viewer.core.progress import CancelToken, ignore_progress
from viewer.core.series import DecisionId
from viewer.core.span import Span
from viewer.services.annotating import Annotating
from viewer.services.labelling import Labelling
from viewer.services.marking import mark_again
from viewer.services.offline_copy import choose_collections, synchronise
from viewer.services.taught import KINDS
from viewer.services.taught_sync import TaughtSync
from viewer.services.teaching import Teaching
from viewer.store.library import Library
from viewer.store.postgres.address import read_address
from viewer.store.postgres.office_library import OfficeLibrary
from viewer.store.series_table import Decision
from viewer.store.store import Store

TEXT = "关于停车的答复\n张三代表：\n城管小分队新增泊位812个。\n2023年5月8日"
LATER = "关于车位的答复\n李四代表：\n城管小分队又增泊位20个。\n2024年5月8日"
SQUAD = Span(TEXT.index("城管小分队"), TEXT.index("城管小分队") + 5)
SYNONYMS = 'groups = [\n    ["停车", "泊车"],\n]\n'


@pytest.fixture
def documents(copy: Library, origin: Store) -> list[DocumentId]:
    """Return two replies both libraries have."""
    known = []
    for text in (TEXT, LATER):
        with origin.transaction() as table:
            known.append(table.add(plain_reading(text), pipeline_version="1"))
    made = Labelling(origin).add_collection("停车")
    Labelling(origin).change(known, LabelChange(add_to=(made.id,)))
    choose_collections(copy, origin, ["停车"])
    synced(copy, origin)
    return known


def synced(copy: Store, origin: Store) -> SyncReport:
    return synchronise(copy, origin, progress=ignore_progress, cancel=CancelToken(), load_tagger=lambda: None)


def teaching(store: Store) -> Teaching:
    return Teaching(store, lambda: None)


def said(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """Return all words of a library in the order in which they hold."""
    with store.reading():
        return {
            kind.name: [(kind.slot(word), *kind.says(word)) for word in kind.listed(store)]
            if kind.move_last is not None
            else sorted((kind.slot(word), *kind.says(word)) for word in kind.listed(store))
            for kind in KINDS
        }


def named(store: Store, document_id: DocumentId) -> list[tuple[str, EntityType]]:
    with store.reading() as documents:
        return [(each.surface, each.type) for each in documents.open(document_id).reading.entities]


def teach_all(store: Store, documents: list[DocumentId]) -> None:
    """Say one word of every kind."""
    teaching(store).mark(documents[0], SQUAD, EntityType.ORGANISATION, Scope.HERE)
    teaching(store).add_term(LexiconTerm("停车", EntityType.TECHNOLOGY))
    teaching(store).correct_metric(
        MetricCorrection(LessonId(""), documents[0], "812个", "增泊位", "。", "", "", indicator="新增泊位", value=812.0)
    )
    with store.transaction():
        store.series().add_decision(Decision(DecisionId("a"), "rename", {"key": "甲", "name": "泊位数"}))
        store.commitments().note(PromiseRecord(documents[0], "将建成", CommitmentState.KEPT, "已看"))
        store.commitments().judge(Judgement(documents[0], "将建成", documents[1], "又增", EvidenceVerdict.CONFIRMED))
    store.keep_synonyms(SYNONYMS)


@pytest.mark.parametrize("side", ["copy", "origin"])
def test_what_is_taught_on_one_side_holds_on_both(
    copy: Library, origin: Store, documents: list[DocumentId], side: str
) -> None:
    teach_all(copy if side == "copy" else origin, documents)
    report = synced(copy, origin)
    assert (report.taught_up, report.taught_down) == ((7, 0) if side == "copy" else (0, 7))
    assert said(copy) == said(origin)
    assert all(len(words) == 1 for words in said(origin).values())
    assert ("城管小分队", EntityType.ORGANISATION) in named(copy, documents[0])
    assert named(copy, documents[0]) == named(origin, documents[0])


def test_a_second_round_writes_nothing(copy: Library, origin: Store, documents: list[DocumentId]) -> None:
    teach_all(copy, documents)
    synced(copy, origin)
    before = copy.change_count(), origin.change_count()
    assert synced(copy, origin) == SyncReport()
    assert (copy.change_count(), origin.change_count()) == before


def test_what_is_taken_back_is_taken_back_on_both(copy: Library, origin: Store, documents: list[DocumentId]) -> None:
    teach_all(origin, documents)
    synced(copy, origin)
    teaching(copy).withdraw([each.id for each in teaching(copy).corrections()], documents[0])
    teaching(origin).withdraw([each.id for each in teaching(origin).terms()])
    report = synced(copy, origin)
    assert (report.taught_up, report.taught_down) == (2, 1)
    assert said(copy) == said(origin)
    assert not any(said(origin)[kind] for kind in ("name", "figure", "term"))
    assert ("城管小分队", EntityType.ORGANISATION) not in named(origin, documents[0])


def test_a_word_for_the_whole_library_marks_documents_the_copy_does_not_have(
    copy: Library, origin: Store, documents: list[DocumentId]
) -> None:
    with origin.transaction() as table:
        other = table.add(plain_reading("关于市容的答复\n城管小分队已上岗。"), pipeline_version="1")
    teaching(copy).mark(documents[0], SQUAD, EntityType.ORGANISATION, Scope.LIBRARY)
    synced(copy, origin)
    for each in (other, *documents):
        assert ("城管小分队", EntityType.ORGANISATION) in named(origin, each)
    assert named(copy, documents[1]) == named(origin, documents[1])


def test_the_same_word_on_both_sides_is_one(copy: Library, origin: Store, documents: list[DocumentId]) -> None:
    for store in (copy, origin):
        teach_all(store, documents)
    report = synced(copy, origin)
    assert (report.taught_up, report.taught_down, report.conflicts) == (0, 0, ())
    assert all(len(words) == 1 for store in (copy, origin) for words in said(store).values())


@dataclass(frozen=True)
class Dispute:
    """One thing both sides can say something else of."""

    name: str
    say: Callable[[Store, list[DocumentId], str], object]
    mine: str
    theirs: str


def _term(store: Store, _documents: list[DocumentId], side: str) -> object:
    type_ = EntityType.TECHNOLOGY if side == "mine" else EntityType.PROGRAMME
    return teaching(store).add_term(LexiconTerm("停车", type_))


def _name(store: Store, documents: list[DocumentId], side: str) -> object:
    type_ = EntityType.ORGANISATION if side == "mine" else EntityType.COMPANY
    return teaching(store).mark(documents[0], SQUAD, type_, Scope.DOCUMENT)


def _figure(store: Store, documents: list[DocumentId], side: str) -> object:
    value = 812.0 if side == "mine" else 813.0
    given = MetricCorrection(LessonId(""), documents[0], "812个", "增泊位", "。", "", "", value=value)
    return teaching(store).correct_metric(given)


def _promise(store: Store, documents: list[DocumentId], side: str) -> None:
    state = CommitmentState.KEPT if side == "mine" else CommitmentState.NOT_KEPT
    with store.transaction():
        store.commitments().note(PromiseRecord(documents[0], "将建成", state, side))


def _series(store: Store, _documents: list[DocumentId], side: str) -> None:
    with store.transaction():
        store.series().add_decision(Decision(DecisionId(side), "rename", {"key": "甲", "name": f"名{side}"}))


DISPUTES = (
    Dispute("term", _term, "类型：技术", "类型：项目"),
    Dispute("name", _name, "类型：机构", "类型：企业"),
    Dispute("figure", _figure, "数值：812.0", "数值：813.0"),
    Dispute("promise", _promise, "已兑现，mine", "未兑现，theirs"),
    Dispute("series", _series, "名mine", "名theirs"),
)


@pytest.mark.parametrize("dispute", DISPUTES, ids=lambda each: each.name)
def test_what_both_say_differently_is_shown_with_both_and_stays(
    copy: Library, origin: Store, documents: list[DocumentId], dispute: Dispute
) -> None:
    dispute.say(copy, documents, "mine")
    dispute.say(origin, documents, "theirs")
    before = said(copy), said(origin)
    for _ in range(2):
        (conflict,) = synced(copy, origin).conflicts
        assert conflict.texts == (dispute.mine, dispute.theirs)
        assert (said(copy), said(origin)) == before


@pytest.mark.parametrize("keep", [Keep.MINE, Keep.THEIRS])
@pytest.mark.parametrize("dispute", DISPUTES, ids=lambda each: each.name)
def test_a_person_chooses(
    copy: Library, origin: Store, documents: list[DocumentId], dispute: Dispute, keep: Keep
) -> None:
    dispute.say(copy, documents, "mine")
    dispute.say(origin, documents, "theirs")
    chosen = said(copy if keep is Keep.MINE else origin)
    (conflict,) = synced(copy, origin).conflicts
    assert isinstance(conflict, TaughtConflict)
    TaughtSync(copy, origin).settle(conflict, keep)
    assert synced(copy, origin).conflicts == ()
    assert said(copy) == said(origin) == chosen
    assert named(copy, documents[0]) == named(origin, documents[0])


def test_marks_that_come_again_keep_the_words_the_copy_alone_has(
    copy: Library, origin: Store, documents: list[DocumentId]
) -> None:
    _name(copy, documents, "mine")
    _name(origin, documents, "theirs")
    assert len(synced(copy, origin).conflicts) == 1
    assert ("城管小分队", EntityType.ORGANISATION) in named(copy, documents[0])
    assert ("城管小分队", EntityType.COMPANY) in named(origin, documents[0])


def test_later_words_overrule_earlier_ones_alike_on_both_sides(
    copy: Library, origin: Store, documents: list[DocumentId]
) -> None:
    teaching(copy).mark(documents[0], SQUAD, EntityType.ORGANISATION, Scope.LIBRARY)
    teaching(origin).mark(documents[0], SQUAD, EntityType.COMPANY, Scope.HERE)
    synced(copy, origin)
    assert said(copy) == said(origin)
    assert named(copy, documents[0]) == named(origin, documents[0])


def test_a_round_cut_off_before_marking_there_marks_in_the_next(
    copy: Library, origin: Store, documents: list[DocumentId]
) -> None:
    teaching(copy).mark(documents[0], SQUAD, EntityType.ORGANISATION, Scope.HERE)
    assert TaughtSync(copy, origin).run(documents, cancel=CancelToken()).up == 1
    assert ("城管小分队", EntityType.ORGANISATION) not in named(origin, documents[0])
    synced(copy, origin)
    assert ("城管小分队", EntityType.ORGANISATION) in named(origin, documents[0])


def test_a_copy_that_forgot_what_was_agreed_says_nothing_twice(
    copy: Library, origin: Store, documents: list[DocumentId]
) -> None:
    teach_all(copy, documents)
    synced(copy, origin)
    with copy.transaction():
        for each in copy.facts().beginning_with("offline taught:"):
            copy.facts().forget("offline taught:" + each)
    report = synced(copy, origin)
    assert (report.taught_up, report.taught_down, report.conflicts) == (0, 0, ())
    assert all(len(words) == 1 for words in said(origin).values())


DEEDS = st.lists(
    st.tuples(
        st.sampled_from(["first", "second", "origin"]),
        st.sampled_from(["term", "name", "figure", "promise", "series", "take back", "sync", "settle"]),
        st.sampled_from(["mine", "theirs"]),
    ),
    max_size=12,
)


@given(deeds=DEEDS)
@example(deeds=[("first", "name", "mine"), ("first", "take back", "mine")])
@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_two_copies_and_their_library_end_alike_whatever_happens_when(
    deeds: list[tuple[str, str, str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("three")
    stores = {name: Library.open(folder / name) for name in ("first", "second", "origin")}
    origin = stores["origin"]
    with origin.transaction() as table:
        known = [table.add(plain_reading(text), pipeline_version="1") for text in (TEXT, LATER)]
    for each in known:
        mark_again(origin, each, None)  # as the program has read it: what is taken back leaves these names
    made = Labelling(origin).add_collection("停车")
    Labelling(origin).change(known, LabelChange(add_to=(made.id,)))
    for name in ("first", "second"):
        choose_collections(stores[name], origin, ["停车"])
        synced(stores[name], origin)
    for who, what, side in deeds:
        _do(stores, who, what, side, known)
    for name in ("first", "second") * 3:
        _settle_all(stores[name], origin, Keep.MINE)
    assert said(stores["first"]) == said(stores["second"]) == said(origin)
    for each in known:
        assert named(stores["first"], each) == named(stores["second"], each) == named(origin, each)
    for store in stores.values():
        store.close()


def _do(stores: dict[str, Library], who: str, what: str, side: str, known: list[DocumentId]) -> None:
    store = stores[who]
    if what in ("sync", "settle"):
        if who != "origin":
            _settle_all(store, stores["origin"], Keep(side) if what == "settle" else None)
    elif what == "take back":
        for given in teaching(store).corrections()[:1]:
            teaching(store).withdraw([given.id], given.document_id)
    elif what != "term" or not teaching(store).terms():
        say = next(each.say for each in DISPUTES if each.name == what)
        if what == "series":
            with store.transaction():
                name = f"{who}{side}{store.change_count()}"
                store.series().add_decision(Decision(DecisionId(name), "rename", {"key": "甲", "name": side}))
        else:
            say(store, known, side)
    else:
        (term,) = teaching(store).terms()
        type_ = EntityType.TECHNOLOGY if side == "mine" else EntityType.PROGRAMME
        teaching(store).edit_term(replace(term, term=LexiconTerm("停车", type_)))


def _settle_all(copy: Store, origin: Store, keep: Keep | None) -> None:
    for conflict in synced(copy, origin).conflicts:
        if keep is not None:
            assert isinstance(conflict, TaughtConflict)
            TaughtSync(copy, origin).settle(conflict, keep)
    synced(copy, origin)


@pytest.mark.parametrize(("role", "sent"), [("andu_reader", 0), ("andu_annotator", 2)])
def test_what_a_role_does_not_let_go_up_stays_in_the_copy(
    postgres: PostgresServer,
    office_databases: Callable[[int], str],
    copy: Library,
    role: str,
    sent: int,
) -> None:
    database, person = office_databases(0), postgres.new_user(f"sync_{role}", role)
    owner = OfficeLibrary.open(read_address(postgres.address(database)), None, copy.folder.parent / "owner")
    with owner.transaction() as table:
        known = [table.add(plain_reading(text), pipeline_version="1") for text in (TEXT, LATER)]
    made = Labelling(owner).add_collection("停车")
    Labelling(owner).change(known, LabelChange(add_to=(made.id,)))
    origin = OfficeLibrary.open(read_address(postgres.address(database, person)), None, copy.folder.parent / "person")
    choose_collections(copy, origin, ["停车"])
    synced(copy, origin)
    teach_all(copy, known)
    Annotating(copy).annotate(known[0], Span(0, 4))
    mine = said(copy)
    for _ in range(2):
        report = synced(copy, origin)
        assert said(copy) == mine
    assert sum(len(words) for words in said(owner).values()) == sent
    assert (report.taught_up, report.refused) == (0, 7 - sent + (role == "andu_reader"))
    origin.close()
    owner.close()
    wipe(postgres, database)
