#!/bin/sh
# Compile the hashed requirements for every supported Python. No download address is written.
# The pins stay as they are unless pyproject.toml demands otherwise; --upgrade renews them all.
set -eu
CDPATH='' cd -P -- "$(dirname -- "$0")/.."
. scripts/venv.sh

python -m pip install --quiet --disable-pip-version-check uv
UV_CUSTOM_COMPILE_COMMAND='make requirements'
export UV_CUSTOM_COMPILE_COMMAND

compile() {
    python -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-emit-find-links pyproject.toml "$@"
}

compile --output-file requirements.txt "$@"
# The application runs in tests with the versions it is delivered with.
compile --extra dev --constraint requirements.txt --output-file requirements-dev.txt "$@"
scripts/setup.sh lint
