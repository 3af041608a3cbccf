#!/bin/sh
# Does what the entrypoint of postgres:18 does for a service: makes the database on the first start, then serves it.
# Any other command is run as it is.
set -eu
[ "$1" = postgres ] || exec "$@"
if [ "$(id -u)" = 0 ]; then
  if grep -q ' /var/lib/postgresql/data ' /proc/self/mounts; then
    echo 'there is a volume at /var/lib/postgresql/data: since 18 it belongs at /var/lib/postgresql' >&2
    exit 1
  fi
  chown postgres: /var/lib/postgresql
  exec setpriv --reuid=postgres --regid=postgres --clear-groups "$0" "$@"
fi
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  user=${POSTGRES_USER:-postgres} database=${POSTGRES_DB:-${POSTGRES_USER:-postgres}} method=${POSTGRES_HOST_AUTH_METHOD:-scram-sha-256}
  [ "$method" = trust ] || : "${POSTGRES_PASSWORD:?is not set}"
  mkdir -p "$PGDATA"
  umask 077
  printf '%s' "${POSTGRES_PASSWORD:-none}" >/tmp/password
  # As there: whoever is in the container is trusted, everybody else is asked for the password.
  initdb -D "$PGDATA" -U "$user" -E UTF8 --locale=C --pwfile=/tmp/password >/dev/null
  rm /tmp/password
  echo "host all all all $method" >>"$PGDATA/pg_hba.conf"
  # On its socket only, so that nobody comes before it is whole.
  pg_ctl -D "$PGDATA" -w -s -o '-c listen_addresses=' start
  [ "$database" = postgres ] ||
    psql --quiet --username="$user" --dbname=postgres --command="create database \"$database\""
  pg_ctl -D "$PGDATA" -w -s stop
fi
exec postgres -D "$PGDATA" -c listen_addresses='*'
