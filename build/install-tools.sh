#!/usr/bin/env bash
# Installs the pinned npm tools into build/tools/node_modules, once: again only when package.json changes.
set -euo pipefail
cd "$(dirname "$0")/tools"
stamp=node_modules/.installed
if ! cmp -s package.json "$stamp"; then
  npm install --no-package-lock --no-fund --no-audit --loglevel error
  cp package.json "$stamp"
fi
