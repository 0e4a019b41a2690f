"""Brings the system libraries and fonts Andu needs: installs them with apt when it may, else says what to install.

Looks for each thing itself (a library that loads, a command, a font for Chinese), so it is right on any Linux
and quick when nothing is missing. Exits 0 when all is there, 1 with the exact command when something is not.
"""

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

TABLE = Path(__file__).with_suffix(".toml")
OS_RELEASE = Path("/etc/os-release")
PURPOSES = ("desktop", "bundle", "release", "office")
APT_OPTIONS = ("-y", "-q", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=300")


class Kind(StrEnum):
    """Where a need is looked for."""

    LIBRARY = "libraries"
    COMMAND = "commands"
    PYTHON = "python"
    FONT = "fonts"
    FILE = "files"


@dataclass(frozen=True, slots=True)
class Need:
    """One thing the system must have, and the packages that bring it."""

    kind: Kind
    name: str
    debian: str
    rpm: str


def read_needs(table: Path = TABLE, *, purposes: Sequence[str] = ()) -> tuple[Need, ...]:
    """Return the needs of the table, in its order; also those of purposes: a desktop to test on, building bundles."""
    rows = tomllib.loads(table.read_text(encoding="utf-8"))
    libraries = (
        Need(Kind.LIBRARY, soname, package, f"'{soname}()(64bit)'") for soname, package in rows["libraries"].items()
    )
    others = (
        Need(kind, name, packages["debian"], packages["rpm"])
        for kind in (Kind.COMMAND, Kind.PYTHON, Kind.FONT)
        for name, packages in rows[kind].items()
    )
    tools = (
        Need(Kind.FILE if "/" in name else Kind.COMMAND, name, each["debian"], each["rpm"])
        for purpose in purposes
        for name, each in rows[purpose].items()
    )
    return (*libraries, *others, *tools)


def is_there(need: Need) -> bool:
    """Tell whether the system has what is needed."""
    match need.kind:
        case Kind.LIBRARY:
            return loads(need.name)
        case Kind.COMMAND:
            return shutil.which(need.name) is not None
        case Kind.PYTHON:
            return importlib.util.find_spec(need.name) is not None
        case Kind.FONT:
            return has_font(need.name)
        case Kind.FILE:
            return any(Path("/").glob(need.name))


def loads(soname: str) -> bool:
    """Tell whether the dynamic loader finds a library and all it needs itself."""
    try:
        ctypes.CDLL(soname)
    except OSError:
        return False
    return True


def has_font(language: str) -> bool:
    """Tell whether fontconfig knows a font for a language."""
    command = shutil.which("fc-list")
    if command is None:
        return False
    answer = subprocess.run([command, f":lang={language}", "family"], capture_output=True, check=False)
    return bool(answer.stdout.strip())


def missing(needs: tuple[Need, ...]) -> tuple[Need, ...]:
    """Return what the system does not have."""
    return tuple(need for need in needs if not is_there(need))


def root_prefix() -> list[str] | None:
    """Return what makes a command run as root without asking anybody, or ``None`` where nothing does."""
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode == 0:
        return [sudo, "-n"]
    return None


def install_with_apt(packages: list[str], prefix: list[str]) -> bool:
    """Install packages; a list that is old or was never fetched is fetched once."""
    environment = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "LC_ALL=C.UTF-8"]
    install = [*environment, "apt-get", "install", *APT_OPTIONS, *packages]
    print(f"安装系统软件包：{' '.join(packages)}", flush=True)
    if run_quietly(install):
        return True
    print("软件包列表可能过期，更新后再试一次……", flush=True)
    return run_quietly([*environment, "apt-get", "update", "-q"]) and run_loudly(install)


def run_quietly(command: list[str]) -> bool:
    """Run a command whose failure is not the last word."""
    return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False).returncode == 0


def run_loudly(command: list[str]) -> bool:
    """Run a command whose errors the person should see."""
    answer = subprocess.run(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    if answer.returncode:
        print(answer.stdout.decode(errors="replace"), file=sys.stderr)
    return answer.returncode == 0


def family(os_release: str) -> str:
    """Return the package family (``debian``, ``fedora``, ``suse`` or ``other``) an os-release file speaks of."""
    fields = dict(line.split("=", 1) for line in os_release.splitlines() if "=" in line)
    names = f"{fields.get('ID', '')} {fields.get('ID_LIKE', '')}".replace('"', "").lower().split()
    families = {
        "debian": ("debian", "ubuntu", "kylin", "openkylin", "uos", "uniontech", "deepin"),
        "fedora": ("fedora", "rhel", "centos", "openeuler", "anolis"),
        "suse": ("suse", "opensuse", "sles"),
    }
    matches = (
        name
        for name, members in families.items()
        if any(word == member or word.startswith(f"{member}-") for word in names for member in members)
    )
    return next(matches, "other")


def command_for(needs: tuple[Need, ...], system: str) -> str:
    """Return the line a person types to install the needs on a system of that family."""
    if system == "fedora":
        return f"sudo dnf install {' '.join(need.rpm for need in needs)}"
    if system == "suse":
        return f"sudo zypper install --capability {' '.join(need.rpm for need in needs)}"
    packages = " ".join(dict.fromkeys(need.debian for need in needs))
    if system == "debian":
        return f"sudo apt-get install -y --no-install-recommends {packages}"
    return f"（Debian 的包名，其他系统请找对应的包）{packages}"


def explain(needs: tuple[Need, ...]) -> str:
    """Return what is missing and the exact line that brings it."""
    names = "、".join(need.name if need.kind is not Kind.FONT else f"中文字体（{need.name}）" for need in needs)
    system = family(OS_RELEASE.read_text(encoding="utf-8") if OS_RELEASE.exists() else "")
    return f"系统还缺少：{names}\n请用管理员身份安装，然后再运行一次：\n  {command_for(needs, system)}"


def main(arguments: list[str]) -> int:
    """Bring what is missing, or say how; with ``--check`` only look, with ``--bundle`` and ``--release`` for more."""
    if not sys.platform.startswith("linux"):
        return 0
    lacking = missing(read_needs(purposes=[purpose for purpose in PURPOSES if f"--{purpose}" in arguments]))
    prefix = root_prefix()
    if lacking and "--check" not in arguments and shutil.which("apt-get") and prefix is not None:
        install_with_apt(list(dict.fromkeys(need.debian for need in lacking)), prefix)
        # A new process looks again: this one's loader keeps the library cache it started with.
        return subprocess.run([sys.executable, __file__, "--check", *arguments], check=False).returncode
    if lacking:
        print(explain(lacking), file=sys.stderr)
        return 1
    print("系统库和中文字体齐全。")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
