#!/bin/sh
# The example year, from an empty database to the PDF. Each command prints what it made.
set -eu
CDPATH='' cd -P -- "$(dirname -- "$0")/.."
. scripts/venv.sh

python manage.py migrate --verbosity 0
python manage.py load_example lampung-2023
python manage.py make_test_certificate
python manage.py render_lkj --satker kpu-provinsi-lampung --tahun 2023 --output var/lkj-2023-kpu-provinsi-lampung.pdf
