"""承诺事项: what replies promised, and what became of it."""
