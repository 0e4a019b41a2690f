"""Finding documents: a derived Whoosh index proposes, the canonical text confirms; the only user of whoosh."""
