"""The version and the day of a release, each from the one place that states it."""

import re
import subprocess
import time

from scripts.bundling.pins import ROOT
from viewer import __version__ as version

__all__ = ["date", "epoch", "notes", "version"]


def epoch() -> int:
    """Return the second everything in a release is dated with: that of the commit it is made of."""
    answer = subprocess.run(["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=False)
    return int(answer.stdout) if answer.returncode == 0 else int((ROOT / "CHANGELOG.md").stat().st_mtime)


def date() -> str:
    """Return the day of the release."""
    return time.strftime("%Y-%m-%d", time.gmtime(epoch()))


def notes() -> str:
    """Return what the changelog says of this version, or of what is not released yet."""
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    sections = dict(re.findall(r"^## \[([^\]]+)\][^\n]*\n(.*?)(?=^## \[|\Z)", text, re.MULTILINE | re.DOTALL))
    return (sections.get(version) or sections.get("Unreleased") or "").strip() + "\n"
