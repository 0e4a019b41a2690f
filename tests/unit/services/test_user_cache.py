"""The cache is the user's own, in the platform's place."""

from pathlib import Path

import pytest

from viewer.services.user_cache import user_cache_folder


@pytest.mark.parametrize(
    ("platform", "environment", "expected"),
    [
        ("linux", {}, "/home/li/.cache/andu"),
        ("linux", {"XDG_CACHE_HOME": "/c"}, "/c/andu"),
        ("linux", {"XDG_CACHE_HOME": "relative"}, "/home/li/.cache/andu"),
        ("win32", {"LOCALAPPDATA": "/c"}, "/c/Andu/cache"),
        ("darwin", {}, "/home/li/Library/Caches/Andu"),
    ],
)
def test_each_platform_has_its_place(platform: str, environment: dict[str, str], expected: str) -> None:
    assert user_cache_folder(environment, home=Path("/home/li"), platform=platform) == Path(expected)


def test_the_cache_of_a_portable_program_is_beside_it(tmp_path: Path) -> None:
    (tmp_path / "portable").touch()
    assert user_cache_folder({}, home=Path("/home/li"), executable=tmp_path / "andu") == tmp_path / "cache"
