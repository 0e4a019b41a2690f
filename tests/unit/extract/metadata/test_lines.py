"""Lines without blanks, and the way back."""

from viewer.core.document import Document, Paragraph, SourceMap, SourceRun
from viewer.core.span import Span
from viewer.extract.metadata import read_metadata
from viewer.extract.metadata.lines import Found, read_line


def line_of(text: str) -> Document:
    return Document(text, (Paragraph(Span(0, len(text))),))


def test_a_value_leaves_blanks_out_and_its_span_keeps_them() -> None:
    document = line_of("签发人：谢　 高")
    line = read_line(document, document.paragraphs[0])

    assert line.found(4, 6) == Found("谢高", Span(4, 8))


def test_a_blank_stays_between_latin_words_only() -> None:
    document = line_of("建设 Smart City 的 建 议")
    line = read_line(document, document.paragraphs[0])

    assert line.found(0, len(line.plain)).value == "建设Smart City的建议"


def test_width_and_punctuation_are_alike_in_the_folded_form() -> None:
    document = line_of("[２０24]:(A)")
    line = read_line(document, document.paragraphs[0])

    assert (line.folded, line.plain) == ("〔2024〕：（A）", "[２０24]:(A)")


def test_a_blank_the_text_left_out_is_known_from_the_source() -> None:
    text = "张三丰李四代表：\n您提出的建议收悉，现答复如下："
    paragraphs = (Paragraph(Span(0, 8)), Paragraph(Span(9, len(text))))
    runs = (SourceRun(0, 0, 3), SourceRun(3, 4, 5), SourceRun(9, 10, len(text) - 9))

    assert read_metadata(Document(text, paragraphs, SourceMap(runs))).addressees == ("张三丰", "李四")
