# Andu's tasks. `make` lists them. Every step leaves a stamp, so a second run does only what changed.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
NOQT := .venv-noqt
STAMPS := build/stamps
LIBRARY := build/library
PIP_INSTALL = -m pip install --quiet --disable-pip-version-check --no-build-isolation --require-hashes
RUN_PINS := constraints/core.txt constraints/window.txt
CHECK_PINS := constraints/test.txt constraints/dev.txt
MODELS := $(addprefix viewer/resources/models/,fool_ner.npz lac_words.npz)
BENCH := $(wildcard $(addprefix tests/benchmarks/,bench_*.py import_*.py *_speed.py))
QUALITY := $(wildcard $(addprefix tests/benchmarks/,quality_*.py *_accuracy.py *_generated.py *_rewrap.py))
JOBS ?= 2

export PYTHONUTF8 = 1

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run test check lint types imports unit ui end2end golden bench startup torture quality screenshots models library \
        format pin hooks wheel release bundle full deb windows clean distclean

help: ## list the tasks
	@echo "make run and make test are all a fresh clone needs. The tasks:"
	@sed -n 's/^\([a-z0-9]*\):.*## \(.*\)/  \1\t\2/p' $(MAKEFILE_LIST) | expand -t 15

run: $(VENV)/.run $(MODELS) ## set up, then open the window on the founding replies (no display: search them and draw the window)
	@$(BIN)/python scripts/first_run.py --library $(LIBRARY) --picture build/andu.png

test: lint types imports unit check ## run every check

lint: $(VENV)/.dev ## style and layout of the code
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev ## types, strictly, over the product, the tests and the scripts
	$(BIN)/mypy

imports: $(VENV)/.dev ## the arrows between the rooms
	$(BIN)/lint-imports --no-logo

unit: $(NOQT)/.test $(MODELS) ## unit tests in an environment where Qt is not installed
	$(NOQT)/bin/python -m pytest -q -n $(JOBS) tests/unit

check: $(VENV)/.dev $(MODELS) ## all tests, with Qt, drawing offscreen
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -q -n $(JOBS) tests

ui: $(VENV)/.dev $(MODELS) ## only the tests of the window
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -q -n $(JOBS) tests/ui

end2end: $(VENV)/.dev $(MODELS) ## only the tests of the whole program: commands, set-up, no network
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -q -n $(JOBS) tests/end2end

golden: $(VENV)/.dev $(MODELS) ## only the readings of the founding replies against what people read in them
	$(BIN)/python -m pytest -q -n $(JOBS) tests/golden

bench: $(VENV)/.dev $(MODELS) ## speed and memory: prints figures, fails nothing
	@for script in $(BENCH); do echo "== $$script"; QT_QPA_PLATFORM=offscreen $(BIN)/python $$script || exit 1; done

torture: $(VENV)/.dev $(MODELS) ## kill, fill up, break, flip, share, fuzz: prints what was lost (nothing may be); half an hour
	@$(BIN)/python -m tests.torture.run

startup: $(VENV)/.run ## start dist/andu and dist/andu-full, cold and warm, beside the source: prints a table (on a display, as root)
	@$(BIN)/python tests/benchmarks/bundle_start.py $(wildcard dist/andu dist/andu-full)

quality: $(VENV)/.dev $(MODELS) ## how well the reading is: prints figures against the gold
	@for script in $(QUALITY); do echo "== $$script"; $(BIN)/python $$script || exit 1; done
	@$(BIN)/python scripts/write_quality.py

screenshots: $(VENV)/.run $(MODELS) ## draw the fixed scenes to build/screenshots/
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m scripts.screenshots

models: $(MODELS) ## build the models that are made from data in this repository

library: $(VENV)/.run $(MODELS) ## make build/library from the founding replies
	@$(BIN)/python -m viewer import --library $(LIBRARY) corpus

format: $(VENV)/.dev ## lay out the code and mend what can be mended by itself
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

release: $(VENV)/.dev $(MODELS) ## build everything that is handed out, with checksums, in dist/ (brings the packages it needs)
	@$(PYTHON) scripts/system_packages.py --bundle --release
	$(BIN)/python -m scripts.bundling.release

bundle: $(VENV)/.dev $(MODELS) ## build dist/andu/, one folder that runs on Linux from glibc 2.28 without Python, and try it
	@$(PYTHON) scripts/system_packages.py --bundle
	$(BIN)/python -m scripts.bundling.linux --target dist/andu
	@$(BIN)/python -m scripts.bundling.trial dist/andu

full: $(VENV)/.dev $(MODELS) ## build dist/andu-full/, which also recognises scans and brings a Chinese font, and try it
	@$(PYTHON) scripts/system_packages.py --bundle
	$(BIN)/python -m scripts.bundling.linux --full --target dist/andu-full
	@$(BIN)/python -m scripts.bundling.trial dist/andu-full

deb: $(VENV)/.dev ## build dist/*.deb of dist/andu/, as Debian and as the stores of UOS and Kylin want them
	$(BIN)/python -m scripts.bundling.deb --bundle dist/andu --target dist

windows: $(VENV)/.dev $(MODELS) ## build dist/andu-windows/, its ZIP and its installer
	@$(PYTHON) scripts/system_packages.py --bundle --release
	$(BIN)/python -m scripts.bundling.windows --target dist/andu-windows

wheel: $(VENV)/.run $(MODELS) ## build dist/andu-*.whl
	$(BIN)/python -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .

hooks: $(VENV)/.dev ## let git run the quick checks before each commit
	$(BIN)/pre-commit install

pin: $(STAMPS)/system ## write constraints/ from pyproject.toml, keeping the pins that serve (UPGRADE=--upgrade: take the newest)
	test -x .venv-pin/bin/python || $(PYTHON) -m venv .venv-pin
	.venv-pin/bin/python -m pip install --quiet --upgrade uv
	.venv-pin/bin/python scripts/pin.py $(UPGRADE)

clean: ## remove what was built and drawn, keep the environments
	rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

distclean: clean ## remove the environments too
	rm -rf $(VENV) $(NOQT) .venv-pin

# The steps behind the tasks.

$(STAMPS)/system: scripts/system_packages.py scripts/system_packages.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "需要 Python 3.11 或更新的版本（可用 make PYTHON=python3.12 … 指定）。" >&2; exit 1; }
	@$(PYTHON) scripts/system_packages.py
	@mkdir -p $(STAMPS) && touch $@

$(BIN)/python: | $(STAMPS)/system
	$(PYTHON) -m venv $(VENV)

$(NOQT)/bin/python: | $(STAMPS)/system
	$(PYTHON) -m venv $(NOQT)

$(VENV)/.run: constraints/build.txt $(RUN_PINS) pyproject.toml | $(BIN)/python
	@echo "installing what the program needs into $(VENV)"
	@$(BIN)/python $(PIP_INSTALL) -r constraints/build.txt
	@$(BIN)/python $(PIP_INSTALL) $(addprefix -r ,$(RUN_PINS))
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.run $(CHECK_PINS)
	@echo "installing what the checks need into $(VENV)"
	@$(BIN)/python $(PIP_INSTALL) $(addprefix -r ,$(CHECK_PINS))
	@touch $@

$(NOQT)/.test: constraints/build.txt constraints/core.txt constraints/test.txt | $(NOQT)/bin/python
	@echo "installing what the unit tests need into $(NOQT)"
	@$(NOQT)/bin/python $(PIP_INSTALL) -r constraints/build.txt
	@$(NOQT)/bin/python $(PIP_INSTALL) -r constraints/core.txt -r constraints/test.txt
	@touch $@

$(MODELS) &: scripts/build_models.py | $(VENV)/.run
	@echo "building the models"
	@$(BIN)/python scripts/build_models.py
	@touch $(MODELS)
