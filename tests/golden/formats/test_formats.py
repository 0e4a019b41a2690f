"""The founding replies read the same from every format they are saved in: characters, paragraphs and metadata."""

from pathlib import Path

import pytest

from tests.benchmarks.quality_formats import Score, score
from tests.benchmarks.rendered_replies import (
    Reply,
    convert,
    has_office,
    replies,
    write_ofd,
    write_official_docx,
    write_plain_docx,
)
from viewer.importing.registry import read
from viewer.text.reflow import reflow

REPLIES = replies()
NAMES = [reply.name for reply in REPLIES]
RED_HEAD = next(reply for reply in REPLIES if reply.name == "003")  # the one with letterhead and 版记


def measured(reply: Reply, path: Path) -> Score:
    return score(reply.document, reflow(read(path)))


def assert_same(found: Score) -> None:
    assert (found.wrong, found.fields) == (0, ())
    assert found.common_borders >= 0.99 * max(found.true_borders, found.found_borders)


@pytest.mark.parametrize("reply", REPLIES, ids=NAMES)
@pytest.mark.parametrize("letterhead", ["box", "table"])
def test_an_official_docx_reads_like_the_text(reply: Reply, letterhead: str, tmp_path: Path) -> None:
    assert_same(measured(reply, write_official_docx(reply, tmp_path / "a.docx", letterhead=letterhead)))


@pytest.mark.parametrize("reply", REPLIES, ids=NAMES)
def test_a_plain_docx_reads_like_the_text(reply: Reply, tmp_path: Path) -> None:
    assert_same(measured(reply, write_plain_docx(reply, tmp_path / "a.docx")))


@pytest.mark.parametrize("reply", REPLIES, ids=NAMES)
@pytest.mark.parametrize("split", [False, True])
def test_an_ofd_reads_like_the_text(reply: Reply, tmp_path: Path, *, split: bool) -> None:
    assert_same(measured(reply, write_ofd(reply, tmp_path / "a.ofd", split=split)))


@pytest.mark.skipif(not has_office(), reason="LibreOffice is not installed, so nothing makes these files here")
@pytest.mark.parametrize("suffix", ["pdf", "doc", "odt", "html", "rtf"])
def test_what_an_office_program_saves_reads_like_the_text(suffix: str, tmp_path: Path) -> None:
    source = write_official_docx(RED_HEAD, tmp_path / "a.docx", letterhead="box")
    (path,) = convert([source], suffix, tmp_path / "saved")
    assert_same(measured(RED_HEAD, path))
