"""Loads what is inside the window, a few modules per step, so that the window answers meanwhile."""

# ruff: noqa: F401, PLC0415 - loading is all that is wanted here; whoever uses the modules imports them at the top

from collections.abc import Iterator


def load_inside() -> Iterator[None]:
    """Load the modules the inside is made of, in an order in which no step takes long."""
    import viewer.ui.equipment

    yield
    import viewer.core.catalog

    yield
    import viewer.core.annotation

    yield
    import viewer.ui.notes.faces

    yield
    import viewer.ui.names.faces

    yield
    import viewer.ui.search.faces

    yield
    import viewer.ui.pages.faces

    yield
    import viewer.ui.across.faces

    yield
    import viewer.ui.services

    yield
    import viewer.ui.session

    yield
    import viewer.ui.library.pane

    yield
    import viewer.ui.sidebar

    yield
    import viewer.ui.reader.page

    yield
    import viewer.ui.reader.pane

    yield
    import viewer.ui.notes.desk

    yield
    import viewer.ui.notes.panel

    yield
    import viewer.ui.names.desk

    yield
    import viewer.ui.figures.panel

    yield
    import viewer.ui.labels.desk

    yield
    import viewer.ui.across.desk

    yield
    import viewer.ui.fittings

    yield
    import viewer.ui.workspace

    yield
    import viewer.ui.interior.interior

    yield
