# `make` lists what there is. The work itself stands in scripts/ and in pyproject.toml.

PORT ?= 8000
ARGS ?=
# One more than there are processors on the smallest machine: many tests wait for a browser or worker.
PROCESSES ?= 3
# sqlite, postgresql or both; empty: what the machine has.
DATABASES ?=
BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
PYTHON := $(shell command -v python3.11 || command -v python3)

export PORT PROCESSES DATABASES

.DEFAULT_GOAL := help
.PHONY: help setup demo seed-large test lint format types layers migrations-check deploy-check audit bench bench-pages bench-load bench-schedule messages lock ci clean python tools

help: ## this list
	@echo "make TARGET [ARGS=…]"
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/  \1|\2/p' Makefile | while IFS='|' read -r name text; do printf '  %-18s %s\n' $$name "$$text"; done

setup: python ## environment, database, demo data and two PDF reports
	@$(PYTHON) scripts/setup.py

demo: python ## the same, then the portal on http://127.0.0.1:8000 (PORT=…)
	@$(PYTHON) scripts/demo.py

seed-large: tools ## an empty portal filled with 26 invented partnerships, 17,000 companies (ARGS="--times 10")
	@$(MANAGE) migrate --verbosity 0
	@$(MANAGE) seed_large $(ARGS)

test: python ## the tests on each database there is (ARGS="tests/smes -k case" DATABASES=sqlite)
	@$(PYTHON) scripts/setup.py --tests
	@$(BIN)/python scripts/run_tests.py $(ARGS)

lint: tools ## ruff, djlint
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/djlint templates --lint --quiet

format: tools ## formats the code and repairs what ruff can repair
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format .

types: tools ## mypy
	@$(BIN)/mypy

layers: tools ## imports run one way between the apps
	@$(BIN)/lint-imports --no-logo

migrations-check: tools ## no model change without its migration
	@$(MANAGE) makemigrations --check --dry-run

deploy-check: tools ## Django's checks with the production settings
	@SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(50))') \
	ALLOWED_HOSTS=portal.example DATABASE_URL=postgres://portal@localhost/portal \
	$(MANAGE) check --deploy --fail-level WARNING --settings config.settings.production

audit: tools ## locks, licences and known holes of the libraries; the last need the network
	@$(BIN)/python scripts/audit.py

bench: python ## time and memory of both PDF reports, then bench-pages and bench-schedule
	@$(PYTHON) scripts/bench.py $(ARGS)
	@$(PYTHON) scripts/bench_pages.py
	@$(PYTHON) scripts/bench_schedule.py

bench-pages: python ## how long pages take in a large portal (ARGS="--times 10 --only office")
	@$(PYTHON) scripts/bench_pages.py $(ARGS)

bench-load: tools ## how many requests a large portal answers, and how fast (ARGS="--times 10 --only public"); needs PostgreSQL and Redis
	@$(BIN)/python scripts/bench_load.py $(ARGS)

bench-schedule: python ## how good schedules are and how long they take (ARGS="--only real")
	@$(PYTHON) scripts/bench_schedule.py $(ARGS)

messages: tools ## collects the texts to translate into locale/*/LC_MESSAGES/django.po
	@$(BIN)/python scripts/messages.py

lock: tools ## requirements/*.txt from pyproject.toml (ARGS=--upgrade for newer versions)
	@$(BIN)/uv lock --quiet $(ARGS)
	@$(BIN)/uv export --quiet --frozen --no-header --no-annotate --format requirements-txt --no-dev --output-file requirements/core.txt
	@$(BIN)/uv export --quiet --frozen --no-header --no-annotate --format requirements-txt --no-dev --extra errors --output-file requirements/errors.txt
	@$(BIN)/uv export --quiet --frozen --no-header --no-annotate --format requirements-txt --no-dev --extra s3 --output-file requirements/s3.txt
	@$(BIN)/uv export --quiet --frozen --no-header --no-annotate --format requirements-txt --no-dev --all-extras --output-file requirements/all.txt
	@$(BIN)/uv export --quiet --frozen --no-header --no-annotate --format requirements-txt --output-file requirements/dev.txt
	@$(BIN)/uv export --quiet --frozen --no-header --no-annotate --format requirements-txt --only-group load --output-file requirements/load.txt

ci: ## everything that a change must pass
	@.ci/run

clean: ## removes .venv, var/ (with the demo database) and all caches
	@rm -rf .venv var .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis .coverage htmlcov test-results
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 is needed and was not found." >&2; exit 1; }

tools: python
	@$(PYTHON) scripts/setup.py --tools
