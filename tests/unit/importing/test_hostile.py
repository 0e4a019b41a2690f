"""A hostile file is read or refused with a sentence, within its limits; the process that reads it lives on."""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import pytest

from tests.unit.importing.hostile import Case, cases, docx_file, packed
from viewer.core.errors import FileReadError
from viewer.core.progress import CancelToken
from viewer.importing.registry import read
from viewer.importing.worker import Limits, Worker

BY_KIND = {
    kind: list(same)
    for kind, same in groupby(sorted(cases(whole=False), key=lambda case: case.kind), key=lambda case: case.kind)
}


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    """Start one process for all files, as an import does."""
    started = Worker("hostile", Limits(seconds=30.0))
    yield started
    started.close()


@pytest.mark.parametrize("kind", BY_KIND)
def test_a_hostile_file_is_read_or_refused(kind: str, worker: Worker, tmp_path: Path) -> None:
    refusals = [refusal for case in BY_KIND[kind] if (refusal := answer(case, worker, tmp_path)) is not None]
    assert all(refusal.message and refusal.advice for refusal in refusals)
    assert not [refusal for refusal in refusals if "意外退出" in refusal.message]


def answer(case: Case, worker: Worker, folder: Path) -> FileReadError | None:
    """Have a case read as far as this file system takes its name; anything but a refusal in words is a failure."""
    path = folder / case.name
    try:
        path.write_bytes(case.content())
    except (OSError, UnicodeEncodeError):
        return None
    try:
        worker.run(read, CancelToken(), path)
    except FileReadError as refusal:
        return refusal
    return None


def test_a_member_without_a_name_does_not_matter(tmp_path: Path) -> None:
    path = tmp_path / "nameless.docx"
    parts = {"@@": b"x", "[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"}
    path.write_bytes(packed(parts).replace(b"@@", b"\0@"))  # zipfile ends a name at a NUL
    with pytest.raises(FileReadError):
        read(path)


def test_a_character_that_is_none_is_damage(tmp_path: Path) -> None:
    path = tmp_path / "surrogate.docx"
    body = "<w:p><w:r><w:t>&#xD800;</w:t></w:r></w:p>"
    path.write_bytes(docx_file(_DOCUMENT.format(body)))
    with pytest.raises(FileReadError):
        read(path)


_DOCUMENT = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'
