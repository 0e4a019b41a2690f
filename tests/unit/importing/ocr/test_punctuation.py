"""Marks between Chinese characters become wide; figures and Latin words keep theirs."""

import pytest

from viewer.importing.ocr.punctuation import widened


@pytest.mark.parametrize(
    ("seen", "printed"),
    [
        ("经研究,现答复如下:", "经研究，现答复如下："),
        ("(此件公开发布)", "（此件公开发布）"),
        ("增长6%,其中", "增长6%，其中"),
        ("约1,200个,3.5万", "约1,200个，3.5万"),
        ("Wi-Fi (2.4GHz), 5G", "Wi-Fi (2.4GHz), 5G"),
        ("9:30开门", "9:30开门"),
        ("某府办〔2024]3号", "某府办〔2024〕3号"),
        ("某府办[2024〕3号", "某府办〔2024〕3号"),
        ("某府办[2024]3号", "某府办[2024]3号"),
    ],
)
def test_marks_follow_what_stands_beside_them(seen: str, printed: str) -> None:
    assert widened(seen) == printed
