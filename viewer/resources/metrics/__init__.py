"""The tables of the grammar of figures: units, qualifiers, words of indicators."""
