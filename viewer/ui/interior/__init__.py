"""The inside of one window: the parts of an open library, how the panes stand, and what every action does."""
