"""An answer is exported whole: all pages, all matches."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from viewer.core.catalog import ImportReport
from viewer.core.hit import ResultFormat, SearchRequest
from viewer.core.progress import CancelToken, ignore_progress
from viewer.services import exporting_results
from viewer.services.opening import Services

ImportNow = Callable[..., ImportReport]


def exported(services: Services, query: str, result_format: ResultFormat) -> bytes:
    request = SearchRequest(query)
    return services.results.export(request, result_format, progress=ignore_progress, cancel=CancelToken())


def test_all_pages_are_exported_as_rows(
    services: Services, import_now: ImportNow, replies: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_now(replies)
    monkeypatch.setattr(exporting_results, "_PAGE", 1)
    rows = list(csv.DictReader(io.StringIO(exported(services, "收悉", ResultFormat.CSV).decode("utf-8-sig"))))
    assert {row["序号"] for row in rows} == {"1", "2", "3"}
    assert all("收悉" in row["原文"] for row in rows)
    assert all("长宁区建设和管理委员会" in row["出处"] for row in rows)


def test_the_other_forms_are_written_too(services: Services, import_now: ImportNow, replies: Path) -> None:
    import_now(replies)
    assert exported(services, "加装电梯", ResultFormat.XLSX).startswith(b"PK")
    assert "**加装电梯**" in exported(services, "加装电梯", ResultFormat.MARKDOWN).decode()
