# The front door. `make` alone explains itself.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP_FLAGS := --quiet --disable-pip-version-check --require-hashes

.DEFAULT_GOAL := help
.PHONY: help site test check fix serve golden bench bench-scale screenshots corpus-diff lock clean

help: ## Show this list
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# A stamp stands for "this lock file is installed"; a changed lock file installs again.
$(VENV)/.site-stamp: requirements.lock pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/pip install $(PIP_FLAGS) -r requirements.lock
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.test-stamp: requirements-dev.lock $(VENV)/.site-stamp
	@$(BIN)/pip install $(PIP_FLAGS) -r requirements-dev.lock
	@touch $@

site: $(VENV)/.site-stamp ## Build the site into site/
	@$(BIN)/gongkai build
	@echo "site/ is ready; look at it with: make serve"

test: $(VENV)/.test-stamp ## Run every test (installs Chromium, nginx and LibreOffice by apt when missing and it may)
	@.ci/packages
	@$(BIN)/python -m pytest $(PYTEST_ARGS)

check: $(VENV)/.test-stamp ## Lint, types, and the notices themselves
	@$(BIN)/ruff check generator tests
	@$(BIN)/ruff format --check generator tests
	@$(BIN)/mypy
	@$(BIN)/gongkai check notices || test $$? -eq 1

fix: $(VENV)/.test-stamp ## Let the linter mend what it can
	@$(BIN)/ruff check --fix generator tests
	@$(BIN)/ruff format generator tests

serve: $(VENV)/.site-stamp ## Build, watch, and show the site on localhost
	@$(BIN)/gongkai serve

golden: $(VENV)/.test-stamp ## Write the generated documents again (docs/rules.md, docs/data-dictionary.md); read the diff
	@$(BIN)/gongkai rules --markdown > docs/rules.md
	@$(BIN)/python -c "from generator.exports.dictionary import dictionary_markdown; print(dictionary_markdown(), end='')" > docs/data-dictionary.md
	@$(BIN)/python -m pytest -q tests --update

bench: $(VENV)/.test-stamp ## Time parse, pages, MkDocs and search, side by side
	@.ci/packages
	@$(BIN)/python -m tests.bench

bench-scale: $(VENV)/.test-stamp ## Time a site of N notices (default 1000) beside MkDocs, Hugo and Pagefind; GROWTH=5 for more
	@.ci/packages
	@$(BIN)/python -m tests.bench_scale $(or $(N),1000) $(if $(GROWTH),--growth $(GROWTH)) $(if $(WRITE),--write)

corpus-diff: $(VENV)/.test-stamp ## Facts that differ from revision BASE (default HEAD), over all notices and cases
	@$(BIN)/python -m tests.corpus_diff $(or $(BASE),HEAD)

screenshots: site $(VENV)/.test-stamp ## Take the pictures of docs/screenshots from the built site
	@.ci/packages
	@$(BIN)/python -m tests.screenshots

lock: ## Make both lock files again (needs pip-tools)
	pip-compile --quiet --generate-hashes --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --strip-extras --allow-unsafe --no-header --extra build -o requirements.lock pyproject.toml
	pip-compile --quiet --generate-hashes --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --strip-extras --allow-unsafe --no-header --extra build --extra dev -c requirements.lock -o requirements-dev.lock pyproject.toml

clean: ## Remove what can be built again
	rm -rf build site $(VENV)
