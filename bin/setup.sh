# Installs what this project needs on a bare machine; sourced by bin/demo and bin/test. Says what it does only when
# there is something to do.

say() { printf '%s\n' "$*" >&2; }

fail() {
  say "$*"
  exit 1
}

need_node() {
  command -v node >/dev/null || fail 'Node.js 20.19 or newer is needed: https://nodejs.org'
  node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' ||
    fail "Node.js 20.19 or newer is needed; this is $(node --version): https://nodejs.org"
}

# Debian package, as far as the package lists go that this machine has or may fetch
has_package() {
  apt-cache show "$1" >/dev/null 2>&1 && return
  [ "$(id -u)" != 0 ] || apt-get update -qq >/dev/null
  apt-cache show "$1" >/dev/null 2>&1
}

# Debian package, Homebrew formula
install_package() {
  if command -v apt-get >/dev/null; then
    local sudo=''
    if [ "$(id -u)" != 0 ]; then
      command -v sudo >/dev/null || fail "Please install $1 (apt-get install $1) and run this again."
      sudo=sudo
    fi
    say "Installing $1 …"
    $sudo apt-get update -qq >/dev/null && $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null ||
      fail "$1 could not be installed. Please install it and run this again."
  elif command -v brew >/dev/null; then
    say "Installing $1 …"
    brew install "$1" >/dev/null || fail "$1 could not be installed. Please install it and run this again."
  else
    fail "Please install $1 and run this again."
  fi
}

need_redis() {
  command -v redis-server >/dev/null && return
  if command -v apt-get >/dev/null; then install_package redis-server; else install_package redis; fi
}

# For the certificates of the tests with TLS.
need_openssl() {
  command -v openssl >/dev/null || install_package openssl
}

need_packages() {
  # npm writes this file last; a lock that is newer means that the packages are not the ones it names.
  [ node_modules/.package-lock.json -nt package-lock.json ] && return
  say 'Installing npm packages …'
  npm ci --ignore-scripts --no-audit --no-fund --loglevel=error >&2
  touch node_modules/.package-lock.json
}

# The headless shell starts in half of a whole browser's processor time.
find_chromium() {
  local path
  for path in "${CHROMIUM_PATH:-}" "$(command -v chromium-headless-shell || true)" "$(command -v chromium || true)" \
    "$(command -v chromium-browser || true)" "$(command -v google-chrome || true)" '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'; do
    if [ -n "$path" ] && [ -x "$path" ]; then
      printf '%s' "$path"
      return
    fi
  done
}

need_chromium() {
  CHROMIUM_PATH=$(find_chromium)
  if [ -z "$CHROMIUM_PATH" ]; then
    if command -v apt-get >/dev/null; then
      # Older distributions have the whole browser only.
      if has_package chromium-headless-shell; then
        install_package chromium-headless-shell fonts-noto-core
      else
        install_package chromium fonts-noto-core
      fi
    else
      fail 'Please install Google Chrome or Chromium, or set CHROMIUM_PATH, and run this again.'
    fi
    CHROMIUM_PATH=$(find_chromium)
  fi
  export CHROMIUM_PATH
}

need_build() {
  bin/build --if-stale >&2
  sandbox/bin/build --if-stale >&2
}
