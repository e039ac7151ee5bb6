#!/usr/bin/env bash
# Writes sdk/PagoDigitale.Sdk/Generated from openapi.yaml. The same contract always gives the same files.
# With --check it changes nothing and fails when the committed files are not what the contract gives.
set -euo pipefail
cd "$(dirname "$0")/.."
build/install-tools.sh
target=$PWD/sdk/PagoDigitale.Sdk/Generated
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/Generated" "$target"
node build/tools/prepare.mjs openapi.yaml "$work/openapi.json" "$work/Generated"
node build/tools/node_modules/nswag/bin/nswag.js run build/tools/client.nswag /runtime:Net100 \
  "/variables:Prepared=$work/openapi.json,Output=$work/Generated/Clients.cs,Templates=$PWD/build/tools/templates" >"$work/nswag.log" \
  || { cat "$work/nswag.log" >&2; exit 1; }
# The members that prepare.mjs hyphenated have underscores on the wire.
sed -i -E ':again; s/(JsonPropertyName\("[a-z_]*)-/\1_/; t again' "$work/Generated/Clients.cs"
# No trailing blanks, one newline at the end: the files obey .editorconfig like every other.
sed -i -e 's/\r$//' -e 's/[[:blank:]]*$//' -e '$a\' "$work"/Generated/*.cs
if [[ "${1:-}" == --check ]]; then
  diff -ru "$target" "$work/Generated" && echo "The generated client is up to date."
else
  cp "$work"/Generated/*.cs "$target/"
  echo "Wrote $(ls "$target" | wc -l) files to sdk/PagoDigitale.Sdk/Generated."
fi
