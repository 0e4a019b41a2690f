"""What every command gets: its options, the terminal, and the way to the library."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from viewer.cli.passwords import office_password
from viewer.cli.terminal import Terminal
from viewer.core.document import DocumentId
from viewer.core.errors import DocumentNotFoundError, LibraryError
from viewer.core.progress import CancelToken
from viewer.services.library_folder import is_address
from viewer.services.opening import Services, open_services


@dataclass(frozen=True, slots=True)
class Setting:
    """One call of one command."""

    options: argparse.Namespace
    terminal: Terminal
    cancel: CancelToken
    place: str

    @property
    def library_folder(self) -> Path:
        """Return the library's folder; raises ``LibraryError`` where it is an office's, which has none."""
        if is_address(self.place):
            message = "这个命令只用于文件夹里的文库，不能用于办公室文库。"
            raise LibraryError(message, advice="办公室文库由服务器管理员看护；见 docs/office.md。")
        return Path(self.place)

    @contextmanager
    def services(self, *, readers: int | None = None) -> Iterator[Services]:
        """Open the library for the length of the block, saying first what is special about it."""
        services = open_services(self.place, keep_index=False, ask_password=office_password, readers=readers)
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
