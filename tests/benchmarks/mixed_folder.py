"""Writes a folder of generated replies in every format, damaged, doubled and packed ones among them, to import.

    python tests/benchmarks/mixed_folder.py FOLDER [--count 600]
    andu import --library LIBRARY FOLDER

LibreOffice makes the PDF, DOC, ODT, HTML and RTF files. Of every forty files one is cut off at three quarters, one is
another's copy and two lie in an archive.
"""

import argparse
import shutil
import zipfile
from collections import defaultdict
from itertools import cycle
from pathlib import Path

from tests.benchmarks.corpus_generator import write_replies
from tests.benchmarks.rendered_replies import Reply, convert, write_ofd, write_official_docx
from viewer.importing.plain_text import read_text
from viewer.text.reflow import reflow

_FORMATS = ("docx", "pdf", "doc", "ofd", "odt", "html", "rtf", "txt")
_EVERY = 40


def write_folder(folder: Path, count: int) -> None:
    """Write ``count`` files, the same ones every time."""
    folder.mkdir(parents=True)
    sources, plans = folder / "txt", folder / "docx"
    write_replies(sources, count)
    plans.mkdir()
    wanted: defaultdict[str, list[Path]] = defaultdict(list)
    for path, suffix in zip(sorted(sources.iterdir()), cycle(_FORMATS), strict=False):
        wanted[suffix].append(_written(path, suffix, folder))
    for suffix, plain in wanted.items():
        if suffix not in ("txt", "docx", "ofd"):
            convert(plain, suffix, folder / suffix)
            for path in plain:
                path.unlink()
    _spoil(folder)


def _written(source: Path, suffix: str, folder: Path) -> Path:
    """Write one reply as what it is, or as the DOCX that LibreOffice shall save in another format."""
    if suffix == "txt":
        return source
    reply = Reply(source, reflow(read_text(source)))
    source.unlink()
    if suffix != "ofd":
        return write_official_docx(reply, folder / "docx" / f"{source.stem}.docx", letterhead="box")
    (folder / suffix).mkdir(exist_ok=True)
    return write_ofd(reply, folder / suffix / f"{source.stem}.ofd")


def _spoil(folder: Path) -> None:
    """Cut off, copy and pack some of the files."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    with zipfile.ZipFile(folder / "archive.zip", "w") as archive:
        for number, path in enumerate(files):
            place = number % _EVERY
            if place == 0:
                path.write_bytes(path.read_bytes()[: path.stat().st_size * 3 // 4])
            elif place == 1:
                path.unlink()
                shutil.copy(files[number - 2], folder / f"copy-{number}{files[number - 2].suffix}")
            elif place in (2, 3):
                archive.write(path, path.name)
                path.unlink()


def main() -> None:
    """Write the folder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=600)
    options = parser.parse_args()
    write_folder(options.folder, options.count)
    files = [path for path in options.folder.rglob("*") if path.is_file()]
    print(f"{len(files)} files, {sum(path.stat().st_size for path in files) / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
