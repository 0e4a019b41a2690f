"""The pages of the window 跨文档比较, known before the window is loaded."""

from enum import StrEnum


class AcrossTab(StrEnum):
    """The pages of the window, in order."""

    INDICATORS = "indicators"
    LEDGER = "ledger"
    NAMES = "names"
    STATISTICS = "statistics"
    COLLATION = "collation"
