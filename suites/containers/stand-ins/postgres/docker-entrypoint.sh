#!/bin/sh
# Does what the entrypoint of postgres:18 does for a service: makes the database on the first start, then serves it.
set -eu
if [ "$(id -u)" = 0 ]; then
  if grep -q ' /var/lib/postgresql/data ' /proc/self/mounts; then
    echo 'there is a volume at /var/lib/postgresql/data: since 18 it belongs at /var/lib/postgresql' >&2
    exit 1
  fi
  chown postgres: /var/lib/postgresql
  exec setpriv --reuid=postgres --regid=postgres --clear-groups sh "$0"
fi
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  : "${POSTGRES_PASSWORD:?is not set}"
  mkdir -p "$PGDATA"
  umask 077
  printf '%s' "$POSTGRES_PASSWORD" >/tmp/password
  initdb -D "$PGDATA" -U "$POSTGRES_USER" -E UTF8 --locale=C -A scram-sha-256 --pwfile=/tmp/password >/dev/null
  rm /tmp/password
  echo 'host all all all scram-sha-256' >>"$PGDATA/pg_hba.conf"
  # On its socket only, so that nobody comes before it is whole.
  pg_ctl -D "$PGDATA" -w -s -o "-c listen_addresses= -c unix_socket_directories=/tmp" start
  PGPASSWORD=$POSTGRES_PASSWORD psql --quiet --host=/tmp --username="$POSTGRES_USER" --dbname=postgres \
    --command="create database \"$POSTGRES_DB\""
  pg_ctl -D "$PGDATA" -w -s stop
fi
exec postgres -D "$PGDATA" -c listen_addresses='*' -c unix_socket_directories=/tmp
