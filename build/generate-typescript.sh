#!/usr/bin/env bash
# Writes sdk/typescript/src/generated from openapi.yaml, which is not committed, and compiles the client to sdk/typescript/dist with tsc --strict.
set -euo pipefail
cd "$(dirname "$0")/.."
build/install-tools.sh sdk/typescript
cd sdk/typescript
log=$(mktemp)
trap 'rm -f "$log"' EXIT
rm -rf src/generated dist
node_modules/.bin/openapi-ts --no-log-file >"$log" 2>&1 || { cat "$log" >&2; exit 1; }
node_modules/.bin/openapi-typescript ../../openapi.yaml --output src/generated/schema.ts >"$log" 2>&1 || { cat "$log" >&2; exit 1; }
node_modules/.bin/tsc --project . --strict
echo "Wrote sdk/typescript/dist."
