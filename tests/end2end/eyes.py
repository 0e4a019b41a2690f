"""What a screen reader is told of the windows of a display, as JSON. Run with the system's python3, which has ``gi``.

Run: ``python3 eyes.py look [WORDS]`` prints every node that is shown, with the place of ``WORDS`` in texts that have
them; ``python3 eyes.py follow`` prints a line for every change of the focus until it is killed.
"""

# Atspi comes without types and says all by name.
# ruff: noqa: ANN401, T201

import json
import sys
import warnings
from collections.abc import Iterator
from typing import Any

import gi

gi.require_version("Atspi", "2.0")
warnings.simplefilter("ignore", DeprecationWarning)

from gi.repository import Atspi, GLib  # noqa: E402 - the version is chosen before

MOST_CHILDREN = 200
MOST_CHARACTERS = 4000


def look(words: str) -> None:
    """Print the nodes of all programs, from the outside in."""
    desk = Atspi.get_desktop(0)
    programs = (desk.get_child_at_index(number) for number in range(desk.get_child_count()))
    print(json.dumps([node for each in programs if each for node in _nodes(each, 0, words)], ensure_ascii=False))


def follow() -> None:
    """Print what has come into focus, as long as this runs."""
    listener = Atspi.EventListener.new(_tell)
    listener.register("object:state-changed:focused")
    print("{}", flush=True)
    Atspi.event_main()


def _tell(event: Any) -> None:
    if event.detail1:
        print(json.dumps(_node(event.source, 0, ""), ensure_ascii=False), flush=True)


def _nodes(each: Any, depth: int, words: str) -> Iterator[dict[str, Any]]:
    try:
        if depth > 1 and not each.get_state_set().contains(Atspi.StateType.SHOWING):
            return
        yield _node(each, depth, words)
        for number in range(min(each.get_child_count(), MOST_CHILDREN)):
            child = each.get_child_at_index(number)
            if child is not None:
                yield from _nodes(child, depth + 1, words)
    except GLib.Error:  # it went while it was looked at
        return


def _node(each: Any, depth: int, words: str) -> dict[str, Any]:
    states = each.get_state_set()
    place = each.get_extents(Atspi.CoordType.SCREEN) if each.get_component_iface() else None
    text = each.get_text_iface()
    said = Atspi.Text.get_text(text, 0, min(text.get_character_count(), MOST_CHARACTERS)) if text else ""
    return {
        "depth": depth,
        "role": each.get_role_name(),
        "name": each.get_name(),
        "description": each.get_description(),
        "box": [place.x, place.y, place.width, place.height] if place else None,
        "text": said,
        "selected": _selected_of(text) if text else "",
        "words": _place_of(text, said, words) if words and words in said else None,
        "is_focusable": states.contains(Atspi.StateType.FOCUSABLE),
        "is_focused": states.contains(Atspi.StateType.FOCUSED),
        "is_checked": states.contains(Atspi.StateType.CHECKED),
    }


def _selected_of(text: Any) -> str:
    if not Atspi.Text.get_n_selections(text):
        return ""
    chosen = Atspi.Text.get_selection(text, 0)
    return str(Atspi.Text.get_text(text, chosen.start_offset, chosen.end_offset))


def _place_of(text: Any, said: str, words: str) -> list[int]:
    start = said.index(words)
    first = Atspi.Text.get_character_extents(text, start, Atspi.CoordType.SCREEN)
    last = Atspi.Text.get_character_extents(text, start + len(words) - 1, Atspi.CoordType.SCREEN)
    return [first.x, first.y + first.height // 2, last.x + last.width, last.y + last.height // 2]


if __name__ == "__main__":
    Atspi.init()
    if sys.argv[1] == "look":
        look(sys.argv[2] if len(sys.argv) > 2 else "")
    else:
        follow()
