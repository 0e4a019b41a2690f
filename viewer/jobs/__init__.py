"""The only bridge between services and the Qt thread."""
