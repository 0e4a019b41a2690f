"""From decoded source text to canonical text: normalise, reflow, segment, anchor."""
