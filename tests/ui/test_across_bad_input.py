"""Looking across a library of no document, of one, and of documents without a figure: nothing is made up."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.ui.conftest import Desk
from viewer.ui.across.tabs import AcrossTab
from viewer.ui.across.window import AcrossWindow
from viewer.ui.actions import ActionId

REPLY = "关于{0}的答复\n\n张三委员：\n\n　　您提出的“关于{0}的提案”收悉。我委已认真研究，感谢支持。\n\n{1}\n"


def opened_on(open_desk: Callable[..., Desk], folder: Path, replies: list[str]) -> tuple[Desk, AcrossWindow]:
    """Return the window that looks across a library of some replies."""
    files = []
    for number, text in enumerate(replies):
        files.append(folder / f"{number}.txt")
        files[-1].write_text(text, encoding="utf-8")
    desk = open_desk(folder / "library", tuple(files))
    desk.until(lambda: desk.interior.workspace is not None and len(desk.workspace.summaries) == len(replies))
    desk.do(ActionId.INDICATORS)
    window = desk.opened.across.window
    assert isinstance(window, AcrossWindow)
    desk.until(lambda: "已比对全部" in window.state.text())
    return desk, window


@pytest.mark.parametrize("count", [0, 1, 2])
def test_without_a_figure_every_page_opens_and_counts_what_there_is(
    open_desk: Callable[..., Desk], tmp_path: Path, count: int
) -> None:
    replies = [REPLY.format(subject, "长宁区教育局") for subject in ("停车", "绿化")[:count]]
    desk, window = opened_on(open_desk, tmp_path, replies)
    for tab in AcrossTab:
        window.show_tab(tab)
        desk.settle()
    assert (len(window.indicators.list.rows_model.rows), len(window.indicators.chart.lines)) == (0, 0)
    assert (len(window.ledger.list.rows_model.rows), len(window.ledger.evidence.rows_model.rows)) == (0, 0)
    names = {each.name: each.documents for each in window.names.list.rows_model.rows}
    assert names.get("长宁区教育局", 0) == count
    assert f"全部 {count} 份" in window.state.text()
    shown = [window.statistics.model.index(row, 0).data() for row in range(window.statistics.model.rowCount())]
    assert {each for each in shown if each} == ({str(count)} if count else set())
    window.close()


def test_one_document_is_not_put_beside_itself(open_desk: Callable[..., Desk], tmp_path: Path) -> None:
    desk, window = opened_on(open_desk, tmp_path, [REPLY.format("停车", "2023年5月6日")])
    (only,) = desk.workspace.summaries
    window.compare(only.id, only.id)
    desk.settle()
    assert len(window.collation.figures.rows_model.rows) == 0
    assert window.collation.only_changes.isEnabled()
    window.close()
