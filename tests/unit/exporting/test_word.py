"""Word files carry the quotes, the notes and the citations."""

import io
import zipfile

import docx
import pytest

from viewer.exporting.noted_document import NotedDocument
from viewer.exporting.word import notes_to_docx, reply_with_comments_to_docx


@pytest.fixture
def reply(noted: NotedDocument) -> bytes:
    return reply_with_comments_to_docx(noted)


def test_the_reply_keeps_its_text_paragraph_by_paragraph(noted: NotedDocument, reply: bytes) -> None:
    paragraphs = [each.text for each in docx.Document(io.BytesIO(reply)).paragraphs]
    assert paragraphs[:5] == noted.document.text.split("\n")


def test_every_placed_annotation_is_a_real_comment(reply: bytes) -> None:
    comments = [each.text for each in docx.Document(io.BytesIO(reply)).comments]
    assert len(comments) == 3
    assert comments[0].startswith("与2022年**口径**一致？")


def test_an_annotation_without_a_place_is_listed_at_the_end(reply: bytes) -> None:
    assert "已经删去的一句话" in docx.Document(io.BytesIO(reply)).paragraphs[-1].text


def test_the_list_of_notes_starts_with_the_citation(noted: NotedDocument) -> None:
    paragraphs = [each.text for each in docx.Document(io.BytesIO(notes_to_docx([noted]))).paragraphs]
    assert paragraphs[1] == "《关于增加停车泊位的答复》·第054号·某某区城市管理局·2023-05-06"


def test_overlapping_annotations_do_not_repeat_the_text(reply: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(reply)) as package:
        assert package.read("word/document.xml").decode().count("公共停车泊位") == 1


def test_strong_words_of_a_note_are_strong_in_word(noted: NotedDocument) -> None:
    word = docx.Document(io.BytesIO(notes_to_docx([noted])))
    strong = [run.text for paragraph in word.paragraphs for run in paragraph.runs if run.bold]
    assert "口径" in strong
    assert not any("**" in paragraph.text for paragraph in word.paragraphs)
