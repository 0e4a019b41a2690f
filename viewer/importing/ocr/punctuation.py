"""Gives marks between Chinese characters the full width they are printed in: the engine often says “,” for “，”."""

import re

_HAN = "\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_AFTER = re.compile(rf"(?<=[{_HAN}”’》〉）】〕])([,:;?!])|(?<=[{_HAN}])(\))|(\()(?=[{_HAN}])")
_BEFORE = re.compile(rf"(?<=[\d%a-zA-Z])([,:;])(?=[{_HAN}“‘《〈（【〔])")
_CLOSING = re.compile(r"(?<=〔\d{4})[\])】）〗|]")
_OPENING = re.compile(r"[\[(【（〖](?=\d{4}〕)")
_WIDE = str.maketrans(",:;?!()", "，：；？！（）")


def widened(text: str) -> str:
    """Return the text with those marks widened, and both brackets round a year alike; the length never changes."""
    text = _OPENING.sub("〔", _CLOSING.sub("〕", text))
    return _BEFORE.sub(_wide, _AFTER.sub(_wide, text))


def _wide(match: re.Match[str]) -> str:
    return match.group().translate(_WIDE)
