#!/usr/bin/env bash
# Checks the contract: Redocly's strict rules on specs/openapi, then .spectral.yaml on openapi.yaml. Exit status 1 on any error or warning.
# Another ruleset can be tried by naming it: build/lint-openapi.sh path/to/rules.yml
set -euo pipefail
cd "$(dirname "$0")/.."
build/install-tools.sh
export REDOCLY_TELEMETRY=off REDOCLY_SUPPRESS_UPDATE_NOTICE=true
build/tools/node_modules/.bin/redocly lint pagodigitale --format stylish
build/tools/node_modules/.bin/spectral lint openapi.yaml --ruleset "${1:-.spectral.yaml}" --fail-severity warn
