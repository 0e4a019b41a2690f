"""Opens an office's library and hands out the same services as for one in a folder."""

from datetime import datetime
from pathlib import Path

from viewer.core.errors import LibraryError
from viewer.core.progress import CancelToken, Progress, ignore_progress
from viewer.services.backing_up import BackupReport
from viewer.services.office_company import OfficeCompany
from viewer.services.office_index import OfficeIndex
from viewer.services.office_searching import OfficeSearcher
from viewer.services.opening import Services, Workers, furnished
from viewer.store.postgres.office_library import OfficeLibrary
from viewer.text.segment import Segmenter


class ServerBackups:
    """Fulfils ``viewer.services.index_face.Safeguard``: copies of an office's library are the server's business."""

    def existing(self) -> list[Path]:
        """Return nothing: no copies are kept on this machine."""
        return []

    def is_due(self, _now: datetime) -> bool:
        """Tell that no copy is due here."""
        return False

    def is_behind(self) -> bool:
        """Tell that no copy is behind here."""
        return False

    def rotate(
        self, _now: datetime, *, progress: Progress = ignore_progress, cancel: CancelToken | None = None
    ) -> Path:
        """Raise ``LibraryError``."""
        del progress, cancel
        raise _not_here()

    def archive(self, target: Path, *, progress: Progress, cancel: CancelToken) -> BackupReport:
        """Raise ``LibraryError``."""
        del target, progress, cancel
        raise _not_here()


def furnish_office(library: OfficeLibrary, workers: Workers, cache: Path, segmenter: Segmenter) -> Services:
    """Return the services of an open library of an office, run by these processes."""
    return furnished(
        library,
        OfficeIndex(library, workers.readers, cache),
        searcher=OfficeSearcher(library, segmenter),
        backups=ServerBackups(),
        workers=workers,
        cache=cache,
        segmenter=segmenter,
        company=OfficeCompany(library),
    )


def _not_here() -> LibraryError:
    return LibraryError("办公室文库的备份由服务器管理员用 pg_dump 做。", advice="做法和恢复步骤见 docs/office.md。")
