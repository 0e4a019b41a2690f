"""The manual, offline: pages of Markdown in the resources, one per matter, in the language of the window."""

from dataclasses import dataclass
from importlib import resources

_PAGES = (
    "start",
    "import",
    "order",
    "read",
    "search",
    "notes",
    "marks",
    "compare",
    "settings",
    "data",
    "office",
    "trouble",
    "news",
)


@dataclass(frozen=True, slots=True)
class ManualPage:
    """One page: its name, its title, its Markdown."""

    name: str
    title: str
    text: str


def manual_pages(language: str) -> tuple[ManualPage, ...]:
    """Return the pages in their order; a page there is not in a language comes in Chinese."""
    return tuple(_page(name, language) for name in _PAGES)


def _page(name: str, language: str) -> ManualPage:
    folder = resources.files("viewer.resources").joinpath("help")
    own = folder.joinpath(language, f"{name}.md")
    file = own if own.is_file() else folder.joinpath("zh_CN", f"{name}.md")
    text = file.read_text("utf-8")
    return ManualPage(name, text.partition("\n")[0].lstrip("# "), text)
