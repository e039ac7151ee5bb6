#!/usr/bin/env bash
# Writes openapi.yaml from specs/openapi, where one file holds one tag. The same parts always give the same document.
# With --check it changes nothing and fails when the committed document is not what the parts give.
set -euo pipefail
cd "$(dirname "$0")/.."
build/install-tools.sh
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export REDOCLY_TELEMETRY=off REDOCLY_SUPPRESS_UPDATE_NOTICE=true
build/tools/node_modules/.bin/redocly bundle pagodigitale -o "$work/bundle.yaml" >"$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }
{ echo "# Written by build/bundle-openapi.sh from specs/openapi. Changes made here are lost."; cat "$work/bundle.yaml"; } >"$work/openapi.yaml"
if [[ "${1:-}" == --check ]]; then
  diff -u openapi.yaml "$work/openapi.yaml" && echo "openapi.yaml is up to date."
else
  cp "$work/openapi.yaml" openapi.yaml
  echo "Wrote openapi.yaml."
fi
