"""Copies of originals that other programs show: private, not writable, few, and gone when the library is closed."""

import shutil
import stat
import threading
from collections import OrderedDict
from contextlib import ExitStack, suppress
from pathlib import Path

from viewer.core.errors import LibraryError
from viewer.core.reading import Source
from viewer.importing.archive import clean_name
from viewer.store.filesystem import make_private_folder
from viewer.store.scratch import scratch_folder, sweep

_MOST = 20
_MOST_BYTES = 1 << 30
_PREFIX = ".andu-opened-"


class OpenedCopies:
    """The copies of one open library, in a folder of their own inside ``place``.

    A killed program leaves its folder; the next one that opens a library there takes it away. Of many copies only the
    last ones stay; one that another program holds open is not torn from it.
    """

    def __init__(self, place: Path) -> None:
        self._place = place
        self._held = ExitStack()
        self._turn = threading.Lock()
        self._folder: Path | None = None
        self._copies: OrderedDict[Path, int] = OrderedDict()

    def copy(self, original: Path, source: Source) -> Path:
        """Return a copy of the file under its own name; raises ``LibraryError`` where it cannot be written."""
        with self._turn:
            try:
                target = self._own_folder() / source.sha256[:16] / clean_name(source.name)
                if not target.exists() or target.stat().st_size != source.size:
                    make_private_folder(target.parent)
                    target.unlink(missing_ok=True)
                    shutil.copyfile(original, target)
                    target.chmod(stat.S_IRUSR)
            except OSError as error:
                message = f"不能把“{source.name}”的原件复制出来。"
                raise LibraryError(message, advice="请检查磁盘空间和写入权限。") from error
            self._copies[target] = source.size
            self._copies.move_to_end(target)
            self._let_go()
        return target

    def close(self) -> None:
        """Take all copies away."""
        with self._turn:
            self._held.close()
            self._folder = None
            self._copies.clear()

    def _own_folder(self) -> Path:
        if self._folder is None:
            make_private_folder(self._place)
            sweep(self._place, prefix=_PREFIX)
            self._folder = self._held.enter_context(scratch_folder(self._place, prefix=_PREFIX))
        return self._folder

    def _let_go(self) -> None:
        """Keep the last copies only, and the very last one however large."""
        while len(self._copies) > _MOST or (len(self._copies) > 1 and sum(self._copies.values()) > _MOST_BYTES):
            path, _ = self._copies.popitem(last=False)
            with suppress(OSError):  # on Windows another program may hold it open
                path.unlink()
                path.parent.rmdir()
