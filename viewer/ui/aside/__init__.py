"""The pane at the right of the reader: one page at a time about the open document."""
