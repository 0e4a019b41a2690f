"""What two voices say together."""

from dataclasses import dataclass

from viewer.extract.tagger.tagger import Tagged, TagLabel
from viewer.extract.tagger.voices import TwoVoices


@dataclass(frozen=True, slots=True)
class Saying:
    """A tagger that says the same of every text."""

    mentions: tuple[Tagged, ...]

    def tag(self, _text: str) -> tuple[Tagged, ...]:
        """Return the mentions."""
        return self.mentions


def said(first: tuple[Tagged, ...], second: tuple[Tagged, ...]) -> tuple[Tagged, ...]:
    return TwoVoices(Saying(first), Saying(second)).tag("")


def test_what_both_say_is_believed_more_than_what_one_says() -> None:
    both, alone = Tagged(0, 2, TagLabel.PERSON), Tagged(4, 6, TagLabel.LOCATION)
    found = said((both, alone), (both,))
    assert found[0].trust > found[1].trust == 1


def test_what_only_the_second_says_is_believed_less() -> None:
    (found,) = said((), (Tagged(0, 2, TagLabel.PERSON),))
    assert found.trust < 1


def test_the_first_voice_says_what_it_is() -> None:
    (found,) = said((Tagged(0, 2, TagLabel.COMPANY),), (Tagged(0, 2, TagLabel.ORGANISATION),))
    assert found.label is TagLabel.COMPANY
