"""The name of an authority in less room than it needs: of which district, and which bureau, are the last to go."""

import re
from collections.abc import Callable

_ABOVE = re.compile(
    r"^(?:[^省市区县旗盟]{2,8}?(?:省|自治区|自治州|市|地区|盟))+(?=[^省市区县旗盟]{2,7}(?:区|县|市|旗))",
)
_GOVERNMENT = re.compile(r"(?<=[区县市旗])人民政府(?=.{3})")
_LEAST = 1
_DOTS = "…"


def short_unit(name: str, width: Callable[[str], float], room: float) -> str:
    """Return a name cut to a room.

    What stands above the district (上海市 before 长宁区) goes first, then 人民政府 before the name of an office of
    it; what is still too long is cut at its end, where bureaus are alike (委员会).
    """
    for shorter in (name, own := _ABOVE.sub("", name), own := _GOVERNMENT.sub("", own)):
        if width(shorter) <= room:
            return shorter
    kept = next((number for number in range(len(own) - 1, _LEAST, -1) if width(own[:number] + _DOTS) <= room), _LEAST)
    return own[:kept] + _DOTS
