# What a person types here. Everything else is `.venv/bin/python manage.py help`.
.PHONY: help run update setup test test-all explore check check-types check-rest format lock bench bench-browser bench-first-view bench-backup \
	bench-scale screenshots transcripts messages

# A Python that may not keep what it compiled compiles Django at every start, and some tests start many.
unexport PYTHONDONTWRITEBYTECODE

PY = .venv/bin/python
CORES = $(shell getconf _NPROCESSORS_ONLN)
PYTEST = $(PY) -m pytest --dist worksteal --nothing-skipped
TEMPLATES = $$(git ls-files -co --exclude-standard 'templates/*.html' 'blog/templates/*.html')

# A site in order at a public address: `check` has nothing to say about it, but that its backups share its disk.
PRODUCTION = DATA_DIR=build/check SITE_ORIGIN=https://essays.example TRUSTED_PROXIES=127.0.0.1 \
	EMAIL_URL=smtp+tls://mail.example DEBUG= ALLOWED_HOSTS= SECRET_KEY= SECRET_KEY_FILE= DATABASE_URL=

help:
	@echo "make run       set everything up and serve the site on 127.0.0.1:\$$PORT (8000)"
	@echo "make update    back the site up, bring it to the newest release, restart it"
	@echo "make test      the quick tests, at most 3 minutes"
	@echo "make test-all  every test, in every browser shape, at most 20 minutes"
	@echo "make explore   properties, with examples that no run has tried yet; every time others"
	@echo "make check     lint, types, imports, templates, migrations, deployment checks"
	@echo "make format    put code and templates into the house's format"
	@echo "make bench     what an answer costs, beside bare WSGI, nginx, WhiteNoise and plain Django; 4 minutes"
	@echo "make bench-browser     first visits over a slow mobile network: when something is seen"
	@echo "make bench-first-view  what a first visit costs, against the budget"
	@echo "make bench-backup      what a backup and a restore of 2,000 essays take, beside a bare copy"
	@echo "make bench-scale       whether pages and searches take as long among 100,000 essays as among 1,000"
	@echo "make screenshots       every page, narrow and wide, light and dark, in build/screenshots"
	@echo "make transcripts       what whole pastes are read as, in docs/transcripts.md"
	@echo "make messages  bring the catalogues of other languages along; LOCALE=fr begins one"
	@echo "make lock      resolve requirements*.in again and write the hash-locked files"

run:
	@bin/setup
	@exec $(PY) manage.py serve --prepare

update:
	@bin/update

setup:
	@bin/setup dev

test: setup
	$(PYTEST) -n $(CORES) -m "not full" $(TESTS)

# One more than there are cores: browsers, and processes that are killed, are waited for now and then.
test-all: setup tests/browser/node_modules
	$(PYTEST) -n $$(($(CORES) + 1)) --durations 30 $(TESTS)

explore: setup
	$(PYTEST) -n $(CORES) -m hypothesis --hypothesis-profile=explore $(TESTS)

tests/browser/node_modules: tests/browser/package-lock.json
	npm ci --prefix tests/browser --ignore-scripts --no-audit --no-fund
	@touch $@

check: check-types check-rest

check-types: setup
	$(PY) -m mypy

check-rest: setup
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	.venv/bin/lint-imports --no-logo
	.venv/bin/djade --target-version 6.1 --check $(TEMPLATES)
	$(PY) manage.py makemigrations --check --dry-run
	$(PRODUCTION) $(PY) manage.py check --deploy --fail-level WARNING

format: setup
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .
	.venv/bin/djade --target-version 6.1 $(TEMPLATES)

# One command a lock: `--universal` makes it hold on every platform and Python the site runs on.
UV_COMPILE = uv pip compile -q --universal --only-binary :all: --generate-hashes --python-version 3.12 --no-emit-index-url \
	--custom-compile-command "make lock" $(UPGRADE)
lock:
	$(UV_COMPILE) requirements.in -o requirements.txt
	$(UV_COMPILE) requirements-scale.in -o requirements-scale.txt
	$(UV_COMPILE) requirements-dev.in -o requirements-dev.txt
	$(UV_COMPILE) requirements-bootstrap.in -o requirements-bootstrap.txt

bench: setup
	$(PY) -m benchmarks.speed

bench-browser: setup
	$(PY) -m benchmarks.paints

bench-first-view: setup
	$(PY) -m benchmarks.first_view

bench-backup: setup
	$(PY) -m benchmarks.backup

bench-scale: setup
	$(PY) -m benchmarks.scale $(SIZES)

screenshots: setup
	$(PY) -m benchmarks.screenshots build/screenshots

transcripts: setup
	$(PY) -m tests.transcripts.whole

messages: setup
	$(PY) -m blog.catalogues $(LOCALE)
