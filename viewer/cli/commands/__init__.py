"""One module per command: ``describe`` adds its arguments, ``run`` does it and returns the exit code."""
