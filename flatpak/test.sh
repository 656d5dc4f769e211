#!/usr/bin/env bash
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# test.sh SUITE PACKAGE…: builds Safibox as a Flatpak on a runtime made of packages (of SUITE; "" is this system's), and
# does the main job in its sandbox; then installs it from a signed repository and from a single file. All that is kept
# stands below build/flatpak.
set -euo pipefail
cd "$(dirname "$(realpath "$0")")/.."
ID=io.github.safibox.Safibox
RUNTIME=io.github.safibox.TestPlatform
suite=$1
shift
unset CC CFLAGS LDFLAGS  # of this system, not of the runtime
place=$PWD/build/flatpak/${suite:-own}
mkdir -p "$place"

timed() {
  local name=$1 begun=$SECONDS
  shift
  "$@"
  printf '%5d s  %s\n' $((SECONDS - begun)) "$name" >>"$place/figures"
}

# An installation that has nothing but the runtime; each test begins with a copy, which takes no room.
install_runtime() {
  [ ! -d "$place/base" ] || return 0
  export FLATPAK_USER_DIR=$place/base.part
  rm -rf "$FLATPAK_USER_DIR"
  flatpak --user remote-add --no-gpg-verify test "file://$place/runtime"
  flatpak --user install -y --noninteractive test "$RUNTIME" >&2
  mv "$FLATPAK_USER_DIR" "$place/base"
}

build() {
  rm -rf "$place/repo"
  FLATPAK_USER_DIR=$place/base flatpak-builder --user --force-clean --disable-download --disable-updates \
    --state-dir="$place/state" --repo="$place/repo" "$place/tree" "$place/$ID.json" >&2
}

install_built() {
  export FLATPAK_USER_DIR=$place/user
  rm -rf "$FLATPAK_USER_DIR"
  cp -al "$place/base" "$FLATPAK_USER_DIR"
  flatpak --user remote-add --no-gpg-verify built "file://$place/repo"
  flatpak --user install -y --noninteractive built $ID >&2
}

: >"$place/figures"
timed "the runtime (0: it was there)" flatpak/make-runtime.sh "$place/runtime" "$suite" "$@"
timed "the runtime installed (0: it was there)" install_runtime
flatpak/make-test-manifest.py "$place" "$(ostree --repo="$place/runtime" refs --list "runtime/$RUNTIME" | cut -d/ -f4)"
timed "Safibox built" build
timed "Safibox installed" install_built
status=0
export SAFI_FLATPAK=$place
for name in sandbox repository; do
  timed "test-$name" /usr/bin/python3 "tests/flatpak/test-$name.py" || status=1
done
cat "$place/figures"
exit $status
