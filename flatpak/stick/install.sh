#!/bin/sh
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# sh install.sh [--user]: installs Safibox from this folder, or makes it newer. Asks nothing and needs no network, so it can
# be run on many computers, one after the other or all at once from a shared folder. For all who use the computer, as root;
# with --user for yourself alone. Besides it takes
#   packs/*.safibox-pack   packs of a school or a ministry, shown to everybody
#   safibox.ini            settings for a room of computers, such as classroom=true
set -eu
case ${1:-} in
  '') whom=--system ;;
  --user) whom=--user ;;
  *)
    sed -n '5,9s/^# \{0,1\}//p' "$0" >&2
    exit 64
    ;;
esac
here=$(cd "$(dirname "$0")" && pwd)
ID=io.github.safibox.Safibox
REMOTE=safibox-stick

if ! command -v flatpak >/dev/null; then
  echo 'Flatpak is not installed. Install the package "flatpak" of your system first.' >&2
  exit 69
fi
if [ $whom = --system ] && [ "$(id -u)" != 0 ]; then
  echo 'Run it as root (sudo sh install.sh), or with --user for yourself alone.' >&2
  exit 77
fi

# As an address; a stick may be called anything.
address=file://$(printf %s "$here/repo" | sed 's/%/%25/g; s/ /%20/g; s/#/%23/g; s/?/%3F/g')
# Who trusts this stick trusts what is on it; between two sticks the place is switched off, so that nothing comes from there,
# also where installing fails or is broken off.
trap 'flatpak $whom remote-modify --disable $REMOTE' EXIT
trap 'exit 1' HUP INT TERM
flatpak $whom remote-add --if-not-exists --no-gpg-verify --title="Safibox from a stick" $REMOTE "$address"
flatpak $whom remote-modify --enable --url="$address" $REMOTE
flatpak $whom install -y --noninteractive --or-update $REMOTE $ID

# Where Flatpak looks for what the program is shown besides.
if [ $whom = --user ]; then
  place=${FLATPAK_USER_DIR:-${XDG_DATA_HOME:-$HOME/.local/share}/flatpak}
else
  place=${FLATPAK_SYSTEM_DIR:-/var/lib/flatpak}
fi
put() {
  folder=$place/extension/$ID.$1/$(flatpak --default-arch)/1
  shift
  [ -e "$1" ] || return 0
  mkdir -p "$folder"
  cp "$@" "$folder/"
  chmod -R go=rX "$place/extension"
}
put Packs "$here"/packs/*.safibox-pack
put Settings "$here/safibox.ini"
flatpak $whom info $ID >/dev/null
echo 'Safibox is installed.'
