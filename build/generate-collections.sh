#!/usr/bin/env bash
# Writes samples/bruno and samples/postman from openapi.yaml. The same contract always gives the same files.
# With --check it changes nothing and fails when the committed files are not what the contract gives.
set -euo pipefail
cd "$(dirname "$0")/.."
build/install-tools.sh build/collections
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
node build/collections/collections.mjs openapi.yaml "$work"
for collection in bruno postman; do
  cp samples/$collection/README.md "$work/$collection/"
  if [[ "${1:-}" == --check ]]; then
    diff -ru samples/$collection "$work/$collection"
  else
    rm -rf "samples/$collection"
    cp -r "$work/$collection" "samples/$collection"
  fi
done
echo "The collections are what openapi.yaml gives."
