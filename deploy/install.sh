#!/bin/sh
# Installs or upgrades Bilateral Monitor as a systemd service. Run it as root from a checkout or an unpacked release:
#
#   sudo deploy/install.sh              the service
#   sudo deploy/install.sh --timer      a cycle every five minutes instead
#
#   --no-start      only put everything in place
#   --root DIR      below DIR instead of /, and nothing is started (for packagers, and for looking first)
#   --no-packages   with --root: everything but the program and its packages
#
# Without internet: WHEELS=/path/to/wheels sudo -E deploy/install.sh (docs/operators.md says how to fill that folder).
# What is under /etc/bilateral-monitor is yours: an upgrade never changes it.
set -eu
umask 022  # the service's user must be able to read the program, whatever umask root has

root="" start=yes packages=yes unit=bilateral-monitor.service
while [ $# -gt 0 ]; do
  case $1 in
    --timer) unit=bilateral-monitor-poll.timer ;;
    --no-start) start=no ;;
    --no-packages) packages=no ;;
    --root) [ $# -gt 1 ] || { echo "--root wants a folder" >&2; exit 2; }; root=$2; start=no; shift ;;
    *) echo "install.sh: $1 is not an option; see the first lines of $0" >&2; exit 2 ;;
  esac
  shift
done

here=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
opt=$root/opt/bilateral-monitor etc=$root/etc/bilateral-monitor units=$root/etc/systemd/system
say() { printf '%s\n' "$*"; }
fail() { printf 'install.sh: %s\n' "$*" >&2; exit 1; }

[ -n "$root" ] || [ "$(id -u)" = 0 ] || fail "only root may write to /opt and /etc: sudo $0"
python=$(command -v "${PYTHON:-python3}") || fail "there is no python3: install Python 3.11 or newer"
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || fail "$python is too old: Python 3.11 or newer is needed"
"$python" -c 'import venv, ensurepip' 2>/dev/null || fail "the module venv is missing: apt install python3-venv"

[ "$packages" = yes ] || [ -n "$root" ] || { echo "--no-packages goes with --root" >&2; exit 2; }

# -- the program, in a folder of its own, so that nothing changes until all of it is there
version=$(sed -n 's/^version = "\(.*\)"/\1/p' "$here/pyproject.toml" | head -1)
release=$opt/releases/$version-$(date -u +%Y%m%dT%H%M%SZ)
mkdir -p "$release"
trap 'rm -rf "$release"' EXIT
cp -R "$here/docs" "$release/docs"
cp "$here/LICENSE" "$here/CHANGELOG.md" "$release/"
if [ "$packages" = yes ]; then
  say "installing version $version under $release (about a minute) ..."
  build=$(mktemp -d)
  trap 'rm -rf "$build" "$release"' EXIT
  mkdir "$build/source" && cp -R "$here/monitor" "$here/pyproject.toml" "$here/requirements.lock" "$here/README.md" \
    "$here/LICENSE" "$build/source"
  export UV_CACHE_DIR="$build/cache" PIP_DISABLE_PIP_VERSION_CHECK=1
  if [ -n "${WHEELS:-}" ]; then
    [ -d "$WHEELS" ] || fail "there is no folder $WHEELS"
    wheels=$(CDPATH='' cd -- "$WHEELS" && pwd)
    export PIP_FIND_LINKS="$wheels" PIP_NO_INDEX=1
    set -- --no-index --find-links "$wheels"  # for uv, which has no variable for it
  fi
  "$python" -m venv "$build/checked" && "$python" -m venv --without-pip "$release"
  "$build/checked/bin/python" -m pip install --quiet uv || fail "uv could not be installed; is there a way out to packages?"
  uv=$build/checked/bin/uv
  # Every package is checked by its hash here; the service's own environment is then made from what was checked.
  (cd "$build/source" \
    && "$uv" pip install --quiet "$@" --python "$build/checked/bin/python" --require-hashes -r requirements.lock \
    && "$uv" build --quiet "$@" --wheel --out-dir "$build/wheel" . \
    && "$uv" pip install --quiet "$@" --offline --compile-bytecode --python "$release/bin/python" \
      --constraint requirements.lock "$(echo "$build"/wheel/*.whl)[fast]") || fail "the packages could not be installed; nothing has changed"
  "$release/bin/monitor" version >/dev/null || fail "the new program does not start; nothing has changed"
  # Below another root the first line of the command would name that root.
  [ -z "$root" ] || sed -i "1s|^#!$root/|#!/|" "$release/bin/monitor"
  rm -rf "$build"
fi

# -- what is yours: made once, never changed
install -d -m 0755 "$etc"
install -d -m 0700 "$etc/secrets"
[ -e "$etc/monitor.env" ] || install -m 0600 "$here/deploy/monitor.env.sample" "$etc/monitor.env"
if [ ! -d "$etc/rules" ]; then
  cp -R "$here/rules" "$etc/rules"
elif ! diff -rq "$here/rules" "$etc/rules" >/dev/null 2>&1; then
  rm -rf "$etc/rules.new" && cp -R "$here/rules" "$etc/rules.new"
  say "your $etc/rules stay as they are; this version's lie in $etc/rules.new: diff -r $etc/rules $etc/rules.new"
fi
# The service runs as a user of its own and must be able to read them.
chmod -R a+rX "$etc/rules"

# -- units, and a command with everything filled in
install -d "$units" "$root/usr/local/bin"
for each in "$here"/deploy/*.service "$here"/deploy/*.timer; do install -m 0644 "$each" "$units/"; done
install -m 0755 "$here/deploy/bilateral-monitor" "$root/usr/local/bin/bilateral-monitor"

running=no
if [ "$start" = yes ]; then
  systemctl daemon-reload
  if systemctl is-active --quiet bilateral-monitor.service; then
    running=yes
    say "a backup of the running version first ..."
    bilateral-monitor backup || fail "no backup could be made, so the running version goes on; see above"
    systemctl stop bilateral-monitor.service
  fi
fi
previous=$(readlink "$opt/current" 2>/dev/null || true)
ln -sfn "${release#"$root"}" "$opt/current.new" && mv -T "$opt/current.new" "$opt/current"
trap - EXIT
# The release before this one stays, for a way back; older ones go.
for old in "$opt"/releases/*; do
  [ "$old" = "$release" ] || [ "${old#"$root"}" = "$previous" ] || rm -rf "$old"
done

if [ "$start" = yes ]; then
  [ "$unit" = bilateral-monitor.service ] || systemctl enable --now bilateral-monitor-backup.timer
  systemctl enable --now "$unit" || fail "it did not start: journalctl -u bilateral-monitor -n 50 says why"
  [ "$running" = no ] || say "upgraded; the version before is ${previous:-gone}"
fi
say "done. Now:  bilateral-monitor doctor      and then docs/operators.md, 'First steps'"
