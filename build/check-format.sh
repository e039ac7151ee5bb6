#!/usr/bin/env bash
# Layout is the formatter's: `dotnet csharpier format .` mends what this finds.
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet tool restore >/dev/null
dotnet csharpier check .
