"""The program's icon in the sizes desktops ask for, drawn from the one SVG file."""

import os
import struct
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from scripts.bundling.pins import ROOT

DRAWING = ROOT / "viewer" / "resources" / "program" / "andu.svg"
LINUX_SIZES = (16, 22, 24, 32, 48, 64, 96, 128, 256, 512)
WINDOWS_SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)
_ICO_HEADER, _ICO_ENTRY = "<HHH", "<BBBBHHII"


def draw_icons(sizes: tuple[int, ...]) -> dict[int, bytes]:
    """Return the icon as PNG in every size."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QGuiApplication.instance() or QGuiApplication([])
    renderer = QSvgRenderer(str(DRAWING), application)
    return {size: _drawn(renderer, size) for size in sizes}


def windows_icon() -> bytes:
    """Return an ICO file with all sizes."""
    pictures = draw_icons(WINDOWS_SIZES)
    place = struct.calcsize(_ICO_HEADER) + len(pictures) * struct.calcsize(_ICO_ENTRY)
    entries, data = b"", b""
    for size, picture in pictures.items():
        entries += struct.pack(_ICO_ENTRY, size % 256, size % 256, 0, 0, 1, 32, len(picture), place + len(data))
        data += picture
    return struct.pack(_ICO_HEADER, 0, 1, len(pictures)) + entries + data


def write_linux_icons(folder: Path) -> None:
    """Write the icons as the hicolor theme has them."""
    for size, picture in draw_icons(LINUX_SIZES).items():
        path = folder / f"{size}x{size}" / "apps" / "andu.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(picture)
    scalable = folder / "scalable" / "apps" / "andu.svg"
    scalable.parent.mkdir(parents=True, exist_ok=True)
    scalable.write_bytes(DRAWING.read_bytes())


def _drawn(renderer: QSvgRenderer, size: int) -> bytes:
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload] # the stubs want bytes here, Qt wants text
    return bytes(content.data())
