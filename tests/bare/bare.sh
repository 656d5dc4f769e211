#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# bare.sh SUITE [PART…]: does what README says where a stranger would do it: in a Debian of SUITE ("" is this system's)
# that has git and nothing else, with what is committed here. Run by ./dev bare, as root. The parts, all of them unless
# some are named:
#   root   ./dev run and ./dev test as root
#   user   both as somebody who has sudo
#   deb    ./dev deb; then the package put in and taken out again where nothing else is
#   stick=FOLDER   what ./dev stick made there, installed for everybody where there is Flatpak and no network; only if named
# What is said stands in build/bare/SUITE/*.log. What apt loads is kept there, too, and the Debian itself.
set -euo pipefail
cd "$(dirname "$(realpath "$0")")/../.."
# shellcheck source=flatpak/mirror.sh
. flatpak/mirror.sh
[ "$(id -u)" = 0 ] || { echo "A Debian of its own can be made by root only." >&2; exit 77; }
read -r address own components < <(find_mirror)
suite=${1:-$own}
shift
[ $# -gt 0 ] || set -- root user deb
place=$PWD/build/bare/$suite
room=$place/room
alone=()  # how the network is taken away
status=0

# Once. Names of the network and a person belong to every computer.
make_root() {
  [ ! -f "$place/root.tar" ] || return 0
  mkdir -p "$place/archives"
  # shellcheck disable=SC2016
  mmdebstrap --quiet --format=tar --variant=minbase --mode=root --include=git,ca-certificates,sudo \
    --components="${components// /,}" \
    --customize-hook='printf "127.0.0.1 localhost\n127.0.1.1 bare\n::1 localhost\n" >"$1/etc/hosts"' \
    --customize-hook='chroot "$1" useradd --create-home --shell /bin/bash somebody' \
    --customize-hook='echo "somebody ALL=(ALL) NOPASSWD: ALL" >"$1/etc/sudoers.d/somebody"' \
    "$suite" "$place/root.tar.part" "$address" >&2
  mv "$place/root.tar.part" "$place/root.tar"
}

# The mounts of a room are gone with what ran in it.
empty_room() { rm -rf --one-file-system "$room"; }

fresh_room() {
  empty_room
  mkdir -p "$room"
  tar -C "$room" -xpf "$place/root.tar"
}

# as USER COMMAND…: in the room. USER is at home there.
as() {
  unshare --mount --uts --pid --fork --kill-child "${alone[@]}" tests/bare/enter.sh "$room" "$place/archives" "$@"
}

# try PART WHAT USER COMMAND…: says how it ended, how long it took and, for the tests, what they counted.
try() {
  local part=$1 what=$2 begun=$SECONDS word=passed log
  log=$place/$part-$(tr -cd '[:lower:]' <<<"$what").log
  shift 2
  as "$@" >"$log" 2>&1 </dev/null || word=FAILED
  [ "$word" = passed ] || status=1
  printf '%s  %-4s %s (%d s)\n' "$word" "$part" "$what" $((SECONDS - begun))
  grep -E '^(failed: |not ok |[0-9]+ passed, )' "$log" | tail -40 | sed 's/^/          /' || true
}

# clone PART USER
clone() {
  git bundle create --quiet "$room/srv/safibox.bundle" HEAD
  try "$1" "git clone" "$2" git clone --quiet /srv/safibox.bundle safibox
}

run_and_test() {
  local part=$1 user=$2
  clone "$part" "$user"
  try "$part" "./dev run" "$user" safibox/dev run
  try "$part" "./dev test" "$user" safibox/dev test
}

make_and_install() {
  clone deb root
  try deb "./dev deb" root safibox/dev deb
  local package
  package=$(find "$room/root/safibox/build/deb" -name '*.deb' | head -1)
  [ -n "$package" ] || return 0
  cp "$package" "$place/safibox.deb"
  fresh_room
  cp "$place/safibox.deb" tests/bare/{ok,install-deb}.sh "$room/srv/"
  try deb "install, use, purge" root sh /srv/install-deb.sh /srv/safibox.deb
}

install_stick() {
  cp -r "$1" "$room/srv/stick"
  cp tests/bare/{ok,install-stick}.sh "$room/srv/"
  try stick "apt-get install flatpak" root \
    sh -c 'apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends flatpak'
  alone=(--net)
  try stick "install without a network" root sh /srv/install-stick.sh /srv/stick
  alone=()
}

make_root
for part in "$@"; do
  fresh_room
  case $part in
    root) run_and_test root root ;;
    user) run_and_test user somebody ;;
    deb) make_and_install ;;
    stick=*) install_stick "${part#stick=}" ;;
    *) echo "There is no part $part." >&2; status=64 ;;
  esac
done
empty_room
exit $status
