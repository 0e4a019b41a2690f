"""Tells before Qt is loaded why no window can be shown; Qt itself would end the program without a useful word."""

from collections.abc import Mapping
from pathlib import Path

_SOCKETS = Path("/tmp/.X11-unix")  # noqa: S108 - where X11 keeps them, on every system
_WITHOUT_SCREEN = ("offscreen", "minimal", "vnc", "linuxfb", "eglfs")


def reason_for_no_window(environment: Mapping[str, str], platform: str, *, sockets: Path = _SOCKETS) -> str | None:
    """Return a sentence for a person where no window can be shown, ``None`` where one can, or nobody knows."""
    if not platform.startswith("linux") or environment.get("QT_QPA_PLATFORM", "").startswith(_WITHOUT_SCREEN):
        return None
    display = environment.get("DISPLAY")
    if not display:
        if environment.get("WAYLAND_DISPLAY"):
            return None
        return "没有图形界面（未设置 DISPLAY），不能打开窗口。请在桌面的终端里启动，或使用命令，例如 andu search。"
    number = display.removeprefix(":").partition(".")[0]
    if display.startswith(":") and number.isdigit() and sockets.is_dir() and not (sockets / f"X{number}").exists():
        return f"连接不到图形界面 {display}，不能打开窗口。请在桌面的终端里启动，或使用命令，例如 andu search。"
    return None


def words_for_missing_library(error: ImportError) -> str | None:
    """Return a sentence for a person where a library of the system is missing; ``None`` for any other failure."""
    name, found, _ = str(error).partition(": cannot open shared object file")
    if not found:
        return None
    return f"本机缺少系统库 {name}，不能打开窗口。请联系管理员安装后再启动；命令（例如 andu search）不受影响。"
