"""Everything that is shipped is pinned, stands under a licence that is allowed, and is in the bill of materials."""

import importlib.metadata
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.bundling.pins import LINUX, WINDOWS, Target, wanted_pins
from scripts.write_sbom import LicenceError, bill_of_materials, read_licences, shipped

ROOT = Path(__file__).parents[2]
BOTH = pytest.mark.parametrize("target", [LINUX, WINDOWS], ids=lambda each: each.name)


@BOTH
def test_the_bill_names_every_pinned_package_and_every_table_of_others(target: Target) -> None:
    names = {each["name"] for each in bill_of_materials(target, read_licences())["components"]}
    assert names >= {pin.name for pin in shipped(target)}
    left_out = {pin.name for pin in wanted_pins(target)} - names
    assert left_out == {"cffi", "cryptography", "pycparser"}
    assert {"FoolNLTK weights", "OpenCC character tables", "python-pinyin readings"} <= names


@BOTH
def test_every_part_is_identified_and_licensed(target: Target) -> None:
    for part in bill_of_materials(target, read_licences())["components"]:
        assert part["bom-ref"]
        assert part["licenses"]
        purl = r"pkg:pypi/[a-z0-9-]+@[0-9][\w.]*|pkg:deb/debian/[a-z0-9-]+@[0-9][\w.+:-]*\?arch=amd64"
        assert part["type"] == "data" or re.fullmatch(purl, part["purl"])


@BOTH
def test_the_full_bundle_has_a_longer_bill(target: Target) -> None:
    small, full = (bill_of_materials(target, read_licences(), full=full)["components"] for full in (False, True))
    assert {each["name"] for each in full} > {each["name"] for each in small} | {"rapidocr"}


def test_the_bill_has_the_same_bytes_every_time() -> None:
    command = [sys.executable, str(ROOT / "scripts" / "write_sbom.py"), "--machine", "linux"]
    first, second = (subprocess.run(command, capture_output=True, check=True).stdout for _ in range(2))
    assert first == second
    assert json.loads(first)["specVersion"] == "1.6"


def test_a_licence_that_is_not_allowed_is_refused() -> None:
    with pytest.raises(LicenceError, match=re.escape("AGPL-3.0-only is not allowed")):
        read_licences().checked("x", "MIT AND AGPL-3.0-only")


def test_a_package_without_a_licence_is_refused() -> None:
    licences = read_licences()
    without = type(licences)(licences.allowed, {}, {}, ())
    with pytest.raises(LicenceError, match="jieba"):
        without.of_package("jieba")


@pytest.mark.parametrize("name", sorted(read_licences().packages))
def test_the_table_does_not_contradict_the_package(name: str) -> None:
    stated = read_licences().packages[name]
    metadata = importlib.metadata.metadata(name)
    said = " ".join([str(metadata.json.get("license", "")), *(metadata.get_all("Classifier") or [])])
    family = {"BSD-2-Clause": "BSD", "BSD-3-Clause": "BSD", "LGPL-3.0-only": "LGPL-3.0-only", "MIT": "MIT"}
    assert family[stated.split(" AND ")[0]] in said


def test_every_table_with_a_notice_is_in_the_bill() -> None:
    listed = {Path(file).parent.name for row in read_licences().data for file in row["files"]}
    noticed = {path.parent.name for path in (ROOT / "viewer" / "resources").rglob("NOTICE*")}
    assert noticed <= listed
