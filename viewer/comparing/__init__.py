"""What several documents say, set side by side: figures linked into series, verdicts, texts aligned; values only."""
