"""What an empty library says, and the five public replies one may try the program on."""

from importlib import resources
from pathlib import Path

from PySide6.QtCore import QCoreApplication

import viewer


def welcome(*, is_first: bool) -> tuple[str, str]:
    """Return the headline and the words of an empty library; the first start says what the program is for."""
    how = _tr(
        "把答复文件或整个文件夹拖到这里，或者点下面的按钮选择。\n原文件只读取、不改动；同一份内容只保存一次。",
    )
    if not is_first:
        return _tr("文库还是空的"), how
    what = _tr("查找、阅读、批注政府答复文件，带着出处写进报告。不联网，内容只保存在本机。")
    return _tr("欢迎使用案牍"), f"{what}\n\n{how}"


def sample_folder() -> Path:
    """Return the folder of the sample documents: inside the installed package, beside it in a working copy."""
    inside = Path(str(resources.files("viewer.resources"))) / "samples"
    return inside if inside.is_dir() else Path(viewer.__file__).parent.parent / "corpus"


def _tr(text: str) -> str:
    return QCoreApplication.translate("Welcome", text)
