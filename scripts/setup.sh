#!/bin/sh
# Makes what a target needs, and nothing twice: system packages, .venv, the hashed requirements.
#   scripts/setup.sh run     to run the application: requirements.txt, Pango
#   scripts/setup.sh lint    requirements-dev.txt
#   scripts/setup.sh test    requirements-dev.txt, Pango, Chromium without its window
#   scripts/setup.sh bench   the same, and the whole of Chromium, whose printing is the measure
#   scripts/setup.sh python  only print the interpreter that .venv would be made from
set -eu
CDPATH='' cd -P -- "$(dirname -- "$0")/.."
VENV=$PWD/.venv

fail() {
    printf '%s\n' "$*" >&2
    exit 1
}

# Newest first. python3 comes last: it may be newer than what the dependencies have wheels for.
NAMES='python3.14 python3.13 python3.12 python3.11 python3'
RECENT='import sys; sys.exit(sys.version_info < (3, 11))'
COMPLETE='import ctypes, ensurepip, sqlite3, ssl, venv'

# Print the first interpreter on PATH that really runs the code given; a pyenv shim may exist and yet fail.
find_python() (
    set -f
    IFS=:
    for name in $(printf '%s' "$NAMES" | tr ' ' ':'); do
        for folder in $PATH; do
            candidate=${folder:-.}/$name
            if [ -x "$candidate" ] && "$candidate" -c "$1" >/dev/null 2>&1 </dev/null; then
                "$candidate" -c 'import sys; print(sys.executable)'
                return 0
            fi
        done
    done
    return 1
)

find_complete_python() { find_python "$COMPLETE; $RECENT"; }

# Is .venv whole, does it run, and was it made at this place? (A copied .venv still writes into its origin.)
venv_is_good() {
    [ ! -e "$VENV/.incomplete" ] &&
        "$VENV/bin/python" -c "$RECENT" >/dev/null 2>&1 &&
        grep -qF "$VENV/bin/" "$VENV/bin/pip" 2>/dev/null
}

has_library() {
    [ -n "$any_python" ] && "$any_python" -c 'import ctypes, sys; ctypes.CDLL(sys.argv[1])' "$1" >/dev/null 2>&1
}

missing_packages() {
    if [ "$any_python" != "$VENV/bin/python" ] && ! find_complete_python >/dev/null; then
        echo python3-venv
    fi
    if [ "$pango" = yes ]; then
        has_library libpango-1.0.so.0 || echo libpango-1.0-0
        has_library libpangoft2-1.0.so.0 || echo libpangoft2-1.0-0
        has_library libharfbuzz-subset.so.0 || echo libharfbuzz-subset0
    fi
    if [ "$browser" = yes ]; then
        # A third less work for the processors than the browser with a window that nobody sees.
        [ -x /usr/bin/chromium-headless-shell ] || echo chromium-headless-shell
        # What drives Chromium, Playwright's own node, is linked against it.
        has_library libatomic.so.1 || echo libatomic1
    fi
    if [ "$chromium" = yes ] && [ ! -x /usr/bin/chromium ]; then
        echo chromium
    fi
}

install_packages() {
    if ! command -v apt-get >/dev/null; then
        fail "These Debian packages are missing and there is no apt-get here: install what matches $* and repeat."
    fi
    if [ "$(id -u)" -ne 0 ]; then
        fail "System packages are missing; run: sudo apt-get update && sudo apt-get install -y $* ; then repeat."
    fi
    echo "Installing with apt-get: $*"
    # 9>&-: nothing that apt starts may go on holding the lock.
    DEBIAN_FRONTEND=noninteractive
    export DEBIAN_FRONTEND
    if ! apt-get -q -o DPkg::Lock::Timeout=300 update </dev/null 9>&- ||
        ! apt-get -q -o DPkg::Lock::Timeout=300 install -y --no-install-recommends "$@" </dev/null 9>&-; then
        fail "apt-get could not install $*; its messages are above."
    fi
}

make_venv() {
    base=$(find_complete_python) ||
        fail "No Python 3.11 or newer with venv, ssl and sqlite3 was found on PATH; install one and repeat."
    echo "Making .venv with $("$base" --version) ($base)"
    mkdir -p "$VENV"
    : >"$VENV/.incomplete"
    "$base" -m venv "$VENV"
}

checksum() { printf '%s  %s\n' "$("$VENV/bin/python" -c \
    'import hashlib, sys; print(hashlib.sha256(open(sys.argv[1], "rb").read()).hexdigest())' "$1")" "$1"; }

install_requirements() {
    if [ ! -e "$VENV/.incomplete" ] && grep -qxF "$(checksum "$1")" "$VENV/.requirements.sha256" 2>/dev/null; then
        return 0
    fi
    echo "Installing the packages of $1 (about a minute the first time)"
    # While .incomplete exists, an interrupted pip may have left a package half written: the next set-up starts anew.
    : >"$VENV/.incomplete"
    rm -f "$VENV/.requirements.sha256"
    "$VENV/bin/python" -m pip install --quiet --no-input --disable-pip-version-check --no-deps \
        --use-pep517 --require-hashes -r "$1" ||
        fail "pip could not install the packages of $1; its messages are above."
    "$VENV/bin/python" -m pip --disable-pip-version-check check >/dev/null ||
        fail "The packages of $1 do not fit together: see .venv/bin/python -m pip check."
    # requirements-dev.txt holds all of requirements.txt, at the same versions.
    {
        checksum requirements.txt
        [ "$1" = requirements.txt ] || checksum "$1"
    } >"$VENV/.requirements.sha256"
    rm -f "$VENV/.incomplete"
}

pango=no browser=no chromium=no requirements=requirements-dev.txt
case ${1-} in
    run) pango=yes requirements=requirements.txt ;;
    lint) ;;
    test) pango=yes browser=yes ;;
    bench) pango=yes browser=yes chromium=yes ;;
    python) find_complete_python; exit ;;
    *) fail "usage: scripts/setup.sh run|lint|test|bench|python" ;;
esac

# Two set-ups at once in one checkout wait for each other.
mkdir -p var
exec 9>var/setup.lock
if command -v flock >/dev/null && ! flock -n 9; then
    echo "Waiting for another set-up of this checkout"
    flock 9
fi

if venv_is_good; then
    any_python=$VENV/bin/python
else
    rm -rf "$VENV"
    any_python=$(find_python "$RECENT") || any_python=
fi
packages=$(missing_packages)
if [ -n "$packages" ]; then
    # shellcheck disable=SC2086  # one word a package
    install_packages $packages
fi
[ -e "$VENV" ] || make_venv
install_requirements "$requirements"
