#!/bin/sh
# A PostgreSQL server for the tests that read records out of a database. Does nothing where there is one.
set -eu

for folder in ${POSTGRESQL_BIN:-} /usr/lib/postgresql/*/bin; do
    [ -x "$folder/initdb" ] && exit 0
done
command -v initdb >/dev/null && exit 0

if ! command -v apt-get >/dev/null; then
    echo "The tests need PostgreSQL. Install it, or name its programs: POSTGRESQL_BIN=/path/to/bin make test" >&2
    exit 1
fi
if [ "$(id -u)" = 0 ]; then
    as_root="env"
elif command -v sudo >/dev/null; then
    as_root="sudo env"
else
    # The tests that need it are then left out, and say so.
    echo "Tests with a PostgreSQL server are left out: installing it needs root. Ask for: apt-get install postgresql" >&2
    exit 0
fi

echo "Installing for the tests: postgresql"
$as_root apt-get update -qq
$as_root DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends postgresql >/dev/null
