# Every target makes what it needs first (scripts/setup.sh). Plain `make` lists the targets.
.DEFAULT_GOAL := help
PYTHON := .venv/bin/python
# Passed through: make test ARGS="-k capaian", make requirements ARGS=--upgrade
ARGS :=

.PHONY: help demo test example lint bench trials requirements clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-13s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

demo: ## The example year, then web and worker on http://127.0.0.1:8000 (PORT=… for another port)
	@scripts/setup.sh run
	@scripts/demo.sh

test: ## The whole suite on SQLite and on PostgreSQL, with Chromium (ARGS="-k …" goes to pytest)
	@scripts/setup.sh test
	@$(PYTHON) -m scripts.run_tests $(ARGS)

example: ## Load the year 2023 of KPU Provinsi Lampung and write its LKj as a PDF in var/
	@scripts/setup.sh run
	@scripts/example.sh

lint: ## Formatting, types, templates, migrations and the deployment check
	@scripts/setup.sh lint
	@scripts/lint.sh

bench: ## Measure PDF and pages: a table, and var/bench.json
	@scripts/setup.sh bench
	@$(PYTHON) -m bench $(ARGS)

trials: ## Races, kills and odd texts on both databases: fails if anything is lost (ARGS="--trials 5 --only NAME")
	@scripts/setup.sh test
	@$(PYTHON) -m trials $(ARGS)

requirements: ## For maintainers: compile the hashed requirements from pyproject.toml
	@scripts/setup.sh lint
	@scripts/requirements.sh $(ARGS)

clean: ## Remove .venv and the caches; var, with the databases and the files made, stays
	@scripts/clean.sh
