"""The founding replies fall into their true paragraphs, and so do very different ones however they were set."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from viewer.importing.plain_text import read_text
from viewer.text.reflow import reflow

HERE = Path(__file__).parent
TEXTS = sorted((HERE / "reflow").glob("*.txt"))
CORPUS = HERE.parent.parent / "corpus"


def load_benchmark() -> ModuleType:
    spec = importlib.util.spec_from_file_location("reflow_rewrap", HERE.parent / "benchmarks" / "reflow_rewrap.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    # dataclasses look their module up by name
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


BENCHMARK = load_benchmark()
VARIANTS = {variant.name: variant for variant in BENCHMARK.variants()}


@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_the_founding_replies_fall_into_their_true_paragraphs(number: str) -> None:
    document = reflow(read_text(next(CORPUS.glob(f"{number}_*.txt"))))
    found = ["".join(document.paragraph_text(paragraph).split()) for paragraph in document.paragraphs]
    assert found == (HERE / "reflow" / f"corpus_{number}.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("text", [path.stem for path in TEXTS])
@pytest.mark.parametrize("width", [22, 26, 32, 40])
@pytest.mark.parametrize("variant", ["indent+numbers", "lost+blank lines", "flush+paragraph gaps+headers"])
def test_wrapped_paragraphs_are_found_again(text: str, width: int, variant: str) -> None:
    truth = (HERE / "reflow" / f"{text}.txt").read_text(encoding="utf-8").splitlines()
    truth = [BENCHMARK.HEADER, *truth] if "headers" in variant else truth
    found = BENCHMARK.found_paragraphs(BENCHMARK.rewrap(truth, width, VARIANTS[variant]))
    assert BENCHMARK.f1(truth, found) >= 0.93
