"""The search box and the documents that answer."""
