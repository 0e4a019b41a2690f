"""Templates: shipped ones are copied, changed and chosen; a deleted one gives way to what is shipped."""

from dataclasses import replace

import pytest

from tests.open_store import OpenStore
from viewer.core.annotation import NoteContent, NoteFormat
from viewer.core.document import Document, DocumentId, Paragraph
from viewer.core.errors import ViewerError
from viewer.core.metadata import Metadata
from viewer.core.note_template import TemplateKind
from viewer.core.reading import Reading, Source
from viewer.core.span import Span
from viewer.services.annotating import Annotating
from viewer.services.exchanging_notes import NoteExchange
from viewer.services.templates import Templates, shipped_templates
from viewer.store.store import Store


@pytest.fixture
def library(open_store: OpenStore) -> Store:
    return open_store()


@pytest.fixture
def document_id(library: Store) -> DocumentId:
    document = Document("停车泊位812个", (Paragraph(Span(0, 8)),))
    metadata = Metadata(
        title="停车答复", number="054", issuing_unit="某区城管局", date="2023-05-06", doc_no="某文〔2023〕1号"
    )
    with library.transaction() as documents:
        added = documents.add(
            Reading(Source("a.txt", "text/plain", "ab" * 32, 9), document, metadata), pipeline_version="1"
        )
    Annotating(library).annotate(added, Span(0, 4), NoteContent(note="核对"))
    return added


@pytest.mark.parametrize("template", [each for each in shipped_templates() if each.kind is TemplateKind.CITATION])
def test_shipped_citations_leave_out_what_is_unknown(library: Store, template: object) -> None:
    document = Document("甲", (Paragraph(Span(0, 1)),))
    with library.transaction() as documents:
        bare = documents.add(
            Reading(Source("a.txt", "text/plain", "cd" * 32, 9), document, Metadata(title="答复")), pipeline_version="1"
        )
    line = Templates(library).preview(TemplateKind.CITATION, template.text, bare)  # type: ignore[attr-defined]
    assert "答复" in line
    assert "None" not in line


def test_the_first_shipped_one_is_used_until_somebody_chooses(library: Store, document_id: DocumentId) -> None:
    assert (
        Templates(library).cite("泊位812个", document_id) == "“泊位812个”\n——《停车答复》·第054号·某区城管局·2023-05-06"
    )


def test_an_own_template_is_kept_chosen_and_used_by_exports(library: Store, document_id: DocumentId) -> None:
    templates = Templates(library)
    own = templates.add(TemplateKind.CITATION, "本处格式", "{{ unit }}：{{ title }}")
    templates.choose(own)
    again = Templates(library)
    assert again.chosen(TemplateKind.CITATION) == replace(own, is_chosen=True)
    assert "## 某区城管局：停车答复" in NoteExchange(library).export(NoteFormat.MARKDOWN).decode()
    assert again.cite("泊位", document_id).endswith("——某区城管局：停车答复")


def test_a_deleted_template_gives_way_to_the_shipped_one_and_comes_back(library: Store) -> None:
    templates = Templates(library)
    own = templates.add(TemplateKind.NOTES, "我的", "x")
    templates.choose(own)
    templates.remove(own)
    assert templates.chosen(TemplateKind.NOTES).is_shipped
    templates.put(own)
    assert templates.chosen(TemplateKind.NOTES).name == "我的"


def test_a_broken_template_is_refused_with_a_sentence(library: Store, document_id: DocumentId) -> None:
    for kind in TemplateKind:
        with pytest.raises(ViewerError, match="模板"):
            Templates(library).preview(kind, "{% for %}", document_id)
