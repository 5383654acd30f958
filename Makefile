# Footnote's commands; the work of setting up is in .ci/setup.py.
PYTHON ?= python3
PORT ?= 8501
IN_VENV = .venv/bin/python -m
SETUP = command -v "$(PYTHON)" >/dev/null || \
	{ echo "error: there is no '$(PYTHON)' here; install Python 3.11 or newer, or name one: make app PYTHON=python3.12" >&2; exit 1; }; \
	"$(PYTHON)" .ci/setup.py

.PHONY: help app setup test check clean

help:   ## show these commands
	@sed -n 's/^\([a-z]*\): *## /  make \1	/p' Makefile

app:    ## set up, load the samples into an empty catalogue, start the app on PORT (8501)
	@$(SETUP) --port "$(PORT)" --samples
	@exec $(IN_VENV) ui --port "$(PORT)"

setup:  ## make .venv with everything the app needs
	@$(SETUP)

test:   ## set up with the test tools, run the tests; ARGS go to pytest
	@$(SETUP) --tests
	@$(IN_VENV) pytest $(ARGS)

check:  ## the linter, the formatter, the type checker
	@$(SETUP) --tests
	@$(IN_VENV) ruff check .
	@$(IN_VENV) ruff format --check .
	@$(IN_VENV) mypy

clean:  ## remove .venv and the caches; your articles in data/ stay
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis
