"""Loads the window 全部批注, one module per step."""

# ruff: noqa: F401, PLC0415 - loading is all that is wanted here; whoever uses the modules imports them at the top

from collections.abc import Generator


def load_window() -> Generator[None, None, None]:
    """Load what the window is made of, its own module last."""
    import viewer.ui.notes.library_model

    yield
    import viewer.ui.notes.library_view

    yield
    import viewer.ui.notes.library_filters

    yield
    import viewer.ui.notes.library_tools

    yield
    import viewer.ui.notes.library_keeper

    yield
    import viewer.ui.notes.library_window

    yield
