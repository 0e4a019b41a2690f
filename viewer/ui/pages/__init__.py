"""The original beside its text: pages drawn, what is marked in the text marked on them, and the way to both."""
