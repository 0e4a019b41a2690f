"""Whatever a reading holds, its columns give it back."""

from hypothesis import given, settings
from hypothesis import strategies as st

from viewer.core.document import Document, Paragraph, ParagraphRole, SourceMap, SourceRun
from viewer.core.metadata import Metadata
from viewer.core.reading import Reading, Source
from viewer.core.span import Span
from viewer.store import rows

LINES = st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n"), max_size=8), min_size=1)


@settings(max_examples=50)
@given(LINES, st.sampled_from(ParagraphRole), st.one_of(st.none(), st.integers(1, 900)))
def test_any_text_survives_its_columns(lines: list[str], role: ParagraphRole, page: int | None) -> None:
    paragraphs, start = [], 0
    for line in lines:
        paragraphs.append(Paragraph(Span(start, start + len(line)), role, 0, page))
        start += len(line) + 1
    document = Document("\n".join(lines), tuple(paragraphs), SourceMap((SourceRun(0, 3, start - 1),)))
    values = rows.reading_values(Reading(Source("a", "text/plain", "0", 1), document, Metadata()))
    assert rows.document(values["text"], values["paragraphs"], values["source_map"]) == document  # type: ignore[arg-type]


def test_spans_of_metadata_are_a_mapping_like_any_other() -> None:
    spans = rows.StoredSpans('{"title":[0,7],"date":[20,25]}')
    assert dict(spans) == {"title": Span(0, 7), "date": Span(20, 25)}
    assert (len(spans), spans["date"], spans == {"title": Span(0, 7)}) == (2, Span(20, 25), False)
