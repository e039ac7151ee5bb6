#!/usr/bin/env bash
# Checks openapi.yaml against .spectral.yaml. Exit status 1 on any error or warning.
# Another ruleset can be tried by naming it: build/lint-openapi.sh path/to/rules.yml
set -euo pipefail
cd "$(dirname "$0")/.."
build/install-tools.sh
build/tools/node_modules/.bin/spectral lint openapi.yaml --ruleset "${1:-.spectral.yaml}" --fail-severity warn
