"""Writes constraints/*.txt: the exact version and every file's hash of all that Andu and its checks are built from.

One resolution for every Python and platform the project names, then cut into one file per purpose, so that a
package stands in one file only. Pins that still serve are kept, unless ``--upgrade`` is given. Run by `make pin`,
which brings uv; no registry address gets into the files.
"""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "constraints"
HEADER = "# {purpose}\n# Made by `make pin` from pyproject.toml; do not edit.\n"
# 6.9.3 is the newest PySide6 for glibc 2.28 (Kylin V10, UOS 20) on x86_64, 6.8.0.2 on aarch64.
QT = (
    "PySide6-Essentials==6.9.3 ; platform_machine != 'aarch64'",
    "PySide6-Essentials==6.8.0.2 ; platform_machine == 'aarch64'",
)
PURPOSES = {
    "build": "What building the packages that come as source needs.",
    "core": "What the program needs without its window.",
    "window": "What the window needs besides.",
    "ocr": "What recognising characters needs besides.",
    "office": "What an office's library in PostgreSQL needs besides.",
    "test": "What the unit tests need besides.",
    "dev": "What the other checks need besides.",
    "bundle": "What the bundles bring along besides; fetched, never installed.",
}


# Installed with or without the test tools, so what both need stands in both, at one version.
APART = ("ocr", "office")


def requirements() -> dict[str, list[str]]:
    """Return the requirements of pyproject.toml by purpose, with Qt pinned per platform."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["dependency-groups"]
    core = [line for line in project["project"]["dependencies"] if not line.startswith("PySide6")]
    return {
        "build": groups["build"],
        "core": core,
        "window": list(QT),
        "ocr": project["project"]["optional-dependencies"]["ocr"],
        "office": project["project"]["optional-dependencies"]["office"],
        "test": groups["test"],
        "dev": [line for line in groups["dev"] if isinstance(line, str)],
        "bundle": groups["bundle"],
    }


def compile_pins(lines: list[str], *options: str) -> list[str]:
    """Return the pins a set of requirements comes to, each with its hash lines."""
    command = [sys.executable, "-m", "uv", "pip", "compile", "-", "--universal", "--python-version", "3.11"]
    quiet = ["--generate-hashes", "--no-header", "--no-annotate", "--no-emit-index-url", "--quiet", *options]
    answer = subprocess.run(
        [*command, *quiet], input="\n".join(lines), capture_output=True, text=True, check=False, cwd=ROOT
    )
    if answer.returncode:
        raise SystemExit(answer.stderr)
    return re.findall(r"^\S.*(?:\n +--hash.*)*\n", answer.stdout, flags=re.MULTILINE)


def package(pin: str) -> str:
    """Return the name of the package a pin is about."""
    return pin.split("==", 1)[0].strip().lower()


def agree(lines: list[str], agreed: Path, options: list[str]) -> None:
    """Resolve everything at once into a file, starting from the pins there are."""
    FOLDER.mkdir(exist_ok=True)
    agreed.write_text("".join(path.read_text(encoding="utf-8") for path in FOLDER.glob("*.txt")), encoding="utf-8")
    compile_pins(lines, "--output-file", str(agreed), *options)


def main() -> None:
    """Resolve everything at once and write each purpose's share."""
    wanted = requirements()
    agreed = FOLDER / ".agreed"
    agree([line for lines in wanted.values() for line in lines], agreed, sys.argv[1:])
    placed: set[str] = set()
    for purpose, lines in wanted.items():
        pins = [pin for pin in compile_pins(lines, "--constraints", str(agreed)) if package(pin) not in placed]
        placed |= {package(pin) for pin in pins} if purpose not in APART else set()
        text = HEADER.format(purpose=PURPOSES[purpose]) + "".join(pins)
        if "://" in text:
            message = f"an address got into constraints/{purpose}.txt"
            raise SystemExit(message)
        (FOLDER / f"{purpose}.txt").write_text(text, encoding="utf-8")
        print(f"constraints/{purpose}.txt: {len(pins)} pins")
    agreed.unlink()


if __name__ == "__main__":
    main()
