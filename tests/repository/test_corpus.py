"""The founding replies keep their bytes, and the manifest says of each what the document says of itself."""

import hashlib
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from viewer.core.metadata import DocumentKind

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "corpus"
DOCUMENTS: list[dict[str, Any]] = tomllib.loads((CORPUS / "manifest.toml").read_text(encoding="utf-8"))["document"]

every_document = pytest.mark.parametrize("entry", DOCUMENTS, ids=lambda entry: entry["file"])


def test_every_reply_is_in_the_manifest() -> None:
    assert sorted(entry["file"] for entry in DOCUMENTS) == sorted(path.name for path in CORPUS.glob("*.txt"))


@every_document
def test_the_bytes_are_unchanged(entry: dict[str, Any]) -> None:
    assert hashlib.sha256((CORPUS / entry["file"]).read_bytes()).hexdigest() == entry["sha256"]


@every_document
def test_the_document_says_its_title_and_publisher(entry: dict[str, Any]) -> None:
    words = without_blanks(entry)
    assert without_space(entry["title"]) in words
    assert entry["publisher"] in words


@every_document
def test_the_document_says_its_date(entry: dict[str, Any]) -> None:
    year, *rest = (int(part) for part in entry["date"].split("-"))
    date = f"{year}年" + "".join(f"{number}{unit}" for number, unit in zip(rest, "月日", strict=False))
    assert date in without_blanks(entry)


@every_document
def test_the_manifest_claims_disclosure_only_where_the_document_does(entry: dict[str, Any]) -> None:
    stated = re.search("此件[^）)]*公开[^）)]*", without_blanks(entry))
    assert entry.get("disclosure") == (stated.group() if stated else None)


@every_document
def test_the_kind_is_one_the_program_knows(entry: dict[str, Any]) -> None:
    assert entry["kind"] in set(DocumentKind)


def test_the_product_does_not_depend_on_the_founding_replies() -> None:
    names = [entry["file"].removesuffix(".txt").encode() for entry in DOCUMENTS]
    product = [path.read_bytes() for path in (ROOT / "viewer").rglob("*") if path.is_file() and path.suffix != ".pyc"]
    assert not [name for name in names if any(name in content for content in product)]


def without_blanks(entry: dict[str, Any]) -> str:
    """Return a reply's characters without blanks and line ends, which stand anywhere in extracted text."""
    return without_space((CORPUS / entry["file"]).read_text(encoding="utf-8"))


def without_space(text: str) -> str:
    """Return a text without any white space."""
    return "".join(text.split())
