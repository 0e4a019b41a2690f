"""The only bridge between Qt-free work and the thread the window lives in."""
