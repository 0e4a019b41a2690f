"""Dates and durations as an office writes them, a Chinese one where the window is Chinese."""

import math

from PySide6.QtCore import QCoreApplication

_MINUTE = 60


def written_date(iso: str) -> str:
    """Return ``2024年4月25日`` for ``2024-04-25``, ``2023年8月`` for ``2023-08``; anything else unchanged.

    >>> written_date("2024-04-05")
    '2024年4月5日'
    """
    parts = iso.split("-")
    if not all(part.isdecimal() for part in parts) or len(parts) > len("年月日"):
        return iso
    pattern = (
        QCoreApplication.translate("Dates", "{0}年"),
        QCoreApplication.translate("Dates", "{0}年{1}月"),
        QCoreApplication.translate("Dates", "{0}年{1}月{2}日"),
    )[len(parts) - 1]
    return pattern.format(*map(int, parts))


def written_duration(seconds: float) -> str:
    """Return a duration as a person says it, never more exact than a guess deserves.

    >>> written_duration(8), written_duration(70), written_duration(4000)
    ('10 秒', '2 分钟', '1 小时 7 分钟')
    """
    if seconds < _MINUTE - 5:
        return QCoreApplication.translate("Dates", "{0} 秒").format(max(5, math.ceil(seconds / 5) * 5))
    minutes = math.ceil(seconds / _MINUTE)
    if minutes < _MINUTE:
        return QCoreApplication.translate("Dates", "{0} 分钟").format(minutes)
    hours, rest = divmod(minutes, _MINUTE)
    return QCoreApplication.translate("Dates", "{0} 小时 {1} 分钟").format(hours, rest)
