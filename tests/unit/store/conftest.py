"""Readings and libraries for the tests of the store."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.plain_reading import plain_reading
from viewer.core.document import Document, Paragraph, ParagraphRole, SourceMap, SourceRun
from viewer.core.entity import Entity, EntityType, MarkSource
from viewer.core.metadata import DocumentKind, Metadata
from viewer.core.metric import Comparator, Metric, MetricRole, MetricType, Period
from viewer.core.reading import Reading, Source
from viewer.core.span import Span
from viewer.store.library import Library

MakeReading = Callable[[str], Reading]

_ORDINARY_USER = 65534


@pytest.fixture
def make_reading() -> MakeReading:
    """Return a function that makes a plain reading of a text."""
    return plain_reading


@pytest.fixture
def full_reading() -> Reading:
    """Return a reading in which everything that may be there is there."""
    text = "关于停车的答复\n全区新增泊位812个。\n二〇二三年"
    return Reading(
        Source("答复𠮷.pdf", "application/pdf", "ab" * 32, 4711, pages=3, ocr=True),
        Document(
            text,
            (
                Paragraph(Span(0, 7), ParagraphRole.TITLE, page=1),
                Paragraph(Span(8, 19), ParagraphRole.HEADING, level=2, page=2),
                Paragraph(Span(20, 25), ParagraphRole.DATE),
            ),
            SourceMap((SourceRun(0, 5, 7), SourceRun(8, 20, 17))),
        ),
        Metadata(
            title="关于停车的答复",
            kind=DocumentKind.REPLY_TO_PROPOSAL,
            session="一次会议",
            number="054",
            result="解决采纳",
            result_raw="办理结果：解决采纳",
            signer="张三",
            doc_no="〔2023〕1号",
            addressees=("李四", "王五"),
            subject="停车",
            issuing_unit="区交通委",
            date="2023-08",
            disclosure="公开",
            contact_person="赵六",
            contact_phone="021-00000000",
            address="某路1号",
            postcode="200000",
            spans={"title": Span(0, 7)},
        ),
        (Entity(Span(8, 10), "全区", EntityType.LOCATION, MarkSource.RULE, "长宁区"),),
        (
            Metric(
                Span(14, 18),
                "812个",
                MetricType.COUNT,
                812.0,
                "个",
                Span(8, 19),
                Comparator.ABOUT,
                MetricRole.TARGET,
                value_max=900.0,
                indicator="泊位",
                qualifier="约",
                period=Period("2023年", "2023-01-01", "2023-12-31"),
                scope="全区",
            ),
        ),
        ("请与原件核对。",),
    )


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """Return a new library."""
    opened = Library.open(tmp_path / "library")
    yield opened
    opened.close()


@pytest.fixture
def ordinary_folder() -> Iterator[Path]:
    """Give a folder to a user whom permissions bind: for the length of the test root is nobody in particular."""
    folder = Path(tempfile.mkdtemp(prefix="andu-test-"))
    is_root = os.geteuid() == 0
    if is_root:
        os.chown(folder, _ORDINARY_USER, _ORDINARY_USER)
        os.seteuid(_ORDINARY_USER)
    yield folder
    if is_root:
        os.seteuid(0)
    for path in [folder, *folder.rglob("*")]:
        if path.is_dir():
            path.chmod(0o700)
    shutil.rmtree(folder)
