"""What the window says about an import."""
