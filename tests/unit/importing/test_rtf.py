"""RTF prints what a person sees: text boxes in, running footers, hidden text and shape properties out."""

from pathlib import Path

from viewer.importing.rtf import read_rtf


def lines(tmp_path: Path, body: str) -> list[str]:
    path = tmp_path / "a.rtf"
    path.write_text("{\\rtf1\\ansi " + body + "}", encoding="ascii")
    return read_rtf(path).text.split("\n")


def test_a_footer_stays_out_whatever_it_resets(tmp_path: Path) -> None:
    assert lines(tmp_path, "{\\footer\\pard\\plain - 1 -\\par}A\\par B\\par") == ["A", "B"]


def test_hidden_text_ends_where_formatting_is_reset(tmp_path: Path) -> None:
    assert lines(tmp_path, "A{\\v x}\\v y\\plain B\\v0 C\\par") == ["ABC"]


def test_a_text_box_is_read_without_its_properties(tmp_path: Path) -> None:
    box = "{\\shp{\\*\\shpinst{\\sp{\\sn shapeType}{\\sv 202}}{\\shptxt BOX\\par}}{\\shprslt BOX\\par}}"
    assert lines(tmp_path, box + "A\\par") == ["BOX", "A"]


def test_settings_whose_names_have_capitals_are_no_text(tmp_path: Path) -> None:
    settings = "{\\mmathPr\\mmathFont34\\mbrkBin0\\mdispDef1\\mlMargin0}"
    assert lines(tmp_path, settings + "A\\par") == ["A"]


def test_entries_of_an_index_and_separators_of_notes_are_no_text(tmp_path: Path) -> None:
    assert lines(tmp_path, "A{\\xe B}{\\tc C}{\\ftnsep D}\\par") == ["A"]


def test_bytes_are_read_by_the_character_set_of_their_font(tmp_path: Path) -> None:
    fonts = "{\\fonttbl{\\f0\\fcharset134 A;}{\\f1\\fcharset161 B;}{\\f2\\fcharset204 C;}}"
    assert lines(tmp_path, fonts + "\\f0\\'cd\\'a3\\f1\\'e1\\f2\\'e4\\par") == ["停αд"]
