"""Ciphers with two keys: none."""
