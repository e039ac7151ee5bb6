#!/usr/bin/env bash
# Installs the pinned npm tools of a folder (build/tools, unless another is named) beside its package.json, once: again only when that changes.
set -euo pipefail
cd "$(dirname "$0")/.."
cd "${1:-build/tools}"
stamp=node_modules/.installed
if ! cmp -s package.json "$stamp"; then
  npm install --no-package-lock --no-fund --no-audit --loglevel error
  cp package.json "$stamp"
fi
