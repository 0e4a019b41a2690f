"""Imported beside the ciphers; used with keys only."""
