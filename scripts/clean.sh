#!/bin/sh
# Remove what set-up and tools made. var stays: it may hold data that someone entered.
set -eu
CDPATH='' cd -P -- "$(dirname -- "$0")/.."

rm -rf .venv .pytest_cache .ruff_cache .mypy_cache .hypothesis
find . -name .git -prune -o -type d -name __pycache__ -prune -exec rm -rf {} +
