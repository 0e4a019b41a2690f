"""Makes what an office installs: folders that run without Python, packages, installers. Called by `make`."""
