# Two commands are enough: `make demo` and `make test`. The rest is for developers.
PORT ?= 8000
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv
GROUPS ?= --group dev --group lint
export KOUSHANEH_HOME ?= $(CURDIR)/home

.PHONY: demo test check fmt bench words clean

$(BIN)/python:
	$(PYTHON) -m venv --without-pip $(VENV)

$(UV): $(BIN)/python
	$(PYTHON) -m pip --python $(BIN)/python install --quiet uv

$(VENV)/.ready: $(UV) uv.lock pyproject.toml
	$(UV) sync --frozen --quiet $(GROUPS) --extra postgres --extra pdf
	touch $@

demo: $(VENV)/.ready
	-$(BIN)/python -m koushaneh.web.fonts
	$(BIN)/koushaneh up --demo --port $(PORT)

test: $(VENV)/.ready
	$(BIN)/pytest -n auto --dist worksteal -rs $(PYTEST_OPTIONS)

check: $(VENV)/.ready
	$(BIN)/ruff format --check src tests
	$(BIN)/ruff check src tests
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/python -m tests.check
	KOUSHANEH_ORIGIN=https://koushaneh.example $(BIN)/python manage.py check --deploy --fail-level WARNING
	$(BIN)/python manage.py makemigrations --check --dry-run

fmt: $(VENV)/.ready
	$(BIN)/ruff format src tests
	$(BIN)/ruff check --fix src tests

bench: GROUPS += --group bench
bench: $(UV)
	$(UV) sync --frozen --quiet $(GROUPS) --extra postgres --extra pdf
	$(BIN)/python -m tests.bench

words: $(VENV)/.ready
	cd src/koushaneh && ../../$(BIN)/python ../../manage.py makemessages -l en --no-location --no-wrap --no-obsolete
	cd src/koushaneh/locale/en/LC_MESSAGES && msgfmt --check-format -o django.mo django.po

clean:
	rm -rf $(VENV) home .pytest_cache .ruff_cache .mypy_cache .import_linter_cache
