"""Ciphers nobody should use any more."""
