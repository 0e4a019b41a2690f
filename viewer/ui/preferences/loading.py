"""Loads the window 首选项, one module per step."""

# ruff: noqa: F401, PLC0415 - loading is all that is wanted here; whoever uses the modules imports them at the top

from collections.abc import Generator


def load_window() -> Generator[None, None, None]:
    """Load what the window is made of, its own module last."""
    import viewer.ui.preferences.fields

    yield
    import viewer.ui.preferences.shortcut_page

    yield
    import viewer.ui.preferences.dialog

    yield
