"""Makes Debian packages of a Linux bundle: one as Debian wants it, one as the app stores of UOS and Kylin want it."""

import argparse
import gzip
import json
import os
import shutil
import subprocess
import tempfile
import textwrap
from pathlib import Path

from scripts.bundling.icons import write_linux_icons
from scripts.bundling.payload import write
from scripts.bundling.pins import ROOT
from scripts.bundling.version import date, epoch, notes, version

PARTS = ROOT / "packaging" / "linux"
APP_ID = "org.andu.reader"
MAINTAINER = "The Andu contributors <contributors@andu.invalid>"
DEPENDS = (
    "libc6 (>= 2.28), libdbus-1-3, libegl1, libfontconfig1, libfreetype6 (>= 2.9), libgcc1 | libgcc-s1, libgl1, "
    "libglib2.0-0 | libglib2.0-0t64, libstdc++6 (>= 8), libx11-6, libx11-xcb1, libxcb1, zlib1g"
)
RECOMMENDS = "fonts-noto-cjk | fonts-wqy-microhei | fonts-wqy-zenhei | fonts-droid-fallback, xkb-data"


def debian_tree(bundle: Path, root: Path, name: str) -> None:
    """Lay out the package as Debian's own are."""
    shutil.copytree(bundle, root / "usr" / "lib" / name)
    (root / "usr" / "bin").mkdir()
    (root / "usr" / "bin" / "andu").symlink_to(f"../lib/{name}/andu")
    share = root / "usr" / "share"
    write(share / "applications" / "andu.desktop", filled("andu.desktop", program="andu", icon="andu"))
    write(share / "mime" / "packages" / "andu.xml", filled("andu-mime.xml"))
    write_linux_icons(share / "icons" / "hicolor")
    metainfo = filled(f"{APP_ID}.metainfo.xml", version=version, date=date())
    write(share / "metainfo" / f"{APP_ID}.metainfo.xml", metainfo)
    write(share / "doc" / name / "copyright", _copyright())
    write(share / "doc" / name / "changelog.gz", gzip.compress(_changelog(name), mtime=0))
    write(share / "lintian" / "overrides" / name, filled("lintian-overrides", package=name))


def store_tree(bundle: Path, root: Path, app_id: str) -> None:
    """Lay out the package as the stores of UOS and Kylin ask: all of it under /opt/apps, nothing run at install."""
    home = root / "opt" / "apps" / app_id
    shutil.copytree(bundle, home / "files")
    program = f"/opt/apps/{app_id}/files/andu"
    write(home / "entries" / "applications" / f"{app_id}.desktop", filled("andu.desktop", program=program, icon=app_id))
    write(home / "entries" / "mime" / "packages" / f"{app_id}.xml", filled("andu-mime.xml"))
    icons = home / "entries" / "icons" / "hicolor"
    write_linux_icons(icons)
    for icon in sorted(icons.rglob("andu.*")):
        icon.rename(icon.with_stem(app_id))
    write(home / "entries" / "doc" / app_id / "copyright", _copyright())
    permissions = ("autostart", "notification", "trayicon", "clipboard", "account", "bluetooth", "camera")
    info = {
        "appid": app_id,
        "name": "案牍",
        "version": version,
        "arch": ["amd64"],
        "permissions": {**dict.fromkeys(permissions, False), "clipboard": True},
    }
    write(home / "info", (json.dumps(info, ensure_ascii=False, indent=2) + "\n").encode())


def build_package(root: Path, name: str, target: Path) -> Path:
    """Pack a tree; the same tree gives the same package."""
    size = sum(path.stat().st_size for path in root.rglob("*") if path.is_file() and not path.is_symlink())
    write(root / "DEBIAN" / "control", _control(name, size // 1024).encode())
    write(root / "DEBIAN" / "md5sums", _sums(root))
    for path in sorted(root.rglob("*")):
        if not path.is_symlink():
            is_program = path.is_dir() or (path.name == "andu" and path.parent.name in {name, "files"})
            path.chmod(0o755 if is_program else 0o644)
    path = target / f"{name}_{version}_amd64.deb"
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(epoch())}
    command = ["dpkg-deb", "--root-owner-group", "-Zxz", "-z3", "--build", str(root), str(path)]
    subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL)
    return path


def filled(name: str, **values: str) -> bytes:
    """Return a file of packaging/linux with the values in their places."""
    text = (PARTS / name).read_text(encoding="utf-8")
    for key, value in values.items():
        text = text.replace(f"@{key}@", value)
    return text.encode()


def _control(name: str, kilobytes: int) -> str:
    return (
        f"Package: {name}\nVersion: {version}\nArchitecture: amd64\nMaintainer: {MAINTAINER}\nSection: text\n"
        f"Priority: optional\nInstalled-Size: {kilobytes}\nDepends: {DEPENDS}\nRecommends: {RECOMMENDS}\n"
        "Description: offline reader for government replies\n"
        " Andu keeps government replies in one library, finds every word in them, marks\n"
        " figures, people and documents, and takes notes along into reports. It brings\n"
        " its own Python and Qt and never uses a network.\n"
    )


def _sums(root: Path) -> bytes:
    names = sorted(str(path.relative_to(root)) for path in root.rglob("*") if path.is_file() and not path.is_symlink())
    wanted = [name for name in names if not name.startswith("DEBIAN/")]
    return subprocess.run(["md5sum", "--", *wanted], cwd=root, check=True, capture_output=True).stdout


def _copyright() -> bytes:
    lines = (ROOT / "LICENSE").read_text(encoding="utf-8").splitlines()[2:]
    return filled("copyright", licence="\n".join(f" {line}" if line else " ." for line in lines))


def _changelog(name: str) -> bytes:
    items = [line.removeprefix("- ") for line in notes().splitlines() if line.startswith("- ")]
    words = "\n".join(
        textwrap.fill(item, 76, initial_indent="  * ", subsequent_indent="    ") for item in items or ["This release."]
    )
    day = subprocess.run(
        ["date", "-u", "-R", "-d", f"@{epoch()}"], check=True, capture_output=True, text=True, env={"LC_ALL": "C"}
    ).stdout.strip()
    return f"{name} ({version}) unstable; urgency=medium\n\n{words}\n\n -- {MAINTAINER}  {day}\n".encode()


def main() -> None:
    """Make both packages of a bundle."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bundle", type=Path, required=True)
    parser.add_argument("--target", type=Path, required=True)
    parser.add_argument("--name", default="andu")
    chosen = parser.parse_args()
    app_id = APP_ID + chosen.name.removeprefix("andu").replace("-", ".")
    for name, lay in ((chosen.name, debian_tree), (app_id, store_tree)):
        with tempfile.TemporaryDirectory() as temporary:
            root = Path(temporary) / "root"
            root.mkdir()
            lay(chosen.bundle, root, name)
            path = build_package(root, name, chosen.target)
            print(f"{path}: {path.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
