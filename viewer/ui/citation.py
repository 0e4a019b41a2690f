"""A passage with its source in one line, as it goes into a report."""

import html

from PySide6.QtCore import QMimeData

from viewer.core.metadata import Metadata


def cited(passage: str, metadata: Metadata, name: str) -> str:
    """Return the passage in quotation marks, followed by what the document says about itself.

    ``name`` stands for the title where the document states none.
    """
    parts = [f"《{metadata.title or name}》"]
    if metadata.doc_no:
        parts.append(f"（{metadata.doc_no}）")
    details = [part for part in (metadata.issuing_unit, metadata.date) if part]
    tail = "，".join(("".join(parts), *details))
    return f"“{passage.strip()}”\n——{tail}"


def on_clipboard(words: str) -> QMimeData:
    """Return words as a clipboard carries them: plain, and as paragraphs for who pastes into a document."""
    data = QMimeData()
    data.setText(words)
    data.setHtml("".join(f"<p>{html.escape(line)}</p>" for line in words.split("\n")))
    return data
