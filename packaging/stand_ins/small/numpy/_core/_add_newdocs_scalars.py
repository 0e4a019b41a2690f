"""Stands where numpy tells what its kinds of numbers are for; nobody asks in a bundle."""
