"""A passage with its source in one line, as it goes into a report."""

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
