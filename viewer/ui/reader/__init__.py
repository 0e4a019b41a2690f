"""One document on a page: its text, what is marked in it, and what stands above it."""
