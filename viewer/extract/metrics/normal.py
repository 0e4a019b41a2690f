"""Gives a paragraph the one form the grammar reads: half-width, simplified, without blanks inside Chinese."""

import re
from bisect import bisect_right
from dataclasses import dataclass

from viewer.core.span import Span

_FULL_WIDTH = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
_SIGNS = str.maketrans("％．／＋－～—–−─○＜＞㎞㎝㎜", "%./+-~----〇<>km\ufffdm".replace("km\ufffdm", "㎞㎝㎜"))
_TRADITIONAL = str.maketrans(
    "億萬餘兩個約點過達超間項戶條臺輛張總計佔占佔幾來數畝頃裏裡噸幣圓歲倍層類種盞課會場處組團隊門棟萬幀輪單筆階級減長增"
    "將預計劃於為與從標爭確規據圖書這該當現實際截歷開發學醫療養車位應領導衝突後關係統業產資額產農",
    "亿万余两个约点过达超间项户条台辆张总计占占占几来数亩顷里里吨币圆岁倍层类种盏课会场处组团队门栋万帧轮单笔阶级减长增"
    "将预计划于为与从标争确规据图书这该当现实际截历开发学医疗养车位应领导冲突后关系统业产资额产农",
)
_FORM = {**_FULL_WIDTH, **_SIGNS, **_TRADITIONAL}
_BLANKS = re.compile(r"(?<![0-9A-Za-z.,%])[ \u00a0\u3000\u2000-\u200b]+|[ \u00a0\u3000\u2000-\u200b]+(?![0-9A-Za-z])")


@dataclass(frozen=True, slots=True)
class NormalText:
    """The normal form of a paragraph that begins at ``offset``, and the way back to the document."""

    text: str
    offset: int
    _kept_from: tuple[int, ...]
    _shift: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        """Return the document's span of the normal form's ``[start, end)``, which may not be empty."""
        return Span(self._original(start), self._original(end - 1) + 1)

    def _original(self, position: int) -> int:
        return self.offset + position + self._shift[bisect_right(self._kept_from, position) - 1]


def normalise(text: str, offset: int = 0) -> NormalText:
    """Return the normal form of a paragraph; blanks stay where both neighbours are Latin letters or figures."""
    form = text.translate(_FORM)
    pieces: list[str] = []
    kept_from, shift = [0], [0]
    end = removed = length = 0
    for blank in _BLANKS.finditer(form):
        pieces.append(form[end : blank.start()])
        length += len(pieces[-1])
        removed += blank.end() - blank.start()
        kept_from.append(length)
        shift.append(removed)
        end = blank.end()
    pieces.append(form[end:])
    return NormalText("".join(pieces), offset, tuple(kept_from), tuple(shift))
