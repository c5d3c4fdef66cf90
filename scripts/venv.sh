# shellcheck shell=sh
# Sourced by the other scripts: `python` is the one of .venv.
PATH=$PWD/.venv/bin:$PATH
export PATH
unset PYTHONHOME
