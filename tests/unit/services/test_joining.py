"""While figures are looked at and joined others may write, and what they change is not lost."""

import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.open_store import OpenStore
from tests.unit.services.shelf import Shelf
from viewer.core.errors import Cancelled
from viewer.core.progress import CancelToken, ignore_progress
from viewer.extract import commitments
from viewer.services import joining
from viewer.services.across_tables import AcrossTables
from viewer.services.bookmarking import Bookmarking
from viewer.services.indicators import Indicators

BOOKMARK = """
import sys
from pathlib import Path
from viewer.core.document import DocumentId
from viewer.services.bookmarking import Bookmarking
from viewer.services.library_place import open_store

library = open_store(sys.argv[1], cache=Path(sys.argv[3]))
Bookmarking(library).add(DocumentId(sys.argv[2]), "写入")
library.close()
"""


@pytest.fixture
def shelf(open_store: OpenStore) -> Shelf:
    shelf = Shelf.of(open_store())
    shelf.add("2021年末，全区养老床位7860张。", number=1)
    shelf.add("2022年末，养老床位8020张。", number=2)
    return shelf


def in_the_middle(
    monkeypatch: pytest.MonkeyPatch, module: object, name: str, action: Callable[[], object], *, times: int = 1
) -> None:
    """Let something happen in another thread each time the real work has begun, and wait for its end."""
    work = getattr(module, name)
    left = [action] * times
    faults: list[BaseException] = []

    def act() -> None:
        try:
            left.pop()()
        except BaseException as error:
            faults.append(error)
            raise

    def work_and_act(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401 - passes on whatever the real one takes
        if left and threading.current_thread() is threading.main_thread():
            thread = threading.Thread(target=act)
            thread.start()
            thread.join()
        assert not faults
        return work(*arguments, **named)

    monkeypatch.setattr(module, name, work_and_act)


@pytest.mark.parametrize(("module", "work"), [(commitments, "find_commitments"), (joining, "link_block")])
def test_another_process_writes_while_figures_are_worked_out(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, module: object, work: str
) -> None:
    with shelf.library.reading() as documents:
        document_id = min(documents.shown_ids())
    command = [sys.executable, "-c", BOOKMARK, shelf.library.place, document_id, str(tmp_path)]
    in_the_middle(monkeypatch, module, work, lambda: subprocess.run(command, check=True, timeout=60))
    shelf.look()
    assert [each.bookmark.name for each in Bookmarking(shelf.library).all()] == ["写入"]
    assert shelf.series()["养老床位"] == ["7860张", "8020张"]


def test_a_figure_changed_while_it_is_looked_at_is_looked_at_again(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    late = shelf.add("2022年末，养老床位8100张。", number=3)

    def take_figures_away() -> None:
        with shelf.library.transaction() as documents:
            documents.replace_marks(late, (), ())

    in_the_middle(monkeypatch, commitments, "find_commitments", take_figures_away)
    shelf.look()
    assert (shelf.series()["养老床位"], shelf.tables.freshness().waiting) == (["7860张", "8020张"], 0)


def test_a_decision_made_while_figures_are_joined_holds(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf.look()
    (series,) = shelf.indicators.list_series()
    shelf.add("2022年末，养老床位8100张。", number=3)
    second_window = Indicators(shelf.library, AcrossTables(shelf.library))
    in_the_middle(monkeypatch, joining, "link_block", lambda: second_window.rename(series.id, "床位总数"))
    shelf.look()
    assert shelf.series() == {"床位总数": ["7860张", "8020张", "8100张"]}


@pytest.mark.parametrize("times", [1, 3])
def test_who_joins_the_same_figures_meanwhile_does_no_harm(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch, times: int
) -> None:
    other = AcrossTables(shelf.library)

    def join_and_mark_again() -> None:
        other.bring_up_to_date(progress=ignore_progress, cancel=CancelToken())
        with shelf.library.transaction():
            shelf.library.series().mark_stale([each.id for each in shelf.indicators.list_series()])

    in_the_middle(monkeypatch, joining, "link_block", join_and_mark_again, times=times)
    shelf.look()
    assert shelf.series() == {"养老床位": ["7860张", "8020张"]}


def test_joining_is_cancelled_in_the_middle_of_a_block_and_goes_on_later(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    tables, cancel = AcrossTables(shelf.library), CancelToken()
    in_the_middle(monkeypatch, joining, "link_block", cancel.cancel)
    with pytest.raises(Cancelled):
        tables.bring_up_to_date(progress=ignore_progress, cancel=cancel)
    assert Indicators(shelf.library, tables).counts() == (0, 0)
    tables.bring_up_to_date(progress=ignore_progress, cancel=CancelToken())
    assert Indicators(shelf.library, tables).counts() == (1, 1)
