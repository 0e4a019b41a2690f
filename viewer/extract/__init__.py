"""From a document to what it means: metadata, entities, metrics."""
