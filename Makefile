# Each target does all its own set-up; `make` alone says what there is.
# On Windows there is no make: environment.yml says how to run the pack with conda.

.DEFAULT_GOAL := help
.PHONY: help report test slow lint format pictures lock sbom docs fuzz clean
.NOTPARALLEL:
MAKEFLAGS += --no-print-directory

# ARGS goes on to the command: make report ARGS="--help", make test ARGS="-k packaging".
ARGS ?=
# PYTHON chooses the Python for a new environment: make report PYTHON=python3.12.
export PYTHON

help:
	@echo "make report    make the report of every organisation and year"
	@echo "make test      run the tests"
	@echo "make slow      run slow tests, release a made-up country, see leaks in it refused"
	@echo "make lint      check how the code is written"
	@echo "make format    tidy how the code is written and strip the notebooks' outputs"
	@echo "make pictures  make the README's pictures from the reports"
	@echo "make lock      move every package to its newest version (needs Python 3.11)"
	@echo "make sbom      write the software bill of materials to dist/sbom.json"
	@echo "make docs      make a site of the documents in build/site; a dead link fails"
	@echo "make fuzz      look for inputs that make the pack stumble, for ten minutes or ARGS=minutes"
	@echo "make clean     remove what the set-up made; reports stay"

report:
	@scripts/set_up.sh run
	@.venv/bin/wres run $(ARGS)

test:
	@scripts/set_up.sh test
	@.venv/bin/python -m pytest --numprocesses auto $(ARGS)

slow:
	@scripts/set_up.sh test
	@scripts/slow.sh $(ARGS)

lint:
	@scripts/set_up.sh dev
	@.venv/bin/ruff check
	@.venv/bin/ruff format --check
	@.venv/bin/mypy

format:
	@scripts/set_up.sh dev
	@.venv/bin/ruff check --fix-only
	@.venv/bin/ruff format
	@git ls-files -z '*.ipynb' | xargs -0 -r .venv/bin/nbstripout --keep-id

pictures:
	@scripts/set_up.sh test
	@.venv/bin/python scripts/pictures.py

lock:
	@python=$$(scripts/set_up.sh find-python) && "$$python" scripts/lock.py

sbom:
	@scripts/sbom.sh $(ARGS)

docs:
	@scripts/docs.sh $(ARGS)

fuzz:
	@scripts/set_up.sh test
	@scripts/fuzz.sh $(ARGS)

clean:
	@rm -rf .venv .pytest_cache .hypothesis .mypy_cache .ruff_cache build dist src/*.egg-info
	@find src tests scripts -name __pycache__ -type d -prune -exec rm -rf {} +
	@echo "Removed what the set-up made. Reports stay."
