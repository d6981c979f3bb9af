#!/usr/bin/env bash
# Makes what is handed out twice, from the last commit, in two clones that differ in place, umask, time zone and locale, and compares
# the octets. ./build.sh reproduce calls this; the argument may name a runtime identifier, as for publish.sh.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
[ -z "$(git status --porcelain)" ] || echo "reproduce.sh: what is not committed is left out" >&2

make() { # FOLDER [arguments]
  local folder=$1; shift
  git clone -q . "$folder"
  bash "$folder/packaging/publish.sh" "$@" >&2
  (cd "$folder/publish" && find . -maxdepth 1 -type f -printf "%P\n" | LC_ALL=C sort | xargs sha256sum)
}

first=$(umask 022; TZ=UTC LC_ALL=C make "$work/one" "$@")
second=$(umask 077; TZ=Asia/Kolkata LC_ALL=C.UTF-8 make "$work/another/and/deeper" "$@")
printf '%s\n' "$first"
[ "$first" = "$second" ] || { printf 'reproduce.sh: the second time it was\n%s\n' "$second" >&2; exit 1; }
echo "both times the same octets"
