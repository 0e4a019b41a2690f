"""Loads the window 跨文档比较, one module per step."""

# ruff: noqa: F401, PLC0415 - loading is all that is wanted here; whoever uses the modules imports them at the top

from collections.abc import Generator


def load_window() -> Generator[None, None, None]:
    """Load what the window is made of, its own module last."""
    import viewer.ui.across.row_model

    yield
    import viewer.ui.across.passage_view

    yield
    import viewer.ui.indicators.chart

    yield
    import viewer.ui.indicators.page

    yield
    import viewer.ui.ledger.page

    yield
    import viewer.ui.name_index.page

    yield
    import viewer.ui.statistics.page

    yield
    import viewer.ui.collation.page

    yield
    import viewer.ui.across.window

    yield
