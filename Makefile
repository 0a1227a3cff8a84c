# Everything below creates what it needs. Python 3.11 or newer and make are all that is assumed.
PYTHON ?= python3
BIN := .venv/bin
DEMO := demo-out

.PHONY: demo test check lint quality floors bench bench-merge model lock clean

demo: .venv/.users
	rm -rf $(DEMO) && mkdir $(DEMO)
	$(BIN)/dragoman read examples --ledger $(DEMO)/ledger.db
	$(BIN)/dragoman timeline EGY RUS --ledger $(DEMO)/ledger.db
	$(BIN)/dragoman brief EGY RUS --on 2024-12-31 --ledger $(DEMO)/ledger.db --format html -o $(DEMO)/brief.html
	$(BIN)/dragoman brief EGY RUS --on 2024-12-31 --ledger $(DEMO)/ledger.db
	@echo "The same brief as a page: $(DEMO)/brief.html"

# Each file of tests stays in one process, so that what a file reads or serves is made once.
test: .venv/.dev lint
	$(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder

lint: .venv/.dev
	$(BIN)/ruff check -q .
	$(BIN)/ruff format -q --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo 2>/dev/null || $(BIN)/lint-imports

check: test quality

quality: .venv/.dev
	$(BIN)/python benchmarks/quality/gate.py

floors: .venv/.dev
	$(BIN)/python benchmarks/quality/gate.py --raise

bench: .venv/.bench
	$(BIN)/python benchmarks/speed/bench.py

# A ledger of invented news: what blocking misses, quality against the truth, time and memory up to 100,000 documents.
bench-merge: .venv/.dev
	$(BIN)/python -m benchmarks.merge.bench

# Trains the tagger from training/corpus (half an hour on two cores) and writes its artifact. Needs the packages of
# training/requirements.in, which users never install.
MODEL_VERSION ?= local
# Memory is kept between steps instead of given back: an epoch is a third shorter.
MALLOC := glibc.malloc.mmap_threshold=1073741824:glibc.malloc.trim_threshold=4294967296:glibc.malloc.top_pad=268435456
model: .venv-model/.done
	rm -rf training/build
	GLIBC_TUNABLES=$(MALLOC) PYTHONPATH=src:. .venv-model/bin/python -m training.train --work training/build
	PYTHONPATH=src:. .venv-model/bin/python -m training.export --work training/build --version $(MODEL_VERSION)

# Exact versions with hashes and no address of any index. Needs uv.
lock:
	uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 \
	  pyproject.toml --group build --extra docx --extra charts --extra pdf --extra trade --extra web -o requirements/users.txt
	uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 \
	  pyproject.toml --group build --group dev --all-extras -o requirements/dev.txt
	uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 \
	  -c requirements/users.txt pyproject.toml --group build --group bench -o requirements/bench.txt

.venv/pyvenv.cfg:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Dragoman needs Python 3.11 or newer")'
	$(PYTHON) -m venv .venv

.venv/.users: .venv/pyvenv.cfg requirements/users.txt pyproject.toml
	$(BIN)/python -m pip install -q --require-hashes -r requirements/users.txt
	$(BIN)/python -m pip install -q --no-deps --no-build-isolation -e .
	@touch $@

.venv/.dev: .venv/.users requirements/dev.txt
	$(BIN)/python -m pip install -q --require-hashes -r requirements/dev.txt
	@touch $@

.venv/.bench: .venv/.users requirements/bench.txt
	$(BIN)/python -m pip install -q --require-hashes -r requirements/bench.txt
	@touch $@

.venv-model/.done: training/requirements.in
	$(PYTHON) -m venv .venv-model
	.venv-model/bin/python -m pip install -q -r training/requirements.in
	@touch $@

clean:
	rm -rf .venv .venv-model $(DEMO) .mypy_cache .ruff_cache .pytest_cache .hypothesis
