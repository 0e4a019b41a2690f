"""What a reply is about, told by its words."""

import re
import tomllib
from collections import Counter
from functools import cache
from importlib import resources

_IN_TITLE = 12
_LEAST = 6
_TEXT = 3_000


def topic_of(title: str | None, subject: str | None, text: str) -> str | None:
    """Return the topic that stands out, ``None`` where none does."""
    named = f"{title or ''}\n{subject or ''}"
    weights: Counter[str] = Counter()
    for topic, pattern in _topics().items():
        for place, factor in ((named, _IN_TITLE), (text[:_TEXT], 1)):
            weights[topic] += factor * sum(len(word) - 1 for word in pattern.findall(place))
    (topic, weight), *_ = weights.most_common(1)
    return topic if weight >= _LEAST else None


@cache
def _topics() -> dict[str, re.Pattern[str]]:
    text = resources.files("viewer").joinpath("resources", "comparing", "topics.toml").read_text("utf-8")
    return {
        topic: re.compile("|".join(sorted(words, key=len, reverse=True)))
        for topic, words in tomllib.loads(text)["topics"].items()
    }
