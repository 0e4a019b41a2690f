"""Loads the window 跨文档比较 when it is first wanted, a few modules per step, so that the main window answers."""

# ruff: noqa: F401, PLC0415 - loading is all that is wanted here; whoever uses the modules imports them at the top

import sys
from collections.abc import Generator

_WINDOW = "viewer.ui.across.window"


def is_loaded() -> bool:
    """Tell whether nothing has to be loaded any more."""
    return _WINDOW in sys.modules


def load_window() -> Generator[None, None, None]:
    """Load what the window is made of."""
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
