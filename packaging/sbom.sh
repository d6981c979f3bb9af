#!/usr/bin/env bash
# The bill of materials of a published build, CycloneDX 1.6 as JSON, on standard output: every package of the lock file with which it
# was restored, its licence as its author states it, and the runtime that is packed in. The same input gives the same octets.
#   packaging/sbom.sh VERSION LOCKFILE RUNTIME_VERSION
set -euo pipefail
version=$1 lock=$2 runtime=$3
packages=${NUGET_PACKAGES:-$HOME/.nuget/packages}

licence() { # ID VERSION
  local id=${1,,} spec
  spec=$packages/$id/$2/$id.nuspec
  [ -e "$spec" ] || return 0
  sed -n 's:.*<license type="expression">\([^<]*\)</license>.*:\1:p' "$spec" | head -n 1
}

component() { # NAME VERSION SCOPE LICENCE HASH
  printf '    {"type": "library", "bom-ref": "pkg:nuget/%s@%s", "name": "%s", "version": "%s", "scope": "%s", "purl": "pkg:nuget/%s@%s"' \
    "$1" "$2" "$1" "$2" "$3" "$1" "$2"
  [ -z "$4" ] || printf ', "licenses": [{"expression": "%s"}]' "$4"
  [ -z "$5" ] || printf ', "hashes": [{"alg": "SHA-512", "content": "%s"}]' "$(base64 -d <<<"$5" | od -An -v -tx1 | tr -d ' \n')"
  printf '}'
}

# Name, version and digest of each package, a line each; projects have neither version nor digest.
locked() {
  awk -F'"' '
    /^      "/ {name = $2; resolved = ""}
    /^        "resolved":/ {resolved = $4}
    /^        "contentHash":/ {print name, resolved, $4}' "$lock" | LC_ALL=C sort -u
}

printf '{\n  "bomFormat": "CycloneDX",\n  "specVersion": "1.6",\n  "version": 1,\n  "metadata": {\n'
printf '    "component": {"type": "application", "bom-ref": "gatepost", "name": "gatepost", "version": "%s", "licenses": [{"expression": "Apache-2.0"}]}\n' "$version"
printf '  },\n  "components": [\n'
component Microsoft.NETCore.App.Runtime "$runtime" required MIT ""
printf ',\n'
component Microsoft.AspNetCore.App.Runtime "$runtime" required MIT ""
while read -r name resolved hash; do
  scope=required
  case $name in Microsoft.CodeAnalysis.*|Microsoft.NET.ILLink.Tasks) scope=excluded ;; esac # the build alone uses them
  printf ',\n'
  component "$name" "$resolved" "$scope" "$(licence "$name" "$resolved")" "$hash"
done < <(locked)
printf '\n  ]\n}\n'
