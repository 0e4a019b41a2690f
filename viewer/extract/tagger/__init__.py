"""A small neural tagger in plain numpy: it proposes people, places and bodies no rule knows."""
