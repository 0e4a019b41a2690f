"""Prints how well scans are read: character errors and metadata of the founding replies, printed and scanned anew.

Run: ``python tests/benchmarks/quality_scans.py [--replies 001 003] [--errors]``. LibreOffice prints them by GB/T 9704,
this script makes page pictures of the print: at three resolutions, turned, noisy, and with a red seal over the
signature. Needs the extra ``andu[ocr]``.
"""

import argparse
import math
import sys
import tempfile
import time
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pypdfium2
from PIL import Image, ImageDraw
from rapidfuzz.distance import Levenshtein

from tests.benchmarks.quality_formats import score, squeezed
from tests.benchmarks.rendered_replies import convert, has_office, replies, write_official_docx
from viewer.importing.ocr import is_available
from viewer.importing.pdf import read_pdf
from viewer.importing.registry import read
from viewer.text.reflow import reflow

Scanner = Callable[[Image.Image, float, tuple[float, float] | None], Image.Image]
Place = tuple[float, float]  # of the signature, in points from the top left
SEAL_RED = (222, 44, 48)


def plain(page: Image.Image, _dpi: float, _place: Place | None) -> Image.Image:
    """Scan without a fault."""
    return page


def turned(page: Image.Image, _dpi: float, _place: Place | None) -> Image.Image:
    """Lay the sheet on the glass askew by a degree."""
    return page.rotate(1.0, resample=Image.Resampling.BICUBIC, fillcolor="white")


def noisy(page: Image.Image, _dpi: float, _place: Place | None) -> Image.Image:
    """Scan a grey copy of a copy."""
    chance = np.random.default_rng(1)
    grey = np.asarray(page, np.float32) * 0.75 + 40
    grey += chance.normal(0, 14, grey.shape[:2])[:, :, None]
    specks = chance.random(grey.shape[:2]) < 0.002
    grey[specks] = 60
    return Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8))


def sealed(page: Image.Image, dpi: float, place: Place | None) -> Image.Image:
    """Press a seal of 42 mm on the signature."""
    if place is None:
        return page
    layer = Image.new("RGB", page.size, "white")
    draw = ImageDraw.Draw(layer)
    centre_x, centre_y = place[0] * dpi / 72, place[1] * dpi / 72
    radius, line = 21 / 25.4 * dpi, round(1.2 / 25.4 * dpi)
    draw.ellipse(
        (centre_x - radius, centre_y - radius, centre_x + radius, centre_y + radius), outline=SEAL_RED, width=line
    )
    points = []
    for step in range(10):
        reach = (7 if step % 2 == 0 else 2.8) / 25.4 * dpi
        angle = math.pi / 2 + step * math.pi / 5
        points.append((centre_x + reach * math.cos(angle), centre_y - reach * math.sin(angle)))
    draw.polygon(points, fill=SEAL_RED)
    for step in range(36):  # strokes where the name runs round
        angle = math.radians(step * 10)
        inner, outer = 13 / 25.4 * dpi, 17 / 25.4 * dpi
        ends = [(inner, angle), (outer, angle + 0.08)]
        stroke = [(centre_x + reach * math.cos(turn), centre_y + reach * math.sin(turn)) for reach, turn in ends]
        draw.line(stroke, fill=SEAL_RED, width=line)
    return Image.fromarray((np.asarray(page, np.uint16) * np.asarray(layer, np.uint16) // 255).astype(np.uint8))


SCANS: tuple[tuple[str, float, Scanner], ...] = (
    ("150 dpi", 150, plain),
    ("200 dpi", 200, plain),
    ("300 dpi", 300, plain),
    ("200 dpi, 1° askew", 200, turned),
    ("200 dpi, noise", 200, noisy),
    ("150 dpi, noise", 150, noisy),
    ("200 dpi, seal", 200, sealed),
    ("300 dpi, seal", 300, sealed),
)


def scan(pdf: Path, target: Path, dpi: float, scanner: Scanner, place: tuple[int, Place] | None) -> Path:
    """Write a PDF's pages as a TIFF of JPEG pictures."""
    document = pypdfium2.PdfDocument(pdf)
    pages = []
    for number, page in enumerate(document, start=1):  # type: ignore[arg-type,var-annotated]
        picture = page.render(scale=dpi / 72).to_pil().convert("RGB")
        pages.append(scanner(picture, dpi, place[1] if place and place[0] == number else None))
    document.close()
    pages[0].save(target, save_all=True, append_images=pages[1:], compression="jpeg", dpi=(dpi, dpi))
    return target


def signature_place(pdf: Path) -> tuple[int, Place] | None:
    """Return page and middle of the last line that is nothing but a date: what a seal is pressed on."""
    raw = read_pdf(pdf)
    for block in reversed(raw.blocks):
        words = "".join(block.span.of(raw.text).split())
        if words.endswith("日") and "年" in words and len(words) < 14 and block.box is not None and block.page:
            return block.page, ((block.box.left + block.box.right) / 2, block.box.top - 10)
    return None


def main() -> None:
    """Print, scan, recognise, compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--replies", nargs="*", default=["001", "003"])
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    if not is_available() or not has_office():
        print("needs andu[ocr] and LibreOffice")
        return
    chosen = [each for each in replies() if each.name in options.replies]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        sources = [write_official_docx(each, folder / f"{each.name}.docx", letterhead="table") for each in chosen]
        printed = convert(sources, "pdf", folder)
        print(f"{'scan':20} CER%  folded%  borderP  borderR  meta≠  s/page")
        for label, dpi, scanner in SCANS:
            wrong = folded = total = seconds = pages = fields = 0.0
            common = found_borders = true_borders = 0
            for reply, pdf in zip(chosen, printed, strict=True):
                picture = scan(pdf, folder / "scan.tif", dpi, scanner, signature_place(pdf))
                began = time.process_time()
                raw = read(picture)
                seconds += time.process_time() - began
                pages += raw.pages or 0
                document = reflow(raw)
                measured = score(reply.document, document)
                truth, text = squeezed(reply.document)[0], squeezed(document)[0]
                total += len(truth)
                wrong += Levenshtein.distance(truth, text)
                folded += Levenshtein.distance(*(unicodedata.normalize("NFKC", each) for each in (truth, text)))
                fields += len(measured.fields)
                common += measured.common_borders
                found_borders += measured.found_borders
                true_borders += measured.true_borders
                if options.errors:
                    show_errors(label, truth, text, measured.fields)
            borders = f"{100 * common / found_borders:9.2f} {100 * common / true_borders:8.2f}"
            errors = f"{100 * wrong / total:5.2f} {100 * folded / total:6.2f}"
            print(f"{label:20} {errors} {borders} {fields:5.0f} {seconds / pages:8.1f}", flush=True)


def show_errors(label: str, truth: str, text: str, fields: Sequence[str]) -> None:
    """Print what was read wrongly."""
    for each in fields:
        print(f"  {label}: {each}", file=sys.stderr)
    for code in Levenshtein.opcodes(truth, text):
        if code.tag != "equal":
            there, here = truth[code.src_start : code.src_end], text[code.dest_start : code.dest_end]
            before = truth[max(0, code.src_start - 6) : code.src_start]
            print(f"  {label}: {there!r} → {here!r} after {before}", file=sys.stderr)


if __name__ == "__main__":
    main()
