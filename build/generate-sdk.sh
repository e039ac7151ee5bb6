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
node build/tools/prepare.mjs openapi.yaml "$work" "$work/Generated"
dotnet msbuild build/tools/ClientGenerator.proj -restore -t:GenerateClient -nologo -v:minimal \
  "-p:GeneratorSettings=$work/client.nswag" >"$work/nswag.log" || { cat "$work/nswag.log" >&2; exit 1; }
node build/tools/finish.mjs "$work"/Generated/*.cs
if [[ "${1:-}" == --check ]]; then
  diff -ru "$target" "$work/Generated" && echo "The generated client is up to date."
else
  rm -f "$target"/*.cs
  cp "$work"/Generated/*.cs "$target/"
  echo "Wrote $(ls "$target" | wc -l) files to sdk/PagoDigitale.Sdk/Generated."
fi
