#!/bin/sh
# The example, then web and worker of the Procfile on 127.0.0.1 until Ctrl-C.
set -eu
CDPATH='' cd -P -- "$(dirname -- "$0")/.."
. scripts/venv.sh
PORT=${PORT:-8000}
# The links that the pages and the mails give lead to the port that is served.
SITE_URL=${SITE_URL:-http://127.0.0.1:$PORT}
export PORT SITE_URL
# Under a pipe as on a terminal: a line is shown when it is written.
PYTHONUNBUFFERED=1
export PYTHONUNBUFFERED

python -m scripts.free_port "$PORT"
scripts/example.sh

echo
python manage.py demo_accounts
echo
echo "http://127.0.0.1:$PORT (Ctrl-C stops it)"
echo

exec python -m scripts.serve Procfile
