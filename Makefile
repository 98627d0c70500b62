# make demo   installs into .venv, reads the example reports, shows the picture
# make test   runs the tests        make lint   ruff, mypy, import-linter, lexicons
# make docs   builds the documentation site
# make bench  measures              make model  trains the shipped model
PYTHON ?= python3
DATA ?= ../shared
BIN := .venv/bin
STORE := .demo/uebung.db

.PHONY: demo test lint bench model lexicons lock serve docs clean

demo:
	@PYTHON=$(PYTHON) tools/bootstrap plain
	@mkdir -p .demo
	@$(BIN)/lagebild --store $(STORE) add examples/reports --lexicon examples/lexicon.yaml --exercise
	@$(BIN)/lagebild --store $(STORE) picture

serve: demo
	@$(BIN)/lagebild --store $(STORE) serve

test:
	@PYTHON=$(PYTHON) tools/bootstrap dev
	@$(BIN)/python -m pytest -n auto

lint:
	@PYTHON=$(PYTHON) tools/bootstrap dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python -m tools.check_actors

bench:
	@PYTHON=$(PYTHON) tools/bootstrap dev
	@$(BIN)/python -m bench.scores --shared $(DATA)

# make bench-language, bench-anchors, bench-events, bench-ledger, bench-scale …: the table of one room
bench-%:
	@PYTHON=$(PYTHON) tools/bootstrap dev
	@$(BIN)/python -m bench.$* --shared $(DATA)

model:
	@PYTHON=$(PYTHON) tools/bootstrap dev
	@$(BIN)/python -m training.make_model --data $(DATA)/data --out src/lagebild/lang/de/model

lexicons:
	@PYTHON=$(PYTHON) tools/bootstrap dev
	@$(BIN)/python -m lagebild.lang.compile de

lock:
	@for list in plain: "dev:--extra dev --extra postgres --extra train"; do \
	  $(BIN)/uv pip compile pyproject.toml $${list#*:} --universal --python-version 3.11 --generate-hashes \
	    --no-header --no-annotate -q -U -o requirements/$${list%%:*}.txt; done
	@$(BIN)/uv pip compile requirements/build.in --universal --python-version 3.11 --generate-hashes \
	  --no-header --no-annotate -q -U -o requirements/build.txt

docs:
	@PYTHON=$(PYTHON) tools/bootstrap dev
	@NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --strict
	@echo "The site is in build/site/index.html"

clean:
	rm -rf .demo .venv

.PHONY: screenshots
screenshots: demo
	@PYTHON=$(PYTHON) tools/bootstrap dev
	@$(BIN)/python -m tools.screenshots $(STORE) docs/pictures

# the wheel, installed into an empty environment from the index, reads the examples
.PHONY: wheel-check
wheel-check:
	@PYTHON=$(PYTHON) tools/bootstrap dev
	@$(BIN)/python -m tools.wheel_check
