#!/usr/bin/env bash
# The README's first command as somebody types it who has just got the project: an ordinary user with an empty home and
# an empty cache, no compiler, a folder with blanks and umlauts in its path.
#
#   scripts/fresh-install.sh [NPM_VERSION...]      default: 10 11
#
# Run as root it makes a user for it and removes that user again; else it runs as who you are. The last line is
# `N passed, N failed` or `N passed, N failed, N skipped`.
set -uo pipefail
cd "$(dirname "$0")/.."
[ $# -eq 0 ] && set -- 10 11

passed=0 failed=0 skipped=0
finish() {
  local line="$passed passed, $failed failed"
  [ "$skipped" -gt 0 ] && line+=", $skipped skipped"
  echo "$line"
  [ "$failed" -eq 0 ]
}
check() { # WORDS COMMAND...: runs it, and shows what it printed only where it failed
  local words=$1 log="$base/log"
  shift
  local begun=$SECONDS
  if "$@" >"$log" 2>&1; then
    passed=$((passed + 1))
    echo "ok: $words ($((SECONDS - begun)) s)"
  else
    failed=$((failed + 1))
    echo "FAILED: $words"
    tail -n 40 "$log"
    return 1
  fi
}
skip() { # WORDS REASON
  skipped=$((skipped + 1))
  echo "skipped: $1: $2"
}

base=$(mktemp -d)
user=
clean_up() {
  if [ -n "$user" ]; then userdel "$user" 2>/dev/null; fi
  rm -rf "$base"
}
trap clean_up EXIT
chmod 755 "$base"

if [ "$(id -u)" -eq 0 ]; then
  user="fresh$$"
  if ! useradd --no-create-home --shell /bin/sh "$user" 2>"$base/log" || ! setpriv --version >/dev/null 2>&1; then
    user=
    skip 'installing as an ordinary user' "no user can be made here: $(cat "$base/log")"
    finish
    exit
  fi
fi

# Programs that npm, its scripts and ours call, and nothing that compiles.
programs="$base/bin"
mkdir "$programs"
for program in sh bash env cat chmod cp cut dirname basename expr grep head id ln ls mkdir mktemp mv readlink realpath \
  rm sed sleep sort tail tar test tr true false uname wc xargs gzip which git; do
  found=$(command -v "$program") && ln -s "$found" "$programs/$program"
done
# The user's own may be a link into a folder that others cannot enter.
cp "$(node -p 'process.execPath')" "$programs/node"

# How the registry is reached belongs to the machine, not to the account.
network=()
for name in registry cafile proxy https-proxy noproxy; do
  value=$(npm config get "$name" 2>/dev/null)
  case $value in '' | null | undefined) ;; *) network+=("npm_config_${name//-/_}=$value") ;; esac
done
for name in HTTP_PROXY HTTPS_PROXY NO_PROXY http_proxy https_proxy no_proxy NODE_EXTRA_CA_CERTS SSL_CERT_FILE SSL_CERT_DIR; do
  [ -n "${!name:-}" ] && network+=("$name=${!name}")
done

as_user() { # HOME COMMAND...
  local home=$1
  shift
  local environment=(HOME="$home" PATH="$account/npm/node_modules/.bin:$programs" LANG=C.UTF-8 "${network[@]}")
  if [ -n "$user" ]; then
    setpriv --reuid="$user" --regid="$user" --clear-groups -- env -i "${environment[@]}" "$@"
  else
    env -i "${environment[@]}" "$@"
  fi
}

for version in "$@"; do
  account="$base/npm $version, Größe und Maß"
  home="$account/home"
  tree="$account/Contexture für alle"
  mkdir -p "$home" "$tree"
  git ls-files -z | tar --null --files-from=- --create | tar --extract --directory="$tree"
  if ! npm install --prefix "$account/npm" --no-save --no-audit --no-fund "npm@$version" >"$base/log" 2>&1; then
    skip "npm $version" "it cannot be fetched: $(tail -n 1 "$base/log")"
    continue
  fi
  [ -n "$user" ] && chown -R "$user:" "$account"
  in_tree() { (cd "$tree" && as_user "$home" npm "$@"); }
  check "npm $version on Node $(node -p process.versions.node): npm ci" in_tree ci &&
    check "npm $version: npm run demo" in_tree run demo -- --no-open
  rm -rf "$account"
done
finish
