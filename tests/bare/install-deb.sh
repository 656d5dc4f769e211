#!/bin/sh
# SPDX-FileCopyrightText: The Safibox contributors
# SPDX-License-Identifier: GPL-3.0-or-later
#
# install-deb.sh FILE: installs the package where nothing is that it was made with, uses it, and takes it out again. Run by
# bare.sh, as root, in a Debian of its own that is thrown away afterwards.
# shellcheck disable=SC2317
package=$1
ID=io.github.safibox.Safibox
export DEBIAN_FRONTEND=noninteractive
# shellcheck source=tests/bare/ok.sh
. "$(dirname "$0")/ok.sh"

# What bears the program's name, besides the package itself, what the person keeps and what apt and this test know.
find_traces() {
  find / -xdev \( -path /srv -o -path /root -o -path /tmp -o -path /var/log -o -path /var/lib/dpkg -o -path /usr/share/mime/application \) -prune -o -iname '*safibox*' -print
}

install_it() { apt-get update -qq && apt-get install -y -qq "$package"; }
practise() { (cd "$(mktemp -d)" && safibox-cli --data-dir data practice | grep -F 'amina@practice.example: 114 new messages'); }
say_version() { safibox-cli --version | grep -F "$(dpkg-deb -f "$package" Version)"; }
owns_all() { dpkg --verify safibox && [ -z "$(dpkg --verify safibox)" ]; }
no_stray_file() { find_traces | while read -r path; do dpkg -S "$path" >/dev/null || exit 1; done; }
knows_settings() { grep -aF "$ID" /usr/share/glib-2.0/schemas/gschemas.compiled; }
knows_program() { apt-get install -y -qq desktop-file-utils && grep -F "$ID.desktop" /usr/share/applications/mimeinfo.cache; }
knows_packs() { grep -F safibox-pack /usr/share/mime/globs2; }
open_window() {
  apt-get install -y -qq --no-install-recommends xvfb xauth dbus-daemon xdotool || return 1
  # shellcheck disable=SC2016
  HOME=$(mktemp -d) dbus-run-session -- xvfb-run -a sh -c '
    safibox --practice & program=$!
    xdotool search --sync --onlyvisible --class safibox || exit 1
    sleep 5
    kill -0 $program && kill $program'
}
please_lintian() {
  apt-get install -y -qq --no-install-recommends lintian || return 1
  lintian --fail-on error "$package"
}
nothing_left() { [ -z "$(find_traces)" ] || { find_traces; return 1; }; }
forget() { ! dpkg-query -W safibox; }

ok "it is installed with all that it needs" install_it
ok "both programs say their version" say_version
ok "the practice mailbox is judged" practise
ok "every file is as it was packed" owns_all
ok "no file is there that the package does not own" no_stray_file
ok "the desktop knows its settings" knows_settings
ok "the desktop knows what it opens" knows_program
ok "the desktop knows a pack" knows_packs
ok "the window opens and stays" open_window
ok "lintian finds no error" please_lintian
ok "it is removed" apt-get remove -y -qq safibox
ok "nothing is left of it" nothing_left
ok "it is purged" dpkg --purge safibox
ok "dpkg knows it no more" forget
exit "$failed"
