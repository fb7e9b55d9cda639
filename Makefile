PYTHON ?= python3
BIN := .venv/bin
ifeq ($(OS),Windows_NT)
BIN := .venv/Scripts
endif

.PHONY: demo test test-floors test-external check lint types bench schemas options clean

# Set up an environment of its own, install, judge the example, and score it by both tables.
demo: $(BIN)/cchc
	@echo '$$ cchc check examples/2022/actuals.csv'
	@$(BIN)/cchc check examples/2022/actuals.csv; code=$$?; \
	if [ $$code -eq 1 ]; then \
	  echo; echo "Exit code 1: some targets of the example fall short, as they should."; \
	else \
	  echo "Exit code $$code: the example should end with 1."; exit 1; \
	fi
	@echo; echo '$$ cchc score examples/scoring/phieu-cham-2022.csv --scoring scoring/2022.yaml -q'
	@$(BIN)/cchc score examples/scoring/phieu-cham-2022.csv --scoring scoring/2022.yaml -q
	@echo; echo '$$ cchc score --scoring scoring/thi-dua-2022.yaml -q'
	@$(BIN)/cchc score --scoring scoring/thi-dua-2022.yaml -q

# On all cores. Each test stands alone; to look into one: .venv/bin/python -m pytest tests/test_x.py -k name
test: .venv/.dev
	$(BIN)/python -m pytest --numprocesses auto --maxprocesses 8 --dist worksteal

# The same tests with the oldest versions that pyproject.toml allows, in an environment that is thrown away.
test-floors:
	$(PYTHON) tools/run_at_floors.py

# What needs npm, a package registry or other tools than Python's; see docs/ci.md and docs/editor.md.
test-external: .venv/.dev
	$(BIN)/python -m pytest -m external

# The whole gate: tests (layers and schemas among them), lint, format and types.
check: test lint types

lint: .venv/.dev
	$(BIN)/python -m ruff check .
	$(BIN)/python -m ruff format --check .
	$(BIN)/lint-imports

types: .venv/.dev
	$(BIN)/python -m mypy

bench: .venv/.dev
	$(BIN)/python bench/run.py

# Write the generated schemas anew.
schemas: .venv/.dev
	$(BIN)/python tools/make_schemas.py

# Write the tables of commands and options in docs/ anew.
options: .venv/.dev
	CCHC_UPDATE_GOLDENS=1 $(BIN)/python -m pytest -q tests/test_options.py -k current

$(BIN)/cchc: pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $(BIN)/cchc

.venv/.dev: pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch .venv/.dev $(BIN)/cchc

clean:
	rm -rf .venv dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
