"""Tags as a person types them: several on one line, parted in whichever way comes to hand."""

import re

_PARTING = re.compile(r"[\s,，、;；#]+")


def typed_tags(words: str) -> tuple[str, ...]:
    """Return the tags of a typed line, each once: parted by blanks, commas or semicolons, with or without a ``#``."""
    return tuple(dict.fromkeys(tag for tag in _PARTING.split(words) if tag))
