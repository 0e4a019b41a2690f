"""What a person likes is kept where the platform keeps such things, and travels with a portable program."""

from pathlib import Path

import pytest

from viewer.services.user_settings import user_settings_folder

HOME = Path("/home/zhang")


@pytest.mark.parametrize(
    ("platform", "environment", "expected"),
    [
        ("linux", {}, HOME / ".config" / "andu"),
        ("linux", {"XDG_CONFIG_HOME": "/etc/mine"}, Path("/etc/mine/andu")),
        ("linux", {"XDG_CONFIG_HOME": "relative"}, HOME / ".config" / "andu"),
        ("win32", {"APPDATA": "/roaming"}, Path("/roaming/Andu")),
        ("win32", {}, HOME / "AppData" / "Roaming" / "Andu"),
        ("darwin", {}, HOME / "Library" / "Preferences" / "Andu"),
    ],
)
def test_each_platform_has_its_place(platform: str, environment: dict[str, str], expected: Path) -> None:
    assert user_settings_folder(environment, executable=Path("/opt/andu"), home=HOME, platform=platform) == expected


def test_a_portable_program_keeps_them_beside_itself(tmp_path: Path) -> None:
    (tmp_path / "portable").touch()
    assert user_settings_folder({}, executable=tmp_path / "andu", home=HOME) == tmp_path / "data"
