"""Two taggers heard together: what both say is believed more, what only the second says less."""

from dataclasses import dataclass, replace

from viewer.extract.tagger.tagger import Tagged, Tagger, TagLabel

_AGREED = 1.1
_SECOND_ALONE = 0.8


@dataclass(frozen=True, slots=True)
class TwoVoices:
    """A tagger made of two; where they differ over a stretch both proposals stand, overlapping."""

    first: Tagger
    second: Tagger

    def tag(self, text: str) -> tuple[Tagged, ...]:
        """Return what either sees in the text, in order; the first one's label holds where both see the same.

        Only what the first takes for a person and the second for a place is one: people in replies are few.
        """
        first, second = self.first.tag(text), self.second.tag(text)
        heard = {(one.start, one.end): one.label for one in second}
        known = {(one.start, one.end) for one in first}
        both = [_agreed(one, heard.get((one.start, one.end))) for one in first]
        added = [replace(one, trust=_SECOND_ALONE) for one in second if (one.start, one.end) not in known]
        return tuple(sorted([*both, *added], key=lambda one: (one.start, one.end)))


def _agreed(one: Tagged, other: TagLabel | None) -> Tagged:
    if other is None:
        return one
    is_place = one.label is TagLabel.PERSON and other is TagLabel.LOCATION
    return replace(one, label=other if is_place else one.label, trust=_AGREED)
