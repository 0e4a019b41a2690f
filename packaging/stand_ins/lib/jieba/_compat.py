"""What jieba asks of Python, without its look at pkg_resources; its tables may stand in an archive."""

import io
import logging
import os  # noqa: F401 - jieba takes it from here
import pkgutil
import sys

default_logger = logging.getLogger(__name__)
log_console = logging.StreamHandler(sys.stderr)
default_encoding = sys.getfilesystemencoding()
check_paddle_install = {"is_paddle_installed": False}
text_type = str
string_types = (str,)
xrange = range
PY2 = False


def setLogLevel(level: int) -> None:  # noqa: N802 - jieba's name
    """Say how much is logged."""
    default_logger.setLevel(level)


def get_module_res(*parts: str) -> io.BytesIO:
    """Return a table of the package as an open file."""
    content = pkgutil.get_data("jieba", "/".join(parts))
    if content is None:
        raise FileNotFoundError("/".join(parts))
    return io.BytesIO(content)


def enable_paddle() -> None:
    """Refuse: the model this would fetch from a network is not used here."""
    message = "no other model is here"
    raise NotImplementedError(message)


def iterkeys(table: dict) -> object:
    """Give the keys."""
    return iter(table.keys())


def itervalues(table: dict) -> object:
    """Give the values."""
    return iter(table.values())


def iteritems(table: dict) -> object:
    """Give keys with values."""
    return iter(table.items())


def strdecode(sentence: str | bytes) -> str:
    """Return text as text."""
    if isinstance(sentence, str):
        return sentence
    try:
        return sentence.decode("utf-8")
    except UnicodeDecodeError:
        return sentence.decode("gbk", "ignore")


def resolve_filename(file: object) -> str:
    """Return the name a file goes by."""
    return str(getattr(file, "name", repr(file)))
