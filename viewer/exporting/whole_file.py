"""Writes what a person asks for: whole or not at all."""

import os
from pathlib import Path

from viewer.core.errors import ViewerError


def write_whole(path: Path, content: bytes) -> None:
    """Write a file; what stood there before is replaced only by the whole. Raises ``ViewerError``."""
    unfinished = path.with_name(path.name + ".part")
    try:
        with unfinished.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())  # or a power cut leaves an empty file under the name a person was told
        unfinished.replace(path)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        message = f"不能写入“{path}”。"
        raise ViewerError(message, advice="请检查文件夹是否存在、能否写入、磁盘是否已满，文件是否正被打开。") from error
