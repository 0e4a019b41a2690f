"""Files a person asks for: named as their form demands, and written whole or not at all."""

from pathlib import Path

from viewer.core.errors import ViewerError


def with_suffix(name: str, suffix: str) -> Path:
    """Return the path with the suffix of its form, which few people type."""
    path = Path(name)
    return path if path.suffix.lower() == f".{suffix}" else path.with_name(f"{path.name}.{suffix}")


def write_whole(path: Path, content: bytes) -> None:
    """Write a file; what stood there before is replaced only by the whole. Raises ``ViewerError``."""
    unfinished = path.with_name(path.name + ".part")
    try:
        unfinished.write_bytes(content)
        unfinished.replace(path)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        message = f"不能写入“{path.name}”。"
        raise ViewerError(message, advice="请检查文件夹能否写入、磁盘是否已满，文件是否正被打开。") from error
