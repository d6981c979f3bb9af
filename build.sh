#!/usr/bin/env bash
# Builds, tests and runs Gatepost. Needs bash and the .NET 10 SDK, nothing else; ./build.sh without a target lists the targets.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1 TESTINGPLATFORM_TELEMETRY_OPTOUT=1
: "${CONFIGURATION:=Release}"
: "${FUZZ_SECONDS:=60}"
LAB=tests/Gatepost.Interop/lab

help() {
  cat <<'E'
./build.sh TARGET [arguments]

  run       build, then show mail going from server to server over verified TLS (gatepost demo); --once ends after the story
  test      build, then every ring of tests: unit, walls, documents; real peers; kill -9; fuzzing.
            As root on Debian it installs the peers (Postfix, Exim, OpenSMTPD, swaks …); elsewhere it says which are missing.
            With CI=true a missing peer is a failure.
  build     leave a runnable bin/gatepost
  check     format, warnings as errors, the fast tests, and that nothing generated has drifted
  fmt       put the source into the house format
  bench     measure against Postfix, side by side; --quick for a short look (docs/performance.md)
  micro     measure single parts alone: parsers, the way to the disk, the log; --filter '*Commit*' for some
  fuzz      fuzz every parser and the sessions; SECONDS for each target as the argument, 60 when there is none
  audit     ask the package source for known weaknesses of what we depend on
  publish   self-contained tarball, Debian package and bill of materials (CycloneDX), under publish/
  reproduce publish the last commit twice, in different places, and compare the octets

On Windows, without bash:
  dotnet build -c Release
  dotnet run -c Release --project src/Gatepost.Host -- demo
  dotnet run -c Release --project tests/Gatepost.Tests
E
}

say() { printf '\n== %s\n' "$*" >&2; }
die() { printf 'build.sh: %s\n' "$*" >&2; exit 1; }

sdk() {
  command -v dotnet >/dev/null || die "the .NET 10 SDK is missing: see https://dotnet.microsoft.com/download, or your distribution's dotnet-sdk-10.0"
  dotnet --version >/dev/null || die "this project needs the .NET 10 SDK (global.json); 'dotnet --list-sdks' shows what is installed"
}

compile() { sdk; say "build"; dotnet build -c "$CONFIGURATION" -v q -clp:NoSummary; }

# The program, framework-dependent. The apphost is renamed: an assembly called gatepost would collide with Gatepost.dll where
# the file system does not tell the two apart.
leave_binary() {
  sdk; say "bin/gatepost"
  dotnet publish src/Gatepost.Host -c "$CONFIGURATION" -o bin -v q
  local host
  for host in bin/Gatepost.Host bin/Gatepost.Host.exe; do
    [ ! -e "$host" ] || mv -f "$host" "${host/Gatepost.Host/gatepost}"
  done
}

# A test program, already built: says how many passed and failed, and fails when it ran nothing.
ring() { # PROJECT [arguments]
  local project=$1; shift
  "artifacts/bin/$project/${CONFIGURATION,,}/$project" --progress off --no-ansi "$@"
}

# What is tracked or new, as one digest: to see whether a step changed files.
tree() { { git status --porcelain; git diff; } 2>/dev/null | cksum; }

target_build() { leave_binary; }
target_run() { leave_binary; exec bin/gatepost demo "$@"; }
target_fmt() { sdk; dotnet format --no-restore "$@"; }

target_check() {
  local before; before=$(tree)
  compile
  say "format"; dotnet format whitespace --no-restore --verify-no-changes || die "run ./build.sh fmt"
  say "fast tests"; ring Gatepost.Tests --filter-not-trait "Speed=Slow"
  [ "$(tree)" = "$before" ] || { git status --short; git diff --stat; die "the build changed files that are in git: commit them (lock files, generated documents)"; }
  say "check: all is well"
}

target_test() {
  compile
  leave_binary
  say "unit, walls, house numbers, documents"; ring Gatepost.Tests "$@"
  say "peers"; bash "$LAB/peers" ensure
  say "real peers, and kill -9"; ring Gatepost.Interop
  target_fuzz "$FUZZ_SECONDS"
  target_audit
  say "test: all rings passed"
}

target_fuzz() {
  sdk; say "fuzz, ${1:-$FUZZ_SECONDS} s for each target, two at a time on each core"
  dotnet run -c "$CONFIGURATION" --project tests/Gatepost.Fuzz -- --seconds "${1:-$FUZZ_SECONDS}" --jobs $((2 * $(nproc 2>/dev/null || echo 1)))
}

# Without an answer it passes, and says so: a mirror may have no such data, and a build must not need the network to be green.
target_audit() {
  sdk; say "known weaknesses of packages"
  local found source index
  dotnet restore -v q || die "the packages cannot be restored"
  found=$(dotnet list package --vulnerable --include-transitive --format json) ||
    { say "audit: the package source does not answer: $(head -c 300 <<<"$found")"; return 0; }
  ! grep -q '"vulnerabilities"' <<<"$found" || { printf '%s\n' "$found"; die "packages with known weaknesses: raise them in Directory.Packages.props"; }
  source=$(sed -n '/"sources"/,/]/s/^ *"\(http[^"]*\)".*/\1/p' <<<"$found" | head -n 1)
  index=$(curl -fsS -m 20 "$source" 2>/dev/null || true)
  if grep -q '"VulnerabilityInfo/' <<<"$index"; then say "audit: none are known"
  else say "audit: $source has no data on weaknesses, so this shows nothing"; fi
}

target_bench() { leave_binary; bash bench/run "$@"; }
target_micro() { sdk; dotnet run -c "$CONFIGURATION" --project bench/Gatepost.Micro -- "$@"; }
target_publish() { sdk; bash packaging/publish.sh "$@"; }
target_reproduce() { sdk; bash packaging/reproduce.sh "$@"; }

case ${1:-help} in
  build|run|test|check|fmt|fuzz|bench|micro|audit|publish|reproduce) target=$1; shift; "target_$target" "$@" ;;
  help|-h|--help) help ;;
  *) help >&2; die "there is no target '$1'" ;;
esac
