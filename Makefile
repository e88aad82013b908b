# `make` or `make help` lists what there is. Needs Python 3.11 or newer, make and git; all else goes into .venv/.

PYTHON ?= python3
OUT ?= build/html
PDF ?= build/handbook.pdf
# The browser that the tests drive and `make pdf` prints with; nothing downloads another.
CHROMIUM ?= /usr/bin/chromium
export CHROMIUM

VENV := .venv
BIN := $(VENV)/bin
# Twice quiet: errors only. Long work is announced by the lines below instead.
PIP := $(BIN)/python -m pip -qq --disable-pip-version-check
# hatchling comes from the pins too, so the package is built without a further environment of its own.
INSTALL := $(PIP) install --constraint constraints.txt --no-build-isolation --editable .
PINS := pyproject.toml constraints.txt

.DEFAULT_GOAL := help
.PHONY: help html serve pdf test lint browser clean

help:
	@echo "make html    build the handbook into $(OUT)/ and say which file to open"
	@echo "make serve   show the handbook in the browser and build it again at each edit"
	@echo "make pdf     print all of it into $(PDF), by Chromium, Chrome or Edge"
	@echo "make test    look over the code and run every test, the ones in Chromium included"
	@echo "make lint    look over the code only: ruff, mypy and the floors of the house (import-linter)"
	@echo "make clean   delete everything that make made, the virtual environment included"
	@echo
	@echo "The first run takes a minute or two, as it installs what it needs into $(VENV)/; later runs take seconds."
	@echo "Another Python: make html PYTHON=python3.13    Another browser: make test CHROMIUM=/path/to/it"

html: $(VENV)/for-html
	@$(BIN)/stagebook build . -o $(OUT)

serve: $(VENV)/for-html
	@$(BIN)/stagebook serve .

pdf: $(VENV)/for-html
	@$(BIN)/stagebook pdf . -o $(PDF)

test: lint browser $(VENV)/schemas/junit-10.xsd
	@$(BIN)/python -m pytest $(PYTEST_ARGS)

lint: $(VENV)/for-test
	@echo "ruff ..."
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@echo "mypy ..."
	@$(BIN)/mypy
	@echo "import-linter ..."
	@$(BIN)/lint-imports --no-logo

clean:
	rm -rf $(VENV) build .stagebook-cache .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find extensions tests -name __pycache__ -prune -exec rm -rf {} +

# The files named for-... are stamps: there once their packages are installed, old once the pins have changed.
$(VENV)/for-html: $(VENV)/made $(PINS)
	@echo "Installing the packages for the handbook ..."
	@$(INSTALL)
	@touch $@

$(VENV)/for-test: $(VENV)/for-html $(PINS)
	@echo "Installing the packages for the tests ..."
	@$(INSTALL) --group test --group lint
	@touch $@

# The schema of the plugin by which Jenkins reads JUnit's XML. Of all packages only the source of pytest has it.
$(VENV)/schemas/junit-10.xsd: $(VENV)/for-test
	@echo "Fetching the schema of JUnit's XML ..."
	@$(PIP) download --no-deps --no-binary :all: --constraint constraints.txt --dest $(VENV)/schemas pytest
	@cd $(VENV)/schemas && tar -xzf pytest-*.tar.gz && mv pytest-*/testing/example_scripts/junit-10.xsd . && rm -r pytest-*
	@touch $@

$(VENV)/made: constraints.txt
	@command -v $(PYTHON) >/dev/null || { \
	  echo "There is no '$(PYTHON)' here. Install Python 3.11 or newer, or name yours: make PYTHON=/path/to/python"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "Stagebook needs Python 3.11 or newer; '$(PYTHON)' is $$($(PYTHON) -V 2>&1). Name a newer one: make PYTHON=python3.13"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	  echo "'$(PYTHON)' can't make virtual environments. On Debian and Ubuntu: apt-get install python3-venv"; exit 1; }
	@echo "Making the virtual environment $(VENV)/ with $$($(PYTHON) -V) ..."
	@$(PYTHON) -m venv --clear $(VENV)
	@$(PIP) install --constraint constraints.txt pip hatchling
	@touch $@

# Playwright brings a Node.js that wants libatomic, which a small Debian lacks; the fonts are for pictures and widths.
browser: $(VENV)/for-test
	@if [ -x "$(CHROMIUM)" ] && $(BIN)/playwright --version >/dev/null 2>&1; then exit 0; fi; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "Installing Chromium for the tests ..."; \
	  export DEBIAN_FRONTEND=noninteractive; \
	  apt-get update -qq && \
	    apt-get install -y -qq --no-install-recommends chromium fonts-liberation libatomic1 >/dev/null && \
	    { apt-get install -y -qq --no-install-recommends chromium-headless-shell >/dev/null || \
	      echo "There is no chromium-headless-shell here; the tests take longer without."; }; \
	else \
	  echo "The tests drive Chromium, and it is not at $(CHROMIUM) or Playwright does not start."; \
	  echo "On Debian and Ubuntu: sudo apt-get install chromium libatomic1"; \
	  echo "A browser at another place: make test CHROMIUM=/path/to/it"; \
	  exit 1; \
	fi
