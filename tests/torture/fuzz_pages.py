"""Fuzzes the drawing of pages, and files under a password: damaged inside, with the password right or wrong."""

import io
import random
from contextlib import suppress
from functools import cache
from pathlib import Path

from msoffcrypto.exceptions import FileFormatError
from msoffcrypto.format.ooxml import OOXMLFile
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from tests.torture import samples
from tests.torture.fuzz_target import Target, check_refusal, need
from tests.torture.mutation import mutated_bytes, mutated_package
from viewer.core.errors import FileEncryptedError, ViewerError
from viewer.importing import registry
from viewer.importing.manner import Manner
from viewer.importing.page_pictures import draw_page, sheets_of

_PASSWORD = "geheim"  # noqa: S105 - of the samples
_TYPES = {"pdf": "application/pdf", "ofd": "application/ofd"}
_MOST_PAGES = 3


def page_targets() -> tuple[Target, ...]:
    """Return the targets."""
    return (
        Target("pdfpages", "pdf", 1.0, lambda chance: _made("pdf", chance), _take_pages),
        Target("ofdpages", "ofd", 1.0, lambda chance: _made("ofd", chance), _take_pages),
        Target("lockedpdf", "pdf", 1.0, _make_locked_pdf, _take_locked),
        Target("lockeddocx", "docx", 1.0, _make_locked_docx, _take_locked),
    )


@cache
def _samples() -> dict[str, tuple[bytes, ...]]:
    return samples.samples()


def _made(suffix: str, chance: random.Random) -> bytes:
    content = chance.choice(_samples()[suffix])
    if suffix == "ofd" and chance.random() < 0.85:
        return mutated_package(content, chance)
    return mutated_bytes(content, chance)


def _take_pages(path: Path) -> str:
    media_type = _TYPES[path.suffix[1:]]
    try:
        sheets = sheets_of(path, media_type)
        for number in range(1, min(len(sheets), _MOST_PAGES) + 1):
            picture = draw_page(path, media_type, number, 0.3)
            need(picture.sheet.width > 0 and picture.sheet.height > 0, "a page without a size")
    except ViewerError as error:
        check_refusal(error)
        return "refused"
    return "read"


def _make_locked_pdf(chance: random.Random) -> bytes:
    return mutated_bytes(_locked_pdf(), chance)


@cache
def _locked_pdf() -> bytes:
    whole = io.BytesIO()
    canvas = Canvas(whole, encrypt=StandardEncryption(_PASSWORD), pageCompression=0)
    for number in range(40):
        canvas.drawString(80, 800 - number * 16, f"{number} parking lots in {2000 + number}")
    canvas.save()
    return whole.getvalue()


def _make_locked_docx(chance: random.Random) -> bytes:
    if chance.random() < 0.5:  # damage behind the password, where what locks still takes it for a document
        with suppress(FileFormatError):
            return _locked(mutated_package(_samples()["docx"][0], chance))
    return mutated_bytes(_locked_docx(), chance)


@cache
def _locked_docx() -> bytes:
    return _locked(_samples()["docx"][0])


def _locked(plain: bytes) -> bytes:
    whole = io.BytesIO()
    OOXMLFile(io.BytesIO(plain)).encrypt(_PASSWORD, whole)
    return whole.getvalue()


def _take_locked(path: Path) -> str:
    """Without the password, with a wrong one, with the right one: read, or refused in words; never another's text."""
    outcome = "refused"
    for password in (None, "falsch", _PASSWORD):
        try:
            registry.read(path, Manner(password=password))
        except FileEncryptedError as error:
            check_refusal(error)
        except ViewerError as error:
            check_refusal(error)
        else:
            outcome = "read"
    return outcome
