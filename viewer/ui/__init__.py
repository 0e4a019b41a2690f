"""The window: widgets show models and emit intentions; they never parse, query or open files."""
