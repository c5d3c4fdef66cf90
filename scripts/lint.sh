#!/bin/sh
# Every check that runs no test. All are run; the exit code is 1 if any failed.
set -u
CDPATH='' cd -P -- "$(dirname -- "$0")/.." || exit 1
. scripts/venv.sh
failed=

check() {
    name=$1
    shift
    printf '== %s\n' "$name"
    "$@" || failed="$failed $name"
}

deploy_check() {
    LKJ_ENV=production ALLOWED_HOSTS=lkj.example SECRET_KEY=$(python -c 'import secrets; print(secrets.token_urlsafe(64))') \
        env -u DEBUG -u CSRF_TRUSTED_ORIGINS python manage.py check --deploy --fail-level WARNING
}

templates_check() {
    find . -name '*.html' -path '*/templates/*' -not -path './.venv/*' -not -path './var/*' -print0 |
        xargs -0 -r djade --check --target-version 5.2
}

scripts_check() {
    for script in scripts/*.sh; do
        sh -n "$script" || return 1
    done
    bash -n .ci/run
}

check ruff python -m ruff check .
check format python -m ruff format --check .
check templates templates_check
check types python -m mypy
check migrations python manage.py makemigrations --check --dry-run
# With LKJ_DEV_TOOLS, the system checks also hold the migrations to one line (django-linear-migrations).
check linear-migrations env LKJ_DEV_TOOLS=1 python manage.py check --fail-level WARNING
check deploy deploy_check
check scripts scripts_check

if [ -n "$failed" ]; then
    printf 'Failed:%s\n' "$failed" >&2
    exit 1
fi
echo "All checks passed."
