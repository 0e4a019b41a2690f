"""Files appear whole or not at all, and network drives are told apart."""

from pathlib import Path

import pytest

from viewer.store.filesystem import is_network_mount, is_on_network, is_writable, replacing

MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
server:/share /mnt/share nfs4 rw 0 0
//server/docs /mnt/my\\040docs cifs rw 0 0
user@host: /home/a/remote fuse.sshfs rw 0 0
portal /run/doc fuse.portal rw 0 0
/dev/sdb1 /mnt/share/local ext4 rw 0 0
"""


@pytest.mark.parametrize(
    ("folder", "expected"),
    [
        ("/home/a/library", False),
        ("/mnt/share/library", True),
        ("/mnt/sharelike", False),
        ("/mnt/my docs/x", True),
        ("/home/a/remote/x", True),
        ("/run/doc/x", False),
        ("/mnt/share/local/x", False),
    ],
)
def test_the_innermost_mount_decides(folder: str, expected: bool) -> None:  # noqa: FBT001
    assert is_network_mount(Path(folder), MOUNTS) is expected


def test_this_machines_own_disk_is_not_a_network_drive(tmp_path: Path) -> None:
    assert not is_on_network(tmp_path)


def test_a_file_takes_the_place_of_the_old_one_whole(tmp_path: Path) -> None:
    target = tmp_path / "a"
    target.write_bytes(b"old")
    with replacing(target) as file:
        file.write(b"new")
        assert target.read_bytes() == b"old"
    assert target.read_bytes() == b"new"


def test_a_write_that_fails_leaves_the_old_file_and_no_litter(tmp_path: Path) -> None:
    target = tmp_path / "a"
    target.write_bytes(b"old")
    with pytest.raises(ZeroDivisionError), replacing(target):
        raise ZeroDivisionError
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_writability_is_found_by_trying(ordinary_folder: Path) -> None:
    assert is_writable(ordinary_folder)
    ordinary_folder.chmod(0o500)
    assert not is_writable(ordinary_folder)
