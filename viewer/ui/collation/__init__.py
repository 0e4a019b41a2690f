"""对照: two documents side by side."""
