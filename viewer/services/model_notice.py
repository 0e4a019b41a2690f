"""Says when names are found with less than the program can do."""

from pathlib import Path

from viewer.extract.tagger.archives import ARCHIVES, missing_models


def model_notices(folder: Path | None = None) -> tuple[str, ...]:
    """Return a sentence for the user where models of names are missing, none where all are there."""
    missing = missing_models(folder)
    if not missing:
        return ()
    if len(missing) == len(ARCHIVES):
        return ("缺少识别模型，人名、地名、机构名仅按规则识别，会有遗漏。重新安装本程序可以恢复。",)
    return (f"缺少一个识别模型（{missing[0]}），人名、地名、机构名的遗漏会略多。重新安装本程序可以恢复。",)
