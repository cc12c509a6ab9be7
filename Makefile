# make demo: scores an article. make test: everything that has to hold before a change goes in.
# Needs Python 3.11 or newer with its venv module, and make.

PYTHON ?= python3
VENV   ?= .venv
EXTRAS ?= dev
JOBS   ?= 2

BIN   := $(VENV)/bin
comma := ,
STAMP := $(VENV)/.installed-$(subst $(comma),-,$(EXTRAS))
.DEFAULT_GOAL := help
.PHONY: help install demo lint test compiled bench docs clean

help:
	@echo "make demo     install as users do (compiled, where there is a C compiler), score examples/chips.de.txt"
	@echo "make test     lint, types, layers and all tests"
	@echo "make lint     lint, types and layers only"
	@echo "make compiled build/compiled: an environment whose busiest modules are compiled; needs a C compiler"
	@echo "make bench    measure the speed; TEXTS=FILE.jsonl for texts of your own"
	@echo "make docs     renew the reference and build the documentation into build/site"
	@echo "make install  create $(VENV) with everything that the above need"
	@echo "make clean    remove $(VENV) and all caches"

# The demo installs as users do, unless there is an environment to work in already.
SOURCES := pyproject.toml rules.toml $(shell find src plugins -name '*.py' -o -name '*.toml')
PLAIN := $(VENV)/.installed
$(PLAIN): $(SOURCES)
	@echo "installing sourcescore into $(VENV), a minute or two …"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@touch $(VENV)/.begun
	@$(BIN)/python -m pip install -qq --disable-pip-version-check .
	@touch -r $(VENV)/.begun $@

# An editable installation is not compiled by pip, and where Python writes no bytecode every start would do it anew.
# A changed pyproject.toml may bring a new entry point or dependency: install again.
$(STAMP): pyproject.toml
	@echo "installing sourcescore[$(EXTRAS)] into $(VENV) …"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --editable '.[$(EXTRAS)]'
	@$(BIN)/python -m compileall -q src plugins
	@touch $@

install: $(STAMP)

demo: $(if $(wildcard $(STAMP)),$(STAMP),$(PLAIN))
	@$(BIN)/sourcescore score examples/chips.de.txt

# $(call step,name,command): one line where it holds, the whole output where it does not.
define step
	@printf '%-14s ' '$(1)'; log=$$(mktemp); begin=$$(date +%s); \
	if $(2) >$$log 2>&1; then printf 'ok  %4s s  %s\n' $$(($$(date +%s) - begin)) "$$(tail -n 1 $$log | tr -d =)"; rm -f $$log; \
	else echo FAILED; cat $$log; rm -f $$log; exit 1; fi
endef

lint: $(STAMP)
	$(call step,ruff check,$(BIN)/ruff check .)
	$(call step,ruff format,$(BIN)/ruff format --check .)
	$(call step,mypy --strict,$(BIN)/mypy --strict)
	$(call step,layers,$(BIN)/lint-imports)

test: lint
	$(BIN)/python -m pytest -q -n $(JOBS) --dist loadgroup

# An environment of its own: in a checkout, what is edited has to be what runs.
FAST := build/compiled
$(FAST)/.installed: $(SOURCES)
	@echo "compiling sourcescore[$(EXTRAS)] into $(FAST) …"
	@test -x $(FAST)/bin/python || $(PYTHON) -m venv $(FAST)
	@touch $(FAST)/.begun
	@SOURCESCORE_COMPILE=1 $(FAST)/bin/python -m pip install -qq --disable-pip-version-check '.[$(EXTRAS)]'
	@touch -r $(FAST)/.begun $@

compiled: $(FAST)/.installed

# Of a compiled sourcescore where there is a C compiler; the first table is of the plain one.
COMPILER := $(shell command -v $(CC))
BENCH := $(if $(COMPILER),$(FAST),$(VENV))/bin/python
bench: $(STAMP) $(if $(COMPILER),$(FAST)/.installed)
	$(if $(COMPILER),-@$(BIN)/python bench/speed.py $(if $(TEXTS),--texts $(TEXTS)))
	-@$(BENCH) bench/speed.py $(if $(TEXTS),--texts $(TEXTS))
	@$(BENCH) bench/start.py
	@$(BENCH) bench/many_rules.py $(if $(TEXTS),--texts $(TEXTS))
	@$(BENCH) bench/mutations.py
	@$(BENCH) bench/serve.py $(if $(TEXTS),--texts $(TEXTS))
	@$(BENCH) bench/lsp.py $(if $(TEXTS),--texts $(TEXTS))
	@$(if $(TEXTS),$(BENCH) bench/batch.py --texts $(TEXTS))

docs: $(STAMP)
	@$(BIN)/python docs/site/generate.py
	@NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet --config-file docs/site/mkdocs.yml
	@echo "build/site/index.html"

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .benchmarks
	find src plugins tests -name __pycache__ -type d -prune -exec rm -rf {} +
