# `make up` shows the product, `make test` proves it; both begin by making .venv. Needs Python 3.11 or later and make.
PYTHON ?= python3
BIN := .venv/bin
INSTALLED := .venv/.installed

.DEFAULT_GOAL := help
.PHONY: help install up run test coverage lint audit lock tables pictures bench clean

help:  ## list these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install: $(INSTALLED)  ## make .venv with everything in it

$(INSTALLED): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Papertrends needs Python 3.11 or later; say which with: make PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -m venv .venv || { echo "Python could not make a virtual environment; on Debian: apt-get install python3-venv" >&2; exit 1; }
	@echo "Installing into .venv (a minute or two) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --editable .
	@touch $@

up: install  ## run on the inbox (a made-up sample where it is empty), then serve the Dagster UI and the dashboard
	@$(BIN)/papertrends up

run: install  ## run on the inbox and publish
	@$(BIN)/papertrends run

test: install  ## the whole suite
	@$(BIN)/python -m pytest -n 2 --dist worksteal

coverage: install  ## the whole suite, and which lines it never ran, in htmlcov/
	@$(BIN)/python -m pytest -n 2 --dist worksteal --cov --cov-report=term --cov-report=html

lint: install  ## check style, types and spelling
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/ty check
	@$(BIN)/codespell

audit:  ## look for known vulnerabilities in requirements.lock; fails where nothing could be audited
	@$(PYTHON) -m venv .venv-audit
	@.venv-audit/bin/python -m pip install --quiet --disable-pip-version-check pip-audit
	@echo 'jinja2==2.10' > .venv-audit/known.txt
	@# This version has advisories. pip-audit ends well where it has none to look at.
	@if .venv-audit/bin/pip-audit --disable-pip --no-deps --requirement .venv-audit/known.txt > .venv-audit/log 2>&1; then \
	  echo "Nothing was audited: no advisory was found for a version that has some. Is the package index reached one with advisories?" >&2; exit 1; fi
	@.venv-audit/bin/pip-audit --strict --disable-pip --require-hashes --requirement requirements.lock

lock: install  ## renew requirements.lock from pyproject.toml
	@$(BIN)/python -m pip install --quiet uv
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-emit-index-url --no-header --generate-hashes --no-strip-extras --extra test --upgrade pyproject.toml -o requirements.lock

tables: install  ## write warehouse/TABLES.md anew
	@$(BIN)/python -m warehouse.schema.dictionary

pictures: install  ## take the pictures of docs/ anew, from the real pages on the made-up sample
	@PAPERTRENDS_PICTURES=docs/pictures $(BIN)/python -m pytest tests/browser/test_pictures.py

bench: install  ## install what the benchmarks compare against
	@$(BIN)/python -m pip install --quiet --editable '.[bench]'

clean:  ## remove .venv and caches; the data folder stays
	rm -rf .venv .venv-audit .pytest_cache .ruff_cache .hypothesis *.egg-info
