"""Shows a file in the file manager of the system, selected where the system knows how."""

import os
import shutil
import sys
from pathlib import Path

from PySide6.QtCore import QProcess, QUrl
from PySide6.QtGui import QDesktopServices

_SHOW_ITEMS = (
    "--session",
    "--dest=org.freedesktop.FileManager1",
    "--type=method_call",
    "/org/freedesktop/FileManager1",
    "org.freedesktop.FileManager1.ShowItems",
)


def reveal(path: Path) -> bool:
    """Tell whether something was started that shows the file, or at least its folder."""
    if sys.platform == "win32":
        return bool(QProcess.startDetached("explorer", ["/select,", str(path)])[0])
    sender = shutil.which("dbus-send")
    if sender is not None and os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
        address = QUrl.fromLocalFile(str(path)).toString(QUrl.ComponentFormattingOption.FullyEncoded)
        return bool(QProcess.startDetached(sender, [*_SHOW_ITEMS, f"array:string:{address}", "string:"])[0])
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))
