"""Data for the readers of file formats."""
