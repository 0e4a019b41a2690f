"""Names in a document: people, bodies, companies, places, documents, programmes, technologies, meetings, dates."""

from viewer.extract.entities.finder import find_entities
from viewer.extract.tagger.weights import load_tagger

__all__ = ["find_entities", "load_tagger"]
