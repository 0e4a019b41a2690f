"""Dates as a Chinese office writes them."""


def written_date(iso: str) -> str:
    """Return ``2024年4月25日`` for ``2024-04-25``, ``2023年8月`` for ``2023-08``; anything else unchanged.

    >>> written_date("2024-04-05")
    '2024年4月5日'
    """
    parts = iso.split("-")
    if not all(part.isdecimal() for part in parts) or len(parts) > len("年月日"):
        return iso
    return "".join(f"{int(part)}{unit}" for part, unit in zip(parts, "年月日", strict=False))
