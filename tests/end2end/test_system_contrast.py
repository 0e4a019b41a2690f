"""A desktop that asks for high contrast is heard through its portal, at once and when it changes its mind."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.end2end.desktop import ROOT

PORTALS = [Path("/usr/libexec") / name for name in ("xdg-desktop-portal-gtk", "xdg-desktop-portal")]
TOOLS = ("dbus-run-session", "gsettings", "Xvfb", "xvfb-run")
LACKING = [name for name in TOOLS if shutil.which(name) is None] + [str(each) for each in PORTALS if not each.exists()]
pytestmark = pytest.mark.skipif(
    bool(LACKING), reason=f"needs {' '.join(LACKING)} (scripts/system_packages.py --desktop)"
)
KEY = "org.gnome.desktop.a11y.interface high-contrast"
WATCH = """
import subprocess, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from viewer.ui.appearance import Appearance
from viewer.ui.system_contrast import follow_contrast
application = QApplication(["andu", "-platform", "offscreen"])
appearance = Appearance(application)
told = [appearance.theme.name]
def note():
    told.append(appearance.theme.name)
    wish = "false" if len(told) == 2 else "true"
    if len(told) < 4:
        subprocess.run(["gsettings", "set", *sys.argv[1].split(), wish], check=True)
    else:
        application.quit()
appearance.theme_changed.connect(note)
follow_contrast(appearance)
QTimer.singleShot(20_000, application.quit)
application.exec()
print(*told)
"""


def test_the_theme_follows_the_wish_of_the_desktop(tmp_path: Path) -> None:
    watch = tmp_path / "watch.py"
    watch.write_text(WATCH, "utf-8")
    script = f"""
    {PORTALS[0]} & sleep 1
    {PORTALS[1]} & sleep 2
    gsettings set {KEY} true
    {sys.executable} {watch} "{KEY}"
    kill %1 %2
    """
    runtime = tmp_path / "runtime"
    runtime.mkdir(mode=0o700)
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("DBUS_", "XDG_", "WAYLAND_"))}
    environment |= {
        "XDG_RUNTIME_DIR": str(runtime),
        "XDG_CONFIG_HOME": str(tmp_path / "config"),
        "XDG_CURRENT_DESKTOP": "GNOME",
        "GSETTINGS_BACKEND": "keyfile",
        "PYTHONPATH": str(ROOT),
    }
    ran = subprocess.run(
        [str(shutil.which("xvfb-run")), "-a", "-s", "-screen 0 1280x1024x24 -noreset",
         "dbus-run-session", "--", "bash", "-c", script],
        env=environment, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert ran.stdout.splitlines()[-1:] == ["light contrast light contrast"], ran.stderr[-2000:]
