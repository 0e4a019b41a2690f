"""Whether the system asks for high contrast, which Qt 6.9 does not tell.

Windows is asked by a call of its own. Elsewhere the desktop's portal is asked over the session bus that Qt speaks to
anyway, without waiting, and it tells of changes; where there is none, nothing is started for it.
"""

import ctypes
import os
import sys
from pathlib import Path
from typing import cast

from PySide6.QtCore import SLOT, QObject, Signal, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher, QDBusVariant
from PySide6.QtGui import QGuiApplication

from viewer.ui.appearance import Appearance

_PORTAL = ("org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop", "org.freedesktop.portal.Settings")
_KEYS = (("org.freedesktop.appearance", "contrast"), ("org.gnome.desktop.a11y.interface", "high-contrast"))
"""What portals since 2024 call it, and what GNOME did before."""

_NOTE_CHANGE = cast("bytes", SLOT("note_change(QString,QString,QDBusVariant)"))  # a text, whatever the stubs say
_SPI_GETHIGHCONTRAST = 0x42
_HCF_HIGHCONTRASTON = 1


class SystemContrast(QObject):
    """Asks once, and tells whenever the answer is another than before; at first high contrast is not wanted."""

    changed = Signal(bool)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._answers: dict[str, bool] = {}
        self._is_wanted = False

    @Slot()
    def ask(self) -> None:
        """Ask the system; an answer may come at once, later or never."""
        if sys.platform == "win32":
            self._note("windows", is_wanted=_windows_wants_contrast())
        elif has_session_bus() and (bus := QDBusConnection.sessionBus()).isConnected():
            if not self._answers:
                bus.connect(*_PORTAL, "SettingChanged", self, _NOTE_CHANGE)
            for name, key in _KEYS:
                message = QDBusMessage.createMethodCall(*_PORTAL, "Read")
                message.setArguments([name, key])
                message.setAutoStartService(False)
                watcher = QDBusPendingCallWatcher(bus.asyncCall(message), self)
                watcher.setObjectName(key)
                watcher.finished.connect(self._take)

    @Slot(str, str, QDBusVariant)
    def note_change(self, name: str, key: str, value: QDBusVariant) -> None:
        """Note what the portal tells of a setting."""
        if (name, key) in _KEYS:
            self._note(key, is_wanted=bool(_bare(value)))

    @Slot(QDBusPendingCallWatcher)
    def _take(self, watcher: QDBusPendingCallWatcher) -> None:
        reply = watcher.reply()
        if reply.type() == QDBusMessage.MessageType.ReplyMessage:
            self._note(watcher.objectName(), is_wanted=bool(_bare(reply.arguments()[0])))
        watcher.deleteLater()

    def _note(self, source: str, *, is_wanted: bool) -> None:
        self._answers[source] = is_wanted
        is_any = any(self._answers.values())
        if is_any != self._is_wanted:
            self._is_wanted = is_any
            self.changed.emit(is_any)


def follow_contrast(appearance: Appearance) -> None:
    """Let an appearance follow the system's wish for high contrast from now on, once for all windows it dresses."""
    if appearance.findChild(SystemContrast) is None:
        contrast = SystemContrast(appearance)
        contrast.changed.connect(appearance.heed_contrast)
        QGuiApplication.styleHints().colorSchemeChanged.connect(contrast.ask)  # by this Windows tells of it, too
        contrast.ask()


def has_session_bus() -> bool:
    """Tell whether a session bus runs; where none does, Qt would start one."""
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    return "DBUS_SESSION_BUS_ADDRESS" in os.environ or bool(runtime and Path(runtime, "bus").exists())


def _bare(value: object) -> object:
    """Return a value out of the variants around it."""
    while isinstance(value, QDBusVariant):
        value = value.variant()
    return value


class _HighContrast(ctypes.Structure):
    _fields_ = (("size", ctypes.c_uint), ("flags", ctypes.c_uint), ("scheme", ctypes.c_wchar_p))


def _windows_wants_contrast() -> bool:
    if sys.platform != "win32":
        return False
    asked = _HighContrast(size=ctypes.sizeof(_HighContrast))
    told = ctypes.windll.user32.SystemParametersInfoW(_SPI_GETHIGHCONTRAST, asked.size, ctypes.byref(asked), 0)
    return bool(told) and bool(asked.flags & _HCF_HIGHCONTRASTON)
