"""The passwords of files for a command: from a file, from standard input, or asked for on the terminal.

Never part of the command itself, where the list of processes and the history of the shell would show them.
"""

import argparse
import getpass
import sys
from pathlib import Path

from viewer.core.errors import ViewerError

_STANDARD_INPUT = "-"


def describe(parser: argparse.ArgumentParser) -> None:
    """Add the option."""
    parser.add_argument(
        "--password-file",
        metavar="文件",
        help="有密码的文件逐一试用的密码，一行一个；“-”表示从标准输入读取。不给时在终端询问一次",
    )


def stated(options: argparse.Namespace) -> tuple[str, ...]:
    """Return the passwords of the option, none where it is not given.

    Raises ``ViewerError`` for a file that cannot be read.
    """
    name = options.password_file
    if name is None:
        return ()
    try:
        text = sys.stdin.read() if name == _STANDARD_INPUT else Path(name).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        message = f"读不出密码文件“{name}”。"
        raise ViewerError(message, advice="请给出一个 UTF-8 文本文件，每行一个密码。") from error
    return tuple(line for line in text.splitlines() if line)


def asked(options: argparse.Namespace, words: str) -> tuple[str, ...]:
    """Ask once where a person sits at the terminal and no option was given."""
    if options.password_file is not None or not (sys.stdin.isatty() and sys.stderr.isatty()):
        return ()
    typed = getpass.getpass(f"{words} 密码（不显示，直接回车跳过）：", sys.stderr)
    return (typed,) if typed else ()


def office_password(address: str, is_wrong: bool) -> str | None:  # noqa: FBT001 - as ``AskPassword`` hands it
    """Return the password of an office's library from the keychain, or ask where a person sits at the terminal.

    One the keychain had and the server did not accept is forgotten there.
    """
    # Here, since the system's keychain takes long to load, which a library in a folder has no use for.
    from viewer.services.keychain import Keychain  # noqa: PLC0415

    keychain = Keychain()
    if is_wrong:
        keychain.forget(address)
    elif (kept := keychain.password_for(address)) is not None:
        return kept
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return None
    words = f"{'密码不对。' if is_wrong else ''}{address} 的密码（不显示，直接回车放弃）："
    return getpass.getpass(words, sys.stderr) or None
