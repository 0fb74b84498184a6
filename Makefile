# make demo, make test, make check: each makes .venv if need be and installs the pinned dependencies.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: bench-warc bench-floors demo test check lint install tools lock clean bench-crawl bench-nightly bench-extract bench-kill bench-lock bench-fuzz bench-steady bench-reparse bench-store
.DEFAULT_GOAL := test

install: $(READY)

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "kabar needs Python 3.11 or newer, this is " + sys.version.split()[0] + "; name another one with: make PYTHON=python3.12")'
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/pip install --quiet --require-hashes --no-deps -r requirements.lock
	$(BIN)/pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

# Serves the bundled sample site on loopback, crawls it into archive.db, shows the first records.
demo: $(READY)
	@$(BIN)/python -m tests.site.demo

# On each core, a file of tests at a time; one test alone: .venv/bin/pytest tests/test_seed.py
test: $(READY)
	$(BIN)/pytest --numprocesses auto --dist loadfile

check: lint test

lint: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# The programs that some tests start, so that none is skipped: a browser, replay, wget (.ci/tools says which).
tools:
	PYTHON=$(PYTHON) .ci/tools

# Pins every dependency with its hashes; needs uv. The lock names no index.
lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
	  --extra dev --output-file requirements.lock pyproject.toml

# Measures kabar and its peers on the annotated pages; FLAGS=--cached shows the peers' last results again.
BENCH := .venv-bench
BENCH_READY := $(BENCH)/.ready

$(BENCH_READY): bench/requirements.txt
	$(PYTHON) -m venv --clear $(BENCH)
	$(BENCH)/bin/pip install --quiet --require-hashes --no-deps -r bench/requirements.txt
	@touch $@

bench-extract: $(READY) $(BENCH_READY)
	$(BIN)/python -m bench.extract $(FLAGS)

# Crawls a generated site of 3,000 articles with kabar and its peers; needs nginx (Debian: nginx-light).
bench-crawl: $(READY) $(BENCH_READY)
	$(BIN)/python -m bench.crawl $(FLAGS)

# What a night costs at 50 sites of 10,000 known articles where nothing is new; FLAGS="--sites 5 --articles 1000".
bench-nightly: $(READY)
	$(BIN)/python -m bench.crawl.nightly $(FLAGS)

# Kills crawls of the sample site at random moments; FLAGS="--kills 200 --seed 7" tries others.
bench-kill: $(READY)
	$(BIN)/python -m bench.kill $(FLAGS)

# Measures every field against its floor; FLAGS=--pin raises floors, FLAGS='--lower "why"' lowers them, on record.
bench-floors: $(READY)
	$(BIN)/python -m bench.floors $(FLAGS)

# Reads an archive of real pages again, beside the parser alone; FLAGS="--pages 10000" takes more of them.
bench-reparse: $(READY)
	$(BIN)/python -m bench.reread $(FLAGS)

# Measures the size of kept bytes, writing, reading back and searching, up to 100,000 pages; FLAGS="--pages 5000".
bench-store: $(READY)
	$(BIN)/python -m bench.store $(FLAGS)

# Rates and memory of writing and reading WARC and WACZ files; FLAGS="--captures 100000" for many.
bench-warc: $(READY)
	$(BIN)/python -m bench.web_archives $(FLAGS)

# Feeds mutated pages to the reader, guided by coverage, in an environment of its own; docs/testing.md.
FUZZ := .venv-fuzz
bench-fuzz: $(READY)
	test -e $(FUZZ)/.ready || { $(PYTHON) -m venv --clear $(FUZZ) && $(FUZZ)/bin/pip install --quiet --require-hashes \
	  --no-deps -r requirements.lock && $(FUZZ)/bin/pip install --quiet atheris==3.0.0 && touch $(FUZZ)/.ready; }
	PYTHONPATH=. $(FUZZ)/bin/python bench/fuzz.py -max_total_time=120 -timeout=20 $(FLAGS)

# Reads 10,000 pages in one process and prints its memory on the way.
bench-steady: $(READY)
	$(BIN)/python -m bench.steady $(FLAGS)

bench-lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
	  --output-file bench/requirements.txt bench/requirements.in
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
	  --output-file tests/replay/requirements.txt tests/replay/requirements.in

clean:
	rm -rf $(VENV) $(BENCH) $(FUZZ) .venv-tools .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
