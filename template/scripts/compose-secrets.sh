#!/bin/sh
# Writes the secrets that compose.yaml needs into .env, from random values. One that is there already stays: the
# database knows it.
set -eu
cd "$(dirname "$0")/.."
umask 077
touch .env
chmod 600 .env
if grep -q '^POSTGRES_PASSWORD=.' .env; then
  echo 'POSTGRES_PASSWORD is in .env already, and stays' >&2
  exit
fi
# Where the last line has no end, the next one would become part of it.
[ -z "$(tail -c 1 .env)" ] || echo >>.env
printf 'POSTGRES_PASSWORD=%s\n' "$(od -An -N24 -tx1 /dev/urandom | tr -d ' \n')" >>.env
echo 'POSTGRES_PASSWORD is in .env now' >&2
