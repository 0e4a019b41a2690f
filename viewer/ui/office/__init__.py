"""An office's library in the window: going in, who else is there, what two wrote at once, copies to take along."""
