"""The set-up script knows the systems we name and says the exact line for each."""

import pytest

from scripts.system_packages import Kind, Need, command_for, explain, family, is_there, missing, read_needs

EGL = Need(Kind.LIBRARY, "libEGL.so.1", "libegl1", "'libEGL.so.1()(64bit)'")
FONT = Need(Kind.FONT, "zh-cn", "fonts-noto-cjk", "wqy-microhei-fonts")


@pytest.mark.parametrize(
    ("os_release", "expected"),
    [
        ("ID=debian\n", "debian"),
        ('ID=ubuntu\nID_LIKE="debian"\n', "debian"),
        ('ID=kylin\nID_LIKE=debian\nVERSION_ID="v10"\n', "debian"),
        ("ID=uos\n", "debian"),
        ("ID=Deepin\n", "debian"),
        ("ID=fedora\n", "fedora"),
        ('ID="openEuler"\n', "fedora"),
        ('ID="opensuse-leap"\nID_LIKE="suse opensuse"\n', "suse"),
        ("ID=arch\n", "other"),
        ("", "other"),
    ],
)
def test_the_system_is_known_by_its_os_release(os_release: str, expected: str) -> None:
    assert family(os_release) == expected


@pytest.mark.parametrize(
    ("system", "line"),
    [
        ("debian", "sudo apt-get install -y --no-install-recommends libegl1 fonts-noto-cjk"),
        ("fedora", "sudo dnf install 'libEGL.so.1()(64bit)' wqy-microhei-fonts"),
        ("suse", "sudo zypper install --capability 'libEGL.so.1()(64bit)' wqy-microhei-fonts"),
    ],
)
def test_the_line_to_type_is_exact(system: str, line: str) -> None:
    assert command_for((EGL, FONT), system) == line


def test_what_is_missing_is_named() -> None:
    assert "libEGL.so.1" in explain((EGL, FONT))
    assert "中文字体" in explain((EGL, FONT))


def test_a_library_nobody_has_is_missing() -> None:
    nowhere = Need(Kind.LIBRARY, "libnobodyhasthis.so.9", "libnobody", "libnobody")
    assert missing((nowhere,)) == (nowhere,)


def test_a_command_everybody_has_is_there() -> None:
    assert is_there(Need(Kind.COMMAND, "sh", "dash", "bash"))


def test_every_need_names_its_packages() -> None:
    assert all(need.debian and need.rpm for need in read_needs())


def test_a_desktop_to_test_on_is_asked_for_by_its_purpose() -> None:
    names = {need.name for need in read_needs(purposes=["desktop"])} - {need.name for need in read_needs()}
    assert {"Xvfb", "openbox", "xdotool"} < names
    assert is_there(Need(Kind.FILE, "usr/lib*", "nothing", "nothing"))
    assert not is_there(Need(Kind.FILE, "usr/lib*/no such thing", "nothing", "nothing"))
