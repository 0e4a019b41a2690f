"""Blocks with sums: what is read is what was written, or said to be damaged."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from viewer.search.damage import SegmentDamagedError
from viewer.search.summed_file import SummedFile, SummedWriter

_SIZES = st.sampled_from([0, 1, 100, 16_383, 16_384, 16_385, 40_000])


def written(parts: list[bytes]) -> tuple[BytesIO, SummedFile]:
    file = BytesIO()
    writer = SummedWriter(file)
    for part in parts:
        writer.write(part)
    return file, SummedFile(file, writer.sums())


@given(sizes=st.lists(_SIZES, min_size=1, max_size=5), start=st.integers(0, 200_000), length=st.integers(0, 50_000))
def test_any_run_is_read_as_it_was_written(sizes: list[int], start: int, length: int) -> None:
    parts = [bytes([65 + at]) * size for at, size in enumerate(sizes)]
    whole = b"".join(parts)
    start = min(start, len(whole))
    end = min(start + length, len(whole))
    _, file = written(parts)
    assert file.read(start, end) == file.read(start, end) == whole[start:end]


@pytest.mark.parametrize("place", [0, 16_383, 16_384, 39_999])
def test_a_changed_byte_is_noticed_when_its_block_is_read(place: int) -> None:
    raw, file = written([bytes(40_000)])
    raw.getbuffer()[place] = 1
    with pytest.raises(SegmentDamagedError):
        file.read(place, place + 1)


def test_what_was_not_touched_is_read_from_a_damaged_file() -> None:
    raw, file = written([bytes(40_000)])
    raw.getbuffer()[20_000] = 1
    assert file.read(0, 16_384) == bytes(16_384)


def test_a_file_that_ends_early_is_damaged() -> None:
    raw, file = written([bytes(40_000)])
    raw.truncate(10_000)
    with pytest.raises(SegmentDamagedError):
        file.read(5_000, 12_000)
