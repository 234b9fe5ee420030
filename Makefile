# Two commands do all the set-up on a machine with Python 3.11-3.13, a C++ compiler and make:
#   make solve    installs arbiter into .venv and solves a problem with the bundled pair
#   make test     installs the test tools too and runs the tests
# PYTHON=python3.12 chooses the interpreter, PROBLEM="..." the problem.

PYTHON  ?= python3
PROBLEM ?= Solve 3x + 5 = 20 for x.
# As it was typed, through the environment: neither make nor the shell reads a $ or a quote in it.
override PROBLEM := $(value PROBLEM)
export PROBLEM
VENV    := .venv
BIN     := $(VENV)/bin
PIP     := $(BIN)/python -m pip --disable-pip-version-check install --quiet

.PHONY: solve test check clean

solve: $(VENV)/.solve
	@$(BIN)/arbiter solve -- "$$PROBLEM"

test: $(VENV)/.test
	$(BIN)/python -m pytest

check: $(VENV)/.test
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

clean:
	rm -rf $(VENV) build dist

$(VENV)/.python:
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' || \
	  { echo "make: arbiter needs Python 3.11, 3.12 or 3.13; $(PYTHON) is `$(PYTHON) --version 2>&1`." \
	         "Name another: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.solve: pyproject.toml $(VENV)/.python
	@echo "Installing arbiter into $(VENV). llama.cpp is compiled here once: about 6 minutes on 2 cores."
	$(PIP) --editable .
	@touch $@

$(VENV)/.test: $(VENV)/.solve
	@echo "Installing the test tools and PyTorch, which the tests of the training recipe need."
	$(PIP) --editable '.[dev,train,recipe,plot]'
	@touch $@
