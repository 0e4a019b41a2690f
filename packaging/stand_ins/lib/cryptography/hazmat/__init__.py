"""Ciphers and what belongs to them."""
