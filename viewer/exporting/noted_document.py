"""A reply together with what was written about it: the unit every export works on."""

from dataclasses import dataclass

from viewer.core.annotation import Annotation, Citation, Standing
from viewer.core.document import Document
from viewer.core.metadata import Metadata
from viewer.core.reading import Source
from viewer.core.span import Span


@dataclass(frozen=True, slots=True)
class NotedDocument:
    """One document, how to cite it, and its annotations in reading order.

    ``is_here`` is false for a reply that is not in the library: nothing but its citation is known.
    """

    source: Source
    metadata: Metadata
    document: Document
    annotations: tuple[Annotation, ...]
    is_here: bool = True

    @property
    def citation(self) -> Citation:
        """Return what a quotation of this document must carry."""
        return Citation(
            title=self.metadata.title or self.source.name,
            number=self.metadata.number,
            unit=self.metadata.issuing_unit,
            date=self.metadata.date,
            doc_no=self.metadata.doc_no,
            session=self.metadata.session,
        )

    def standing(self, annotation: Annotation) -> Standing:
        """Return where the annotation stands."""
        return Standing(annotation.state.value) if self.is_here else Standing.WAITING

    def surroundings(self, annotation: Annotation) -> str:
        """Return the whole paragraphs the annotated words stand in, or the quote where their place is unknown."""
        span = annotation.span
        if span is None:
            return annotation.selector.quote.exact
        touched = [paragraph.span for paragraph in self.document.paragraphs if _touches(paragraph.span, span)]
        if not touched:
            return annotation.selector.quote.exact
        return Span(touched[0].start, touched[-1].end).of(self.document.text)


def _touches(paragraph: Span, span: Span) -> bool:
    return paragraph.start < span.end and span.start <= paragraph.end
