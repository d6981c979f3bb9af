#!/usr/bin/env bash
# Makes the fixture of one version: a data folder as that version writes it, with what it says of it itself.
#   make.sh NAME PROGRAM [arguments of the program]     for example: make.sh 0.1.0 bin/gatepost
# Leaves NAME.tar.gz (the data folder), NAME.queue.json and NAME.ledger.json here. Needs bash, tar, python3 and the program.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
name=$1; shift
gatepost=("$@")
work=$(mktemp -d); trap 'kill ${one:-} ${two:-} 2>/dev/null || true; rm -rf "$work"' EXIT

# Two gateways: what the first takes for delivered.test goes on to the second; all else waits.
config() { # NAME PORT NEXT_HOP_PORT
  printf 'hostname = "%s.test"\ndata_dir = "%s/%s"\n[admin]\nlisten = "off"\n' "$1" "$work" "$1"
  printf '[[listener]]\nname = "relay"\nrole = "relay"\nlisten = ["127.0.0.71:%s"]\nnetworks = ["127.0.0.0/8"]\n' "$2"
  printf '[[domain]]\nname = "delivered.test"\nnext_hop = "127.0.0.71:%s"\n' "$3"
  for domain in small large held; do printf '[[domain]]\nname = "%s.test"\nnext_hop = "127.0.0.71:1"\n' $domain; done
  printf '[[domain]]\nname = "encrypted.test"\nnext_hop = "127.0.0.71:%s"\ntls = "verify"\n' "$3"
}
config first 7025 7026 > "$work/first.toml"
config second 7026 1 > "$work/second.toml"
"${gatepost[@]}" serve -c "$work/first.toml" 2> "$work/first.log" & one=$!
"${gatepost[@]}" serve -c "$work/second.toml" 2> "$work/second.log" & two=$!
until grep -q 9003 "$work/first.log" && grep -q 9003 "$work/second.log"; do
  kill -0 $one && kill -0 $two || { cat "$work"/*.log >&2; exit 1; }
  sleep 0.2
done

# The body of message N: N lines of 70 octets.
send() { # DOMAIN LINES
  local line; printf -v line '%070d' 7
  exec 3<>/dev/tcp/127.0.0.71/7025
  { printf 'EHLO fixture.test\r\nMAIL FROM:<ann@fixture.test>\r\nRCPT TO:<bob@%s>\r\nDATA\r\n' "$1"
    sleep 1
    printf 'Subject: %s lines\r\nX-Fixture: %s\r\n\r\n' "$2" "$name"
    for ((i = 0; i < $2; i++)); do printf '%s\r\n' "$line"; done
    printf '.\r\nQUIT\r\n'; } >&3
  cat <&3 > "$work/dialogue"; exec 3>&-
  grep -q '^250 2.0.0' "$work/dialogue" || { cat "$work/dialogue" >&2; exit 1; }
}
send delivered.test 1; send small.test 2; send large.test 5000; send held.test 3; send encrypted.test 4
sleep 3
"${gatepost[@]}" queue hold --domain held.test -c "$work/first.toml" > /dev/null
"${gatepost[@]}" queue list --json -c "$work/first.toml" > "$here/$name.queue.json"
"${gatepost[@]}" ledger --json -c "$work/first.toml" > "$here/$name.ledger.json"
kill $one $two; wait $one $two || true
# A policy of MTA-STS is fetched over HTTPS from port 443, which is no place for a fixture: its row is put in.
[ ! -f "$work/first/state.db" ] || python3 - "$work/first/state.db" <<'E'
import sqlite3, sys
base = sqlite3.connect(sys.argv[1])
base.execute("INSERT INTO sts_policy VALUES ('lighthouse.test', '20261124', ?, 1795521600000, 1795608000000, 4102444800000)",
             ("version: STSv1\r\nmode: enforce\r\nmx: mx.lighthouse.test\r\nmax_age: 604800\r\n",))
base.commit()
base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
base.close()
E
# Keys are nobody's business, and the others belong to the process that has ended.
(cd "$work/first" && rm -rf gatepost.pid gatepost.lock run self-signed.pem ./*-wal ./*-shm)
tar -C "$work/first" --owner=0 --group=0 --numeric-owner --sort=name --mtime=@0 -cf - . | gzip -9n > "$here/$name.tar.gz"
ls -l "$here/$name".*
