PYTHON ?= python3
BIN := .venv/bin
# In the order of `testpaths`, so that the files that take longest come first and no worker is left with one at the end.
PYTEST := $(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder
export DJANGO_SETTINGS_MODULE := trato.config.settings

.PHONY: help setup browser demo serve test test-all faults check fix bench bench-parts docs

help: ## What can be done here
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## Everything this checkout needs, into .venv; quick when nothing changed
	@$(PYTHON) -m tools.setup

browser: setup
	@$(BIN)/python -m tools.chromium

demo: setup ## A running system with sample data, in one command
	$(BIN)/trato demo

serve: setup ## The system with your own data, in TRATO_HOME
	$(BIN)/trato serve

test: browser ## The tests of every day; says at the end what was not proven
	$(PYTEST) $(ARGS)

test-all: browser ## Also all widths, themes and languages, real peers, and each fault once
	$(PYTEST) -m 'not long' $(ARGS)

faults: browser ## Kills, freezes, restarts and everything random, for as long as it takes
	$(PYTEST) -m 'faults or long' $(ARGS)

check: setup ## What needs no database: style, types, walls, migrations, translations, docs
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/mypy trato tools bench
	$(BIN)/python -m django check --fail-level WARNING
	$(BIN)/python -m tools.migrations
	$(BIN)/python -m tools.removable
	$(BIN)/python -m tools.messages check
	$(BIN)/python -m tools.describe --check

fix: setup ## Put right what can be put right by itself: style, catalogues, generated pages
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/python -m tools.messages extract
	$(BIN)/python -m tools.messages compile
	$(BIN)/python -m tools.describe

bench: setup ## Speed with a million contacts, each work beside its floor (the data is made once)
	$(BIN)/trato bench $(ARGS)

bench-parts: setup ## Speed of single parts on a small database: engine, import, kit
	$(BIN)/python -m bench $(ARGS)

docs: setup ## The generated pages in docs/modules
	$(BIN)/python -m tools.describe
