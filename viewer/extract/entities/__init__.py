"""Names in a document: people, bodies, companies, places, documents, programmes, technologies, meetings, dates."""

from viewer.extract.entities.finder import find_entities

__all__ = ["find_entities"]
