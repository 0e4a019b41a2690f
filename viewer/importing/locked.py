"""What is said of files that want a password."""

from pathlib import Path

from viewer.core.errors import FileEncryptedError

_ADVICE = "请输入密码后重试；没有密码时，请原作者去掉密码后另存一份，再导入。"


def locked(path: Path, password: str | None) -> FileEncryptedError:
    """Return the refusal of a file that a password opens, but not this one."""
    sentence = f"“{path.name}”有密码" if password is None else f"“{path.name}”的密码不对"
    return FileEncryptedError(sentence, advice=_ADVICE)
