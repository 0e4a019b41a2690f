"""The index and the query: Whoosh proposes, the canonical text confirms; the only whoosh."""
