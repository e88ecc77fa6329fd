# What can be asked of this checkout. Everything is written inside it (.venv, node_modules, static/vendor, static/fonts,
# var, build), but for Chromium and poppler, which come by the system's package manager when nobody has installed them.

SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
PYTHON ?= python3
PORT ?= 8000
export PORT

VENV := .venv/.ready
ASSETS := static/vendor/.ready

.PHONY: help setup assets demo dev test check bench campaign pins chromium poppler

help: ## say what can be asked for
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 18

setup: $(VENV) $(ASSETS) chromium poppler ## get everything that demo and test need

assets: $(VENV) ## fetch and build styles, scripts and the typeface, whatever is there
	@.venv/bin/python bin/assets
	@touch $(ASSETS)

demo: $(VENV) $(ASSETS) ## serve the Beston inquiry around today (PORT=8000)
	@exec .venv/bin/python bin/demo

dev: $(VENV) $(ASSETS) ## serve the demo's data and start anew when a file changes
	@exec .venv/bin/python bin/demo --reload

test: setup ## every check there is; what CI runs
	@exec bin/check-everything

check: $(VENV) $(ASSETS) ## the fast part of test, under a minute
	@exec bin/check-everything --fast

bench: $(VENV) $(ASSETS) ## how quick the pages are, beside what they could be
	@exec .venv/bin/python bin/bench

campaign: setup ## the properties at full numbers; its summary goes to docs/campaigns.md
	@exec .venv/bin/python bin/campaign

pins: $(VENV) ## choose the newest versions that fit and write constraints.txt
	@.venv/bin/uv pip compile pyproject.toml --universal --no-annotate --no-header --extra dev --upgrade --quiet -o constraints.txt
	@if grep -n '://' constraints.txt; then echo 'constraints.txt must hold no address: see above.' >&2; exit 1; fi
	@echo 'constraints.txt is written. Run make test before you commit it.'

chromium: $(VENV)
	@bin/find-chromium --install > /dev/null || true

poppler: chromium
	@bin/find-poppler --install > /dev/null || true

$(VENV): pyproject.toml constraints.txt bin/make-venv
	@PYTHON='$(PYTHON)' bin/make-venv
	@touch $@

$(ASSETS): $(VENV) bin/assets package.json package-lock.json .npmrc
	@echo 'assets: fetching styles, scripts and the typeface'
	@.venv/bin/python bin/assets
	@mkdir -p $(@D) && touch $@
