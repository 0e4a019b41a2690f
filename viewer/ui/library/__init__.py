"""The list of documents and the filters beside it."""
