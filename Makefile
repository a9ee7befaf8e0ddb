# make site    the explainer site, in site/            make serve   the site while you write, at http://localhost:8000/
# make test    everything that must hold               make lock    newer versions of what the project needs
# make audit   Lighthouse on the built site (Node.js) make screenshots   the README's pictures, made anew
# make scores  the page of the scores, measured anew
# make bench   how fast extraction and build are, beside the bare language model and theme
# make clean   away with what was made, but for docs/data/ and .venv/
#
# All of them set up what they need in .venv/ first. Needed before: Python 3.11 or later, make, git.

SHELL := /bin/sh
.DEFAULT_GOAL := site
.PHONY: site test bench scores serve audit screenshots lock clean chromium

VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip --disable-pip-version-check --no-input
export PYTHONUTF8 := 1
export NO_MKDOCS_2_WARNING := 1  # the theme advertises a successor at every start

site: $(VENV)/ready
	@$(PY) -m mkdocs build --strict
	@echo "The site is in site/. To read it: python3 -m http.server -d site, then open http://localhost:8000/"

serve: $(VENV)/ready
	@$(PY) -m mkdocs serve

# A stamp, so that a second run goes straight to the build.
$(VENV)/ready: requirements.txt pyproject.toml
	@for python in $${PYTHON:-python3 python3.13 python3.12 python3.11}; do \
	  if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then found=$$python; break; fi; \
	done; \
	if [ -z "$$found" ]; then echo "make: Python 3.11 or later is needed; install it, or name it: make PYTHON=/path/to/python3.11" >&2; exit 1; fi; \
	if ! "$$found" -m venv $(VENV); then \
	  echo "make: $$found cannot make virtual environments; install its venv module (Debian, Ubuntu: apt-get install python3-venv)" >&2; \
	  exit 1; fi
	@echo "Installing what requirements.txt locks into $(VENV)/ (some minutes, once)"
	@$(PIP) install --quiet --require-hashes -r requirements.txt
	@$(PIP) install --quiet --no-build-isolation --no-deps -e .
	@touch $@

$(VENV)/ready-for-tests: $(VENV)/ready requirements-test.txt
	@echo "Installing what requirements-test.txt locks"
	@$(PIP) install --quiet --require-hashes -r requirements-test.txt
	@touch $@

# The browser of the browser tests: CHROMIUM, else one on the PATH, else the system's package.
chromium:
	@if [ -n "$$CHROMIUM" ] && command -v "$$CHROMIUM" >/dev/null; then exit 0; fi; \
	for name in chromium chromium-browser google-chrome google-chrome-stable; do command -v $$name >/dev/null && exit 0; done; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  export DEBIAN_FRONTEND=noninteractive; \
	  apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium >/dev/null && command -v chromium >/dev/null && exit 0; \
	fi; \
	echo "make: the browser tests need Chromium; install it (Debian, Ubuntu: sudo apt-get install chromium)," \
	  "or name one: make test CHROMIUM=/path/to/chrome" >&2; exit 1

# The committed data must be what the seeds give, made from nothing. pytest comes last: its summary ends the output.
test: $(VENV)/ready-for-tests chromium
	@$(PY) -m ruff check .
	@$(PY) -m mypy
	@rm -rf docs/data .cache .pytest_cache .mypy_cache .ruff_cache .hypothesis
	@find build_scripts tests -name __pycache__ -type d -prune -exec rm -rf {} +
	@$(PY) -m mkdocs build --strict
	@changed=$$(git status --porcelain --untracked-files=all -- docs/data) || exit 1; \
	if [ -n "$$changed" ]; then git --no-pager diff --stat -- docs/data; echo "$$changed"; \
	  echo "make: docs/data is not what the seeds give; look at the difference and commit it" >&2; exit 1; fi
	@$(PY) -m build_scripts check --site site/
	@$(PY) -m pytest

# Lighthouse as on a phone; `make audit RUNS=1` is quicker and less sure.
audit: site chromium
	@$(PY) tools/audit.py --runs $${RUNS:-5}

screenshots: site $(VENV)/ready-for-tests chromium
	@$(PY) tools/screenshots.py

# The page of the scores, measured anew.
scores: $(VENV)/ready
	@$(PY) -m build_scripts evaluate --page docs/scores.md
	@git --no-pager diff --stat -- docs/scores.md

# Ratios of things done in turn; no figure of it is a test.
bench: $(VENV)/ready-for-tests
	@$(PY) tests/bench

# Every version with its hashes, for every platform; setuptools is among them because it installs the project itself.
COMPILE = $(VENV)/bin/uv pip compile pyproject.toml - --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
          --no-emit-index-url --no-header --no-annotate
lock: $(VENV)/ready
	@$(PIP) install --quiet uv
	@echo 'setuptools>=77' | $(COMPILE) -o requirements.txt
	@echo 'setuptools>=77' | $(COMPILE) --extra test -c requirements.txt -o requirements-test.txt
	@git --no-pager diff --stat -- requirements.txt requirements-test.txt

clean:
	@rm -rf site .site-new .site-old docs/.data-new docs/.data-old .cache .pytest_cache .mypy_cache .ruff_cache .hypothesis *.egg-info
	@find build_scripts tests -name __pycache__ -type d -prune -exec rm -rf {} +
