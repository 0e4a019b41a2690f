"""Stands where numpy tells what its compiled functions are for; nobody asks in a bundle."""
