"""Bytes become characters by strict decoding and by what Chinese text looks like."""

import codecs
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from viewer.importing.encoding import decode

REPLY = (
    "您提出的关于加强社区养老服务的建议收悉，现答复如下：2023年，全区新建社区长者食堂12家，累计服务36.4万人次。"
    "下一步，我们将会同有关部门，进一步完善设施、提升质量。"
)
TRADITIONAL = "貴議員所提有關加強長者照顧服務之建議，本局業已知悉，茲答復如下：目前已設置據點一百二十處。"
ENCODINGS = ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be"]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_usual_encodings_are_told_apart(encoding: str) -> None:
    assert decode(REPLY.encode(encoding)).text == REPLY


@pytest.mark.parametrize("encoding", ["big5", "gbk", "utf-8", "utf-16-le"])
def test_traditional_text_is_told_apart(encoding: str) -> None:
    assert decode(TRADITIONAL.encode(encoding)).text == TRADITIONAL


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("sample", ["联通", "答复", "张三", "收悉。", "一", "第12号", "办理结果：A", "浦东新区"])
def test_a_few_characters_are_enough(encoding: str, sample: str) -> None:
    if len(sample) > 2 or not encoding.startswith("utf-16-"):  # four bytes without a mark may be anything
        assert decode(sample.encode(encoding)).text == sample


@pytest.mark.parametrize(
    "sample", ["\U00020bb7田", "薛瑄、刘䶮", "一三〇號", "㐂寿", "ｱｲｳ", "한국어 문서", "日本語のテキスト"]
)
def test_rare_characters_survive_utf8(sample: str) -> None:
    assert decode(sample.encode()).text == sample


def test_rare_characters_survive_gb18030() -> None:
    text = f"{REPLY}签发人：\U00020bb7䶮"
    assert decode(text.encode("gb18030")).text == text


def test_ascii_is_utf8() -> None:
    assert decode(b"Reply No. 12\r\n") == decode(b"Reply No. 12\r\n")
    assert decode(b"Reply No. 12").encoding == "UTF-8"


def test_western_quotation_marks_are_no_chinese() -> None:
    text = "We\u2019ve studied the \u201cMetro\u201d plan \u2013 thank you for the caf\u00e9."
    assert decode(text.encode("cp1252")).text == text


def test_one_damaged_byte_of_utf8_costs_one_character() -> None:
    data = bytearray((REPLY * 400).encode())
    data[3000] = 0xFF
    decoded = decode(bytes(data))
    assert 0 < decoded.text.count("\ufffd") <= 3
    assert "请与原件核对" in decoded.warnings[0]


def test_one_lost_byte_does_not_garble_the_rest_of_the_line() -> None:
    data = REPLY.encode("gb18030")
    decoded = decode(data[:20] + data[21:])
    assert decoded.text[:10] == REPLY[:10]
    assert decoded.text[-40:] == REPLY[-40:]
    assert decoded.warnings


def test_a_line_in_another_state_leaves_the_other_lines_alone() -> None:
    lines = [REPLY] * 20
    data = "\n".join(lines).encode("gb18030").replace(b"\n", b"\xff\n", 1)
    assert decode(data).text.split("\n")[1:] == lines[1:]


def test_nuls_are_left_out_and_reported() -> None:
    decoded = decode(REPLY.encode() + b"\0" + REPLY.encode())
    assert decoded.text == REPLY * 2
    assert "空字符" in decoded.warnings[0]


def test_lone_surrogates_of_utf16_become_a_replacement() -> None:
    decoded = decode(codecs.BOM_UTF16_LE + (REPLY + "\ud842" + REPLY).encode("utf-16-le", "surrogatepass"))
    assert decoded.text == REPLY + "\ufffd" + REPLY
    assert decoded.warnings


def test_surrogate_pairs_in_utf8_become_their_character() -> None:
    pair = "\ud842\udfb7".encode("utf-8", "surrogatepass")
    assert decode(REPLY.encode() + pair).text == REPLY + "\U00020bb7"


def test_a_lone_surrogate_in_utf8_becomes_a_replacement() -> None:
    lone = "\ud842".encode("utf-8", "surrogatepass")
    assert decode(REPLY.encode() + lone + REPLY.encode()).text.strip(REPLY) == "\ufffd"


def test_half_a_character_at_the_end_of_utf16_is_reported() -> None:
    decoded = decode(codecs.BOM_UTF16_LE + REPLY.encode("utf-16-le") + b"\x00")
    assert decoded.text[: len(REPLY)] == REPLY


def test_pictures_are_not_plausible() -> None:
    assert not decode(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20).plausible
    assert decode(REPLY.encode("gbk")).plausible


def test_a_text_that_begins_with_plain_letters_is_read_to_its_end() -> None:
    text = "x = 1\n" * 20000 + REPLY
    assert decode(text.encode("gb18030")).text == text


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le"])
def test_the_corpus_is_told_apart_in_pieces(encoding: str) -> None:
    corpus = Path(__file__).parents[3] / "corpus"
    text = "".join(path.read_text(encoding="utf-8") for path in sorted(corpus.glob("*.txt")))
    pieces = [text[start : start + 12] for start in range(0, len(text), 600)]
    assert [decode(piece.encode(encoding)).text for piece in pieces] == pieces


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_give_a_text_without_nuls_and_lone_surrogates(data: bytes) -> None:
    text = decode(data).text
    assert "\0" not in text
    text.encode("utf-8")
