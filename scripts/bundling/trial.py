"""Lets a bundle try itself without a network, where this system permits that to whoever builds."""

import os
import subprocess
import sys
from pathlib import Path


def without_network() -> list[str]:
    """Return the words before a command that take the network from it; none where the system does not permit it."""
    words = ["unshare", "-n"] if os.geteuid() == 0 else ["unshare", "-r", "-n"]
    if subprocess.run([*words, "true"], capture_output=True, check=False).returncode == 0:
        return words
    print(
        "this system permits no network namespace (unshare -n): the bundle is tried beside a network", file=sys.stderr
    )
    return []


def try_bundle(folder: Path) -> None:
    """Run the self-test of a bundle. Raises ``subprocess.CalledProcessError`` where it fails."""
    subprocess.run([*without_network(), folder.resolve() / "andu", "--self-test"], check=True)


if __name__ == "__main__":
    try_bundle(Path(sys.argv[1]))
