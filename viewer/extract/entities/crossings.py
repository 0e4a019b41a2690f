"""Words that run across a name, so that it is not meant: 重大理论 holds no 大理, 市民进行 no 民进."""

from collections.abc import Collection

from viewer.extract.gazetteers import Crossing, Gazetteers

Stretch = tuple[int, int]
"""Where something stands: the first code point, and the one behind the last."""


def find_crossings(
    text: str, names: Collection[Stretch], places: Collection[Stretch], gazetteers: Gazetteers
) -> dict[Stretch, Stretch]:
    """Return the ``names`` that two common words run across, each with where those words stand.

    Where the first word is itself one of the ``places`` (海南 in 海南平均) it is the name alone; right behind a place
    the name is meant (云南大理工业).
    """
    ends = {end for _, end in places}
    found: dict[Stretch, Stretch] = {}
    for name in names:
        if name[0] in ends:
            continue
        for crossing in gazetteers.crossings.get(text[slice(*name)], ()):
            for inside in range(name[0] + 1, name[1]):
                words = _words_at(text, inside, crossing)
                if words is not None:
                    found[name] = name if (words[0], inside) in places else words
    return found


def _words_at(text: str, inside: int, crossing: Crossing) -> Stretch | None:
    left = next((word for word in crossing.left if text.endswith(word, 0, inside)), None)
    right = left and next((word for word in crossing.right if text.startswith(word, inside)), None)
    return (inside - len(left), inside + len(right)) if left and right else None
