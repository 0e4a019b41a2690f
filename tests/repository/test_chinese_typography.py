"""The sentences a person reads are set as Chinese is set: full-width punctuation, six dots never as three."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ("core", "importing", "text", "store", "search", "comparing", "exporting", "services", "ui", "cli")
RESOURCES = ROOT / "viewer" / "resources"
HAN = r"[一-鿿]"
AMISS = re.compile(
    rf"{HAN}[,;:!?](?:\s|{HAN}|$)"  # a Latin stop after a Chinese word
    rf"|[,;!?]{HAN}|\.\.\.|{HAN}\.(?:\s|$)"  # before one, three dots, a Latin full stop
    rf"|{HAN}\(|\){HAN}"  # brackets
    rf"|{HAN} [，。；：！？、]|[，。；：！？、] {HAN}"  # a blank beside a stop that has its own
)
ALLOWED = re.compile(r"\(&\w\)|\(\*|\(\?[:!<=P]|\[\^|\\|\)的?\?|\)\*|\||[（(]\[|\]\(|^）\)|\]\?|://|指标:|tuple\[")
"""Keys of menus, patterns of files, regular expressions, addresses, and queries quoted as they are typed."""


def spoken(file: Path) -> Iterator[tuple[int, str]]:
    """Yield the Chinese sentences of a module, its docstrings and patterns left out."""
    tree = ast.parse(file.read_text("utf-8"))
    quiet = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in quiet:
            yield node.lineno, node.value


def test_sentences_in_the_source_are_set_as_chinese() -> None:
    wrong = [
        f"{file.relative_to(ROOT)}:{line}: {words}"
        for room in SOURCES
        for file in sorted((ROOT / "viewer" / room).rglob("*.py"))
        for line, words in spoken(file)
        if AMISS.search(words) and not ALLOWED.search(words)
    ]
    assert wrong == []


def test_the_manual_is_set_as_chinese() -> None:
    code = re.compile(r"`[^`]*`|\]\([^)]*\)")
    wrong = [
        f"{file.name}: {line}"
        for file in sorted((RESOURCES / "help" / "zh_CN").glob("*.md"))
        for line in file.read_text("utf-8").splitlines()
        if AMISS.search(code.sub("码", line))
    ]
    assert wrong == []
