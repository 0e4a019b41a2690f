"""The readers that take the weights out of their archives."""

import io
import tarfile

import numpy as np

from scripts.build_models import constants, fields, member


def varint(value: int) -> bytes:
    out = b""
    while value > 0x7F:
        out, value = out + bytes([value & 0x7F | 0x80]), value >> 7
    return out + bytes([value])


def length_delimited(number: int, content: bytes) -> bytes:
    return varint(number << 3 | 2) + varint(len(content)) + content


def constant(name: bytes, array: np.ndarray) -> bytes:
    """Return a graph node that holds a constant array of single precision."""
    shape = b"".join(length_delimited(2, varint(1 << 3) + varint(size)) for size in array.shape)
    tensor = (
        varint(1 << 3) + varint(1) + length_delimited(2, shape) + length_delimited(4, array.astype("<f4").tobytes())
    )
    attribute = length_delimited(1, b"value") + length_delimited(2, length_delimited(8, tensor))
    node = length_delimited(1, name) + length_delimited(2, b"Const") + length_delimited(5, attribute)
    return length_delimited(1, node)


def test_fields_of_every_wire_type_are_read() -> None:
    message = varint(1 << 3) + varint(300) + length_delimited(2, b"abc") + varint(3 << 3 | 5) + b"1234"
    assert list(fields(message)) == [(1, 300), (2, b"abc"), (3, b"1234")]


def test_the_constants_of_a_graph_are_found_by_name() -> None:
    weights = np.arange(6, dtype=np.float32).reshape(2, 3)
    found = constants(constant(b"kernel", weights) + constant(b"bias", weights[0]))
    assert sorted(found) == ["bias", "kernel"]
    np.testing.assert_array_equal(found["kernel"], weights)


def test_a_member_of_an_archive_is_found_by_its_ending() -> None:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as archive:
        info = tarfile.TarInfo("package-1.0/data/ner.pb")
        info.size = 3
        archive.addfile(info, io.BytesIO(b"abc"))
    assert member(buffer.getvalue(), "/data/ner.pb") == b"abc"
