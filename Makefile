# Everything that is done to this project, on a computer and in CI alike.
# Needs make, git and Python 3.11 or newer; all else is installed in .venv from the locked versions in requirements/.

PYTHON ?= python3
# How many ordinances the scale run of `make bench` has; 342 is every Dutch municipality.
N ?= 10 100
VENV := .venv
BIN := $(VENV)/bin
# Where the official texts are, for whoever has them; they are no part of this project.
SOURCES ?= ../shared/sources
CODE := dsl compiler runtime verifier apps
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
# Paths and shared settings of whoever calls make must not reach into the environment.
unexport PYTHONPATH PYTHONHOME

.DEFAULT_GOAL := help
.PHONY: help verify test check format update docs bench mutants sources tools clean

help:
	@echo "make verify   controleer en bewijs alles in policies/"
	@echo "make test     voer alle tests uit"
	@echo "make check    opmaak, ruff, mypy en de richting van imports"
	@echo "make format   zet de code in de vaste opmaak"
	@echo "make docs     maak de naslag opnieuw uit de catalogus"
	@echo "make bench    meet hoe snel het is"
	@echo "make mutants  verander de regels stelselmatig en tel wat ervan wordt opgemerkt (SAMPLE=30, SEED=1, ONLY=regeling)"
	@echo "make sources  lees de officiële teksten uit $(SOURCES) in en bind de regelingen eraan"
	@echo "make tools    haal op wat alleen de tests van de dienst nodig hebben, voor zover dat gaat"
	@echo "make update   leg nieuwe versies vast in requirements/"

verify: $(VENV)/.run
	$(BIN)/waterdicht verify policies

test: $(VENV)/.test
	$(BIN)/python -m pytest -q

check: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

format: $(VENV)/.dev
	$(BIN)/ruff check --select I --fix .
	$(BIN)/ruff format .

docs: $(VENV)/.run
	$(BIN)/python -m waterdicht.cli.reference docs/reference

bench: $(VENV)/.run
	@for each in commands corpus decide; do $(BIN)/python "benchmarks/$$each.py" || exit 1; done
	$(BIN)/python benchmarks/scale.py $(N)

# SAMPLE=0 takes every change there is: hours, for a nightly run. With ONLY or another form nothing is written down.
SAMPLE ?= 30
SEED ?= 1
MUTANTS := $(BIN)/python -m waterdicht.mutants --sample $(SAMPLE) --seed $(SEED)

mutants: $(VENV)/.run
ifdef ONLY
	$(MUTANTS) $(ONLY)
else
	$(MUTANTS) --write docs/mutants.md
endif

sources: $(VENV)/.run
	@if [ -d "$(SOURCES)" ]; then \
	  $(BIN)/waterdicht source import "$(SOURCES)" && $(BIN)/waterdicht source bind policies && $(BIN)/waterdicht source coverage policies; \
	else \
	  echo "De map $(SOURCES) is er niet: er is niets ingelezen, en de vingerafdrukken in policies/ blijven zoals zij zijn."; \
	  echo "Wijs een andere map aan: make sources SOURCES=/pad/naar/teksten"; \
	fi

# Tests that miss these are skipped, and say so. They stand apart: nothing of waterdicht needs them, and none may change what it is tested with.
TOOLS := .tools
SCHEMATHESIS := 4.32.5

tools: $(VENV)/.made
	@mkdir -p $(TOOLS) && cp tests/web/tools.json $(TOOLS)/package.json
	@if command -v npm > /dev/null; then npm install --prefix $(TOOLS) --no-audit --no-fund --no-package-lock --silent || echo "niet geïnstalleerd: Spectral, axe-core, playwright-core"; \
	else echo "npm is er niet: geen Spectral, axe-core en playwright-core"; fi
	@test -x $(TOOLS)/schemathesis/bin/schemathesis || { $(PYTHON) -m venv $(TOOLS)/schemathesis && \
	  $(TOOLS)/schemathesis/bin/python -m pip --disable-pip-version-check --quiet install schemathesis==$(SCHEMATHESIS); } || echo "niet geïnstalleerd: Schemathesis"
	@command -v chromium > /dev/null || echo "chromium is er niet: de pagina wordt niet in een browser getest"

update: $(VENV)/.run
	$(BIN)/python requirements/update.py

clean:
	rm -rf $(VENV)

# --- the environment: each stamp is newer than what it was made from -------------------------

$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  echo "waterdicht heeft Python 3.11 of nieuwer nodig; '$(PYTHON)' is $$($(PYTHON) --version 2>/dev/null || echo 'er niet')." >&2; \
	  echo "Wijs een andere aan: make PYTHON=/pad/naar/python3.11" >&2; exit 2; }
	@$(PYTHON) -m venv $(VENV) || { echo "'$(PYTHON) -m venv' werkt niet; op Debian en Ubuntu: apt install python3-venv" >&2; exit 2; }
	@touch $@

$(VENV)/.run: requirements/run.txt pyproject.toml | $(VENV)/.made
	$(PIP) install -r requirements/run.txt
	$(PIP) install --no-build-isolation --no-deps --editable .
	@$(BIN)/python -c 'import importlib.util, sys; sys.exit(importlib.util.find_spec("interegular") is not None)' || { \
	  echo "interegular hoort niet in $(VENV): de tabellen van de parser komen er niet mee af. Doe: make clean" >&2; exit 2; }
	@touch $@

$(VENV)/.test: requirements/test.txt $(VENV)/.run
	$(PIP) install -r requirements/test.txt
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.test
	$(PIP) install -r requirements/dev.txt
	@touch $@
