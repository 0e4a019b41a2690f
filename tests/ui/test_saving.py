"""Files get the form that is asked for: by the suffix that is typed, else by the one that is chosen."""

from viewer.core.annotation import NoteFormat
from viewer.ui.saving import form_of, safe_name, with_suffix

OFFERED = {"Word (*.docx)": NoteFormat.DOCX, "CSV (*.csv)": NoteFormat.CSV}


def test_a_typed_suffix_chooses_the_form() -> None:
    assert form_of("/home/notes.CSV", OFFERED, "Word (*.docx)") is NoteFormat.CSV


def test_without_a_suffix_that_is_offered_the_chosen_form_holds() -> None:
    assert form_of("/home/notes", OFFERED, "Word (*.docx)") is NoteFormat.DOCX
    assert form_of("/home/2024.4.5", OFFERED, "Word (*.docx)") is NoteFormat.DOCX


def test_a_title_becomes_a_name_every_system_takes() -> None:
    assert safe_name("关于停车/绿化：2024?\n") == "关于停车／绿化：2024？"
    assert safe_name(" . ") == ""


def test_a_file_has_the_suffix_of_its_form() -> None:
    assert with_suffix("/home/2024.4.5", "csv").name == "2024.4.5.csv"
