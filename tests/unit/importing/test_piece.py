"""Pieces become blocks: blank ones go, rows that are no table are cut up, wrapped lines are called lines."""

from viewer.core.raw import BlockKind, RawDocument
from viewer.importing.piece import Piece, raw_document

LINE = "为进一步缓解停车难问题我局会同街道排查可用地块新增公共停"


def shapes(raw: RawDocument) -> list[tuple[str, BlockKind]]:
    return [(block.span.of(raw.text), block.kind) for block in raw.blocks]


def made(*pieces: Piece) -> RawDocument:
    return raw_document(pieces, "text/plain")


def row(text: str) -> Piece:
    return Piece(text, BlockKind.TABLE_ROW)


def test_blank_pieces_leave_no_trace() -> None:
    assert made(Piece(""), Piece("甲"), Piece(" "), Piece("乙")).text == "甲\n乙"


def test_a_number_beside_a_signer_is_no_table() -> None:
    found = shapes(made(row("某府办〔2024〕3号\t签发人：张三")))
    assert found == [("某府办〔2024〕3号", BlockKind.PARAGRAPH), ("签发人：张三", BlockKind.PARAGRAPH)]


def test_the_office_beside_its_printing_date_is_no_table() -> None:
    found = shapes(made(row("抄送：区人大\t区政协"), row("某某区水务局\t2024年4月25日印发")))
    assert [kind for _, kind in found] == [BlockKind.TABLE_ROW, BlockKind.PARAGRAPH, BlockKind.PARAGRAPH]


def test_a_row_of_data_stays_a_row() -> None:
    assert shapes(made(row("道路\t泊位"), row("一号路\t120")))[0] == ("道路\t泊位", BlockKind.TABLE_ROW)


def test_wrapped_paragraphs_are_lines_with_their_blank_lines() -> None:
    raw = made(*[part for _ in range(8) for part in (Piece(LINE), Piece(""))])
    assert {block.kind for block in raw.blocks} == {BlockKind.LINE}
    assert "\n\n" in raw.text


def test_a_paragraph_a_page_border_cut_is_left_to_reflow() -> None:
    cut = "为进一步缓解停车难问题，" * 4 + "我局会同街道排查可用"
    kinds = [kind for _, kind in shapes(made(Piece("标题"), Piece(cut), Piece("地块。"), Piece("第二段。")))]
    assert kinds == [BlockKind.PARAGRAPH, BlockKind.LINE, BlockKind.LINE, BlockKind.PARAGRAPH]
