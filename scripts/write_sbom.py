"""Writes what a bundle is made of as CycloneDX 1.6: every pinned package and every table of others, with its licence.

The same input gives the same bytes. Refuses a licence that ``scripts/licences.toml`` does not allow.

Each bundle holds its own under ``licences/andu.cdx.json``, which the program's page of licences reads.

Run: ``python scripts/write_sbom.py [--machine linux|windows] [--full] [--output FILE]``.
"""

import argparse
import hashlib
import importlib.metadata
import json
import re
import sys
import tomllib
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from scripts.bundling.libraries import DebianPackage, read_font, read_input_method, read_packages  # noqa: E402 - run from the source tree
from scripts.bundling.payload import read_choices  # noqa: E402
from scripts.bundling.pins import LINUX, WINDOWS, Pin, Target, wanted_pins  # noqa: E402
from viewer import __version__  # noqa: E402

LICENCES = ROOT / "scripts" / "licences.toml"
_MACHINES = {"linux": LINUX, "windows": WINDOWS}
_NAMESPACE = uuid.UUID("f4f1ed2a-54b0-4f0c-9e6d-0d1d6a6bd7a5")
_OWN_LICENCE = "MIT"


class LicenceError(Exception):
    """A part has no licence that is allowed."""


@dataclass(frozen=True, slots=True)
class Licences:
    """What ``scripts/licences.toml`` says."""

    allowed: frozenset[str]
    packages: Mapping[str, str]
    bundled: Mapping[str, str]
    data: Sequence[Mapping[str, Any]]

    def of_package(self, name: str) -> str:
        """Return a package's licence as an SPDX expression, all of whose parts are allowed. Raises ``LicenceError``."""
        expression = self.packages.get(name) or self.bundled.get(name) or _stated(name)
        if expression is None:
            message = f"{name} names no SPDX licence, and licences.toml has none for it"
            raise LicenceError(message)
        return self.checked(name, expression)

    def checked(self, name: str, expression: str) -> str:
        """Return the expression. Raises ``LicenceError`` for one that has a part which is not allowed."""
        strange = set(re.findall(r"[\w.+-]+", expression)) - {"AND", "OR", "WITH"} - self.allowed
        if strange:
            message = f"{name} stands under {expression}: {', '.join(sorted(strange))} is not allowed"
            raise LicenceError(message)
        return expression


def read_licences(table: Path = LICENCES) -> Licences:
    """Return the table."""
    rows = tomllib.loads(table.read_text(encoding="utf-8"))
    return Licences(frozenset(rows["allowed"]), rows["packages"], rows["bundled"], rows["data"])


def shipped(target: Target, *, full: bool = False) -> list[Pin]:
    """Return the packages of which something is in a bundle."""
    choices = read_choices(full=full)
    wanted = wanted_pins(target, full=full)
    return [pin for pin in wanted if not choices.get(pin.name, choices[""]).takes_nothing]


def bill_of_materials(target: Target, licences: Licences, *, full: bool = False) -> dict[str, Any]:
    """Return the document for the bundle of one kind of machine. Raises ``LicenceError``."""
    packages = [_package(pin.name, pin.version, pin.hashes, licences) for pin in shipped(target, full=full)]
    debian = [*read_packages(), read_input_method(), *([read_font()] if full else [])] if target == LINUX else []
    libraries = [_library(each, licences) for each in debian]
    data = [_data(row, licences) for row in licences.data]
    components = sorted([*packages, *libraries, *data], key=lambda each: each["bom-ref"])
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{uuid.uuid5(_NAMESPACE, target.name + json.dumps(components) + __version__)}",
        "version": 1,
        "metadata": {"component": _program(), "properties": [{"name": "andu:machine", "value": target.name}]},
        "components": components,
        "dependencies": [{"ref": "andu", "dependsOn": [each["bom-ref"] for each in components]}],
    }


def document_text(target: Target, *, full: bool = False) -> str:
    """Return the document as a file holds it. Raises ``LicenceError``."""
    return json.dumps(bill_of_materials(target, read_licences(), full=full), ensure_ascii=False, indent=1) + "\n"


def _stated(name: str) -> str | None:
    """Return what an installed package says of itself."""
    try:
        stated = importlib.metadata.metadata(name).json.get("license_expression")
    except importlib.metadata.PackageNotFoundError:
        return None
    return str(stated) if stated else None


def _program() -> dict[str, Any]:
    return {
        "type": "application",
        "bom-ref": "andu",
        "name": "andu",
        "version": __version__,
        "licenses": [{"license": {"id": _OWN_LICENCE}}],
    }


def _package(name: str, version: str, hashes: Sequence[str], licences: Licences) -> dict[str, Any]:
    reference = f"pkg:pypi/{name}@{version}"
    known = [{"name": "andu:sha256-of-a-released-file", "value": each.removeprefix("sha256:")} for each in hashes]
    return {
        "type": "library",
        "bom-ref": reference,
        "name": name,
        "version": version,
        "purl": reference,
        "licenses": _licence(licences.of_package(name)),
        "properties": known,
    }


def _library(package: DebianPackage, licences: Licences) -> dict[str, Any]:
    reference = f"pkg:deb/debian/{package.name}@{package.version}?arch=amd64"
    return {
        "type": "library",
        "bom-ref": reference,
        "name": package.name,
        "version": package.version,
        "purl": reference,
        "licenses": _licence(licences.checked(package.name, package.licence)),
        "hashes": [{"alg": "SHA-256", "content": package.sha256}],
    }


def _data(row: Mapping[str, Any], licences: Licences) -> dict[str, Any]:
    name, version = row["name"], row.get("version")
    files = [path for each in row["files"] if (path := ROOT / each).exists()]
    return {
        "type": "data",
        "bom-ref": f"data:{name.replace(' ', '-')}",
        "name": name,
        **({"version": version} if version else {}),
        "licenses": _licence(licences.checked(name, row["licence"])),
        "externalReferences": [{"type": "vcs", "url": row["source"]}],
        "properties": [
            {"name": f"andu:sha256-of-{path.name}", "value": hashlib.sha256(path.read_bytes()).hexdigest()}
            for path in files
        ],
    }


def _licence(expression: str) -> list[dict[str, Any]]:
    is_one = re.fullmatch(r"[\w.+-]+", expression)
    return [{"license": {"id": expression}}] if is_one else [{"expression": expression}]


def main() -> int:
    """Write the document to the file, or to standard output."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--machine", choices=_MACHINES, default="linux")
    parser.add_argument("--full", action="store_true", help="of the bundle that recognises scans")
    parser.add_argument("--output", type=Path)
    options = parser.parse_args()
    try:
        text = document_text(_MACHINES[options.machine], full=options.full)
    except LicenceError as error:
        print(f"not allowed: {error}", file=sys.stderr)
        return 1
    if options.output:
        options.output.write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
