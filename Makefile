# The everyday commands; the logic lives in the program and its tests.
PYTHON ?= python3
BIN := .venv/bin
# Hundreds of short processes are started here: each would compile the program anew where bytecode is forbidden.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: demo run test lint bench soak

demo: .venv/ready
	@$(BIN)/monitor demo $(if $(HOLD),--hold)

run: .venv/ready
	@$(BIN)/monitor run

test: .venv/ready
	@$(BIN)/python -m pytest -n auto --dist worksteal $(ARGS)

lint: .venv/ready
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

bench: .venv/ready
	@$(BIN)/python -m tests.bench $(ARGS)

soak: .venv/ready
	@$(BIN)/python -m tests.soak $(ARGS)

.venv/ready: requirements.lock pyproject.toml
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@$(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes -r requirements.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --editable .
	@touch .venv/ready
