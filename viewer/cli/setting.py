"""What every command gets: its options, the terminal, and the way to the library."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from viewer.cli.terminal import Terminal
from viewer.core.document import DocumentId
from viewer.core.errors import DocumentNotFoundError
from viewer.core.progress import CancelToken
from viewer.services.opening import Services, open_services


@dataclass(frozen=True, slots=True)
class Setting:
    """One call of one command."""

    options: argparse.Namespace
    terminal: Terminal
    cancel: CancelToken
    library_folder: Path

    @contextmanager
    def services(self) -> Iterator[Services]:
        """Open the library for the length of the block, saying first what is special about it."""
        services = open_services(self.library_folder, keep_index=False)
        try:
            for notice in services.notices:
                self.terminal.say(f"注意：{notice}")
            yield services
        finally:
            services.close()


def document_id(services: Services, typed: str) -> DocumentId:
    """Return the one document whose id is, or begins with, what was typed. Raises ``DocumentNotFoundError``."""
    found = services.catalog.ids_beginning_with(typed) if typed else []
    if len(found) == 1:
        return found[0]
    if len(found) > 1:
        message = f"有 {len(found)} 份文档的编号以“{typed}”开头。"
        raise DocumentNotFoundError(message, advice="请多输入几位编号。")
    message = f"文库中没有编号为“{typed}”的文档。"
    raise DocumentNotFoundError(message, advice="用 andu list 可以查看所有文档的编号。")
